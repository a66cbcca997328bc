import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { FindEnvironmentId } from '../apps/find-environment-id.js';
import { Database } from '../database.js';
import { decodeCursor, pageOf } from '../http/cursor.js';
import type { Answer, QueryOf } from '../http/operation.js';
import { releaseColumns, type ReleaseView } from './release-view.js';

const list = {
  name: 'list-releases',
  text: `SELECT ${releaseColumns} FROM release r JOIN environment e ON e.id = r."environmentId" WHERE e.id = $1 AND ($2::int IS NULL OR r.version < $2) ORDER BY r.version DESC LIMIT $3`,
};

/** Releases of an environment, newest first. */
@Injectable()
export class ListReleases {
  constructor(
    private readonly database: Database,
    private readonly findEnvironmentId: FindEnvironmentId,
  ) {}

  async run(tenantId: string, key: EnvironmentKey, { cursor, limit }: QueryOf<'listReleases'>): Promise<Answer<'listReleases'>> {
    const environmentId = await this.findEnvironmentId.run(tenantId, key);
    const before = decodeCursor(cursor, z.number().int().min(0).max(2 ** 31 - 1));
    return pageOf(await this.database.rows<ReleaseView>(list, [environmentId, before ?? null, limit + 1]), limit, (release) => release.version);
  }
}
