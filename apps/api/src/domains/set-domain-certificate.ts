import { enqueue, hostOfOthers, recordEvent, type Tx } from '@berth/db';
import { Problem } from '@berth/domain';
import { openDataKey, sealDomainKey } from '@berth/sealing';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockForAction, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { Env } from '../env.js';
import { invalidField } from '../http/invalid-input.js';
import type { BodyOf } from '../http/operation.js';
import { domainIn } from './domain-in.js';
import type { DomainView } from './domain-view.js';
import { readCertificate } from './read-certificate.js';
import { ReadDomains } from './read-domains.js';

/** Keeps a certificate and its key for a verified domain, the key sealed; the reconciler has the ingress show it. */
@Injectable()
export class SetDomainCertificate {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
    private readonly domains: ReadDomains,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, host: string, body: BodyOf<'setDomainCertificate'>): Promise<DomainView> {
    await this.database.write((tx) => this.keep(tx, actor, key, host, body));
    return this.domains.one(actor.tenant.id, key, host);
  }

  private async keep(tx: Tx, actor: TenantActor, target: EnvironmentKey, host: string, body: BodyOf<'setDomainCertificate'>): Promise<void> {
    const tenantId = actor.tenant.id;
    const { id: environmentId, appId } = await lockForAction(tx, actor, target);
    const { id, verifiedAt } = await domainIn(tx, environmentId, host);
    if (!verifiedAt) throw new Problem('wrong-state', `${host} is not verified yet: its certificate can be given once it is.`, { remedy: `See what is missing: \`berth domains check ${host}\`.` });
    const proven = await tx.domain.findMany({ where: { tenantId, verifiedAt: { not: null } }, select: { name: true } });
    const { chain, key, names, validUntil } = readCertificate(body, host, proven.map(({ name }) => name), new Date());
    const taken = await hostOfOthers(tx, tenantId, names);
    if (taken !== null) throw invalidField('/body/certificate', `is for ${taken}, too, which another tenant of this installation has proven: leave it out of the certificate, also by wildcard`);
    await tx.domain.update({ where: { id }, data: { certificate: chain, certificateKey: await this.seal(tx, tenantId, id, key), certificateUntil: validUntil, certificateWarnedAt: null } });
    await recordEvent(tx, { tenantId, appId, environmentId, actor: actor.email }, 'domain.certificate', { host, validUntil: validUntil.toISOString() });
    await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId });
  }

  private async seal(tx: Tx, tenantId: string, domainId: string, key: string): Promise<string> {
    const { dataKey } = await tx.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { dataKey: true } });
    const opened = openDataKey(this.env.installationKey, tenantId, dataKey);
    try {
      return sealDomainKey(opened, domainId, key);
    } finally {
      opened.fill(0);
    }
  }
}
