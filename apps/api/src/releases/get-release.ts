import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { FindEnvironmentId } from '../apps/find-environment-id.js';
import { Database } from '../database.js';
import type { Answer } from '../http/operation.js';
import { releaseColumns } from './release-view.js';

const namesOf = (alias: string) => `SELECT key AS name, 'variable' AS kind, value FROM jsonb_each_text(${alias}.variables) UNION ALL SELECT key, 'secret', value FROM jsonb_each_text(${alias}.secrets)`;

/** Values are compared in the database and do not leave it; a secret that was not set again keeps its sealed text. */
const find = {
  name: 'get-release',
  text: `SELECT ${releaseColumns}, p.version AS before, CASE WHEN p.version IS NULL OR p."configVersion" = r."configVersion" THEN '[]'::json ELSE (
      SELECT coalesce(json_agg(json_build_object('name', name, 'kind', coalesce(n.kind, o.kind), 'change', CASE WHEN o.kind IS NULL THEN 'added' WHEN n.kind IS NULL THEN 'removed' ELSE 'changed' END) ORDER BY name), '[]'::json)
      FROM (${namesOf('oc')}) o FULL JOIN (${namesOf('nc')}) n USING (name) WHERE (o.kind, o.value) IS DISTINCT FROM (n.kind, n.value)) END AS "configChanges"
    FROM release r JOIN environment e ON e.id = r."environmentId"
      LEFT JOIN LATERAL (SELECT version, "configVersion" FROM release WHERE "environmentId" = e.id AND version < r.version ORDER BY version DESC LIMIT 1) p ON true
      LEFT JOIN config_version nc ON nc."environmentId" = e.id AND nc.version = r."configVersion"
      LEFT JOIN config_version oc ON oc."environmentId" = e.id AND oc.version = p."configVersion"
    WHERE e.id = $1 AND r.version = $2`,
};

@Injectable()
export class GetRelease {
  constructor(
    private readonly database: Database,
    private readonly findEnvironmentId: FindEnvironmentId,
  ) {}

  /** Throws not-found for the environment, release-not-found for the version. */
  async run(tenantId: string, key: EnvironmentKey, version: number): Promise<Answer<'getRelease'>> {
    const environmentId = await this.findEnvironmentId.run(tenantId, key);
    const [release] = await this.database.rows<Answer<'getRelease'>>(find, [environmentId, version]);
    if (!release) throw new Problem('release-not-found');
    return release;
  }
}
