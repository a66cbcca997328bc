import type { configSchema } from '@berth/contract';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';

export type ConfigView = z.input<typeof configSchema>;

const find = {
  name: 'get-config',
  text: `SELECT e."configVersion" AS version, coalesce(v.variables, '{}') AS variables, (SELECT coalesce(json_agg(name ORDER BY name), '[]') FROM jsonb_object_keys(coalesce(v.secrets, '{}')) AS name) AS secrets,
      v."createdAt" AS "changedAt", v."createdBy" AS "changedBy"
    FROM environment e JOIN app a ON a.id = e."appId" LEFT JOIN config_version v ON v."environmentId" = e.id AND v.version = e."configVersion"
    WHERE a."tenantId" = $1 AND a.slug = $2 AND e.slug = $3`,
};

/** Variables with their values, secrets by name: a value is not even selected. */
@Injectable()
export class GetConfig {
  constructor(private readonly database: Database) {}

  /** Throws not-found. */
  async run(tenantId: string, { app, environment }: EnvironmentKey): Promise<ConfigView> {
    const [config] = await this.database.rows<ConfigView>(find, [tenantId, app, environment]);
    if (!config) throw notFound();
    return config;
  }
}
