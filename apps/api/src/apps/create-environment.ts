import { recordEvent, type Tx } from '@berth/db';
import { environmentHost, longestLabel, mostEnvironments, Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { TenantActor } from '../account/actor.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { Answer } from '../http/operation.js';
import { isUniqueViolation } from '../http/unique-violation.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import { GetEnvironment } from './get-environment.js';

/** Makes an environment of an app, with a host of its own. */
@Injectable()
export class CreateEnvironment {
  constructor(
    private readonly database: Database,
    private readonly getEnvironment: GetEnvironment,
  ) {}

  async run(actor: TenantActor, app: string, name: string): Promise<Answer<'createEnvironment'>> {
    try {
      await this.database.write((tx) => this.insert(tx, actor, app, name));
    } catch (error) {
      throw isUniqueViolation(error) ? new Problem('name-taken', `The host name of ${app}-${name} is in use.`) : error;
    }
    return this.getEnvironment.run(actor.tenant.id, { app, environment: name });
  }

  private async insert(tx: Tx, actor: TenantActor, appSlug: string, slug: string): Promise<void> {
    const { tenant } = actor;
    const [app] = await tx.$queryRaw<{ id: string; state: string; baseDomain: string }[]>`
      SELECT a.id, a.state, c."baseDomain" FROM app a JOIN tenant t ON t.id = a."tenantId" JOIN cluster c ON c.id = t."clusterId" WHERE a."tenantId" = ${tenant.id} AND a.slug = ${appSlug} FOR UPDATE OF a`;
    if (!app) throw notFound();
    requireActive(tenant.state);
    if (app.state !== 'active') throw new Problem('wrong-state', 'The app is being deleted.');
    const environments = await tx.environment.findMany({ where: { appId: app.id }, select: { slug: true, state: true, kind: true } });
    const known = environments.find((environment) => environment.slug === slug);
    if (known) throw new Problem('name-taken', known.state === 'deleting' ? `The environment ${slug} is still being deleted.` : `There is an environment ${slug} already.`);
    if (environments.filter(({ kind }) => kind !== 'preview').length >= mostEnvironments) throw new Problem('over-budget', `An app may have ${mostEnvironments} environments.`, { remedy: 'Delete one that is not needed.' });
    const host = environmentHost(appSlug, slug, tenant.slug, app.baseDomain);
    const label = host.split('.')[0]!;
    if (label.length > longestLabel) throw new Problem('invalid-input', `/body/name: the host name ${label} would have ${label.length} characters; ${longestLabel} is the most.`, { errors: [{ path: '/body/name', message: `is ${label.length - longestLabel} characters too long for a host name` }] });
    const environmentId = randomUUID();
    await tx.environment.create({ data: { id: environmentId, tenantId: tenant.id, appId: app.id, slug } });
    await tx.host.create({ data: { name: host, tenantId: tenant.id, environmentId } });
    await recordEvent(tx, { tenantId: tenant.id, appId: app.id, environmentId, actor: actor.email }, 'environment.created', { environment: slug });
  }
}
