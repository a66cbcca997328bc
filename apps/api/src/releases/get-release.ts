import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { FindEnvironmentId } from '../apps/find-environment-id.js';
import { Database } from '../database.js';
import { releaseColumns, type ReleaseView } from './release-view.js';

const find = { name: 'get-release', text: `SELECT ${releaseColumns} FROM release r JOIN environment e ON e.id = r."environmentId" WHERE e.id = $1 AND r.version = $2` };

@Injectable()
export class GetRelease {
  constructor(
    private readonly database: Database,
    private readonly findEnvironmentId: FindEnvironmentId,
  ) {}

  /** Throws not-found for the environment, release-not-found for the version. */
  async run(tenantId: string, key: EnvironmentKey, version: number): Promise<ReleaseView> {
    const environmentId = await this.findEnvironmentId.run(tenantId, key);
    const [release] = await this.database.rows<ReleaseView>(find, [environmentId, version]);
    if (!release) throw new Problem('release-not-found');
    return release;
  }
}
