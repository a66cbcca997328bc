import { processSettingsSchema, Problem, releaseSettingsSchema, roleAtLeast } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { TenantActor } from '../account/actor.js';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { FindEnvironmentId } from '../apps/find-environment-id.js';
import type { Config } from '../config/next-config.js';
import { Database } from '../database.js';
import type { Answer, QueryOf } from '../http/operation.js';
import { configChanges, processChanges, settingsChanges } from './release-differences.js';

interface Row {
  version: number;
  image: string;
  imageDigest: string;
  configVersion: number;
  processes: unknown;
  settings: unknown;
  variables: Config['variables'];
  secrets: Config['secrets'];
}
const find = {
  name: 'diff-releases',
  text: `SELECT r.version, r.image, r."imageDigest", r."configVersion", r.processes, r.settings, coalesce(v.variables, '{}') AS variables, coalesce(v.secrets, '{}') AS secrets
    FROM release r LEFT JOIN config_version v ON v."environmentId" = r."environmentId" AND v.version = r."configVersion" WHERE r."environmentId" = $1 AND r.version = ANY($2::int[])`,
};

/** What differs between two releases of an environment. Sealed secrets are compared as they lie there: one that was set anew counts as changed. */
@Injectable()
export class DiffReleases {
  constructor(
    private readonly database: Database,
    private readonly findEnvironmentId: FindEnvironmentId,
  ) {}

  /** Throws not-found for the environment, release-not-found for a version. */
  async run(actor: TenantActor, key: EnvironmentKey, { from, to }: QueryOf<'diffReleases'>): Promise<Answer<'diffReleases'>> {
    const environmentId = await this.findEnvironmentId.run(actor.tenant.id, key);
    const rows = await this.database.rows<Row>(find, [environmentId, [from, to]]);
    const release = (version: number): Row => {
      const row = rows.find((one) => one.version === version);
      if (!row) throw new Problem('release-not-found', `There is no release v${version}.`);
      return row;
    };
    const [before, after] = [release(from), release(to)];
    const valuesShown = roleAtLeast(actor.role, 'developer');
    const processes = (row: Row) => z.array(processSettingsSchema).parse(row.processes);
    return {
      from,
      to,
      image: { changed: before.imageDigest !== after.imageDigest, before: before.image, after: after.image },
      config: { before: before.configVersion, after: after.configVersion, valuesShown, changes: configChanges(before, after, valuesShown) },
      processes: processChanges(processes(before), processes(after)),
      settings: settingsChanges(releaseSettingsSchema.parse(before.settings), releaseSettingsSchema.parse(after.settings)),
    };
  }
}
