import { whyNotShown } from '@berth/db';
import { certificateNames } from '@berth/sealing';
import { Injectable } from '@nestjs/common';
import { FindEnvironmentId } from '../apps/find-environment-id.js';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { Env } from '../env.js';
import { notFound } from '../http/not-found.js';
import type { Answer } from '../http/operation.js';
import { noDomain } from './domain-in.js';
import { proofValue } from './domain-proof.js';
import { domainView, type DomainView } from './domain-view.js';

/** What berth.yaml of the source that was deployed last names; production alone takes it from there. */
const domainsOfFile = {
  name: 'domains-of-file',
  text: `SELECT s.detection->'settings'->'domains' AS hosts FROM deployment d JOIN source s ON s.id = d.input->>'sourceId' WHERE d."tenantId" = $1 AND d."environmentId" = $2 ORDER BY d.number DESC LIMIT 1`,
};

/** An environment's own domains. */
@Injectable()
export class ReadDomains {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
    private readonly findEnvironment: FindEnvironmentId,
  ) {}

  /** Throws not-found for an environment that is absent or another tenant's. */
  async list(tenantId: string, key: EnvironmentKey): Promise<Answer<'listDomains'>> {
    const environmentId = await this.findEnvironment.run(tenantId, key);
    const environment = await this.database.prisma.environment.findUnique({
      where: { id: environmentId },
      select: { appId: true, hosts: { where: { domainId: null }, take: 1 }, domains: { orderBy: { name: 'asc' } }, app: { select: { tenant: { select: { cluster: { select: { httpsPort: true } } } } } } },
    });
    if (!environment) throw notFound();
    const [source] = key.environment === 'production' ? await this.database.rows<{ hosts: string[] | null }>(domainsOfFile, [tenantId, environmentId]) : [];
    const place = { target: environment.hosts[0]?.name ?? '', httpsPort: environment.app.tenant.cluster.httpsPort, proof: proofValue(this.env.installationKey, environment.appId), ofFile: source?.hosts ?? [] };
    const now = new Date();
    const rows = await Promise.all(environment.domains.map(async (row) => ({ ...row, leftOut: row.certificate === null ? null : await whyNotShown(this.database.prisma, tenantId, certificateNames(row.certificate)) })));
    return { items: rows.map((row) => domainView(row, place, now)) };
  }

  /** Throws not-found for a host that is none of its domains, too. */
  async one(tenantId: string, key: EnvironmentKey, host: string): Promise<DomainView> {
    const { items } = await this.list(tenantId, key);
    const found = items.find((domain) => domain.host === host);
    if (!found) throw noDomain();
    return found;
  }
}
