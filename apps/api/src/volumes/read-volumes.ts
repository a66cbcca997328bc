import type { volumeViewSchema } from '@berth/contract';
import type { ProcessSettings, VolumeState } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';

export type VolumeView = z.input<typeof volumeViewSchema>;

interface Row {
  processes: ProcessSettings[] | null;
  volumes: { name: string; process: string; sizeBytes: number; bound: boolean; deleted: boolean; createdAt: string }[];
}
/** The target release's paths: that is what the cluster has. */
const find = {
  name: 'read-volumes',
  text: `SELECT r.processes, coalesce((SELECT jsonb_agg(jsonb_build_object('name', v.name, 'process', v.process, 'sizeBytes', v."sizeBytes", 'bound', v.bound, 'deleted', v."deletedAt" IS NOT NULL, 'createdAt', to_char(v."createdAt", 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY v.name) FROM volume v WHERE v."environmentId" = e.id), '[]') AS volumes
    FROM environment e JOIN app a ON a.id = e."appId" LEFT JOIN release r ON r.id = coalesce(e."targetReleaseId", e."liveReleaseId") WHERE a."tenantId" = $1 AND a.slug = $2 AND e.slug = $3`,
};

/** An environment's volumes, with those that what runs does not use any more. */
@Injectable()
export class ReadVolumes {
  constructor(private readonly database: Database) {}

  /** Throws not-found. */
  async run(tenantId: string, { app, environment }: EnvironmentKey): Promise<{ items: VolumeView[] }> {
    const [row] = await this.database.rows<Row>(find, [tenantId, app, environment]);
    if (!row) throw notFound();
    return {
      items: row.volumes.map(({ bound, deleted, ...volume }) => {
        const path = (row.processes ?? []).flatMap(({ volumes = [] }) => volumes).find(({ name }) => name === volume.name)?.path ?? null;
        const state: VolumeState = deleted ? 'deleting' : path === null ? 'unused' : bound ? 'bound' : 'pending';
        return { ...volume, path, state };
      }),
    };
  }

  /** One of them. Throws not-found. */
  async one(tenantId: string, key: EnvironmentKey, name: string): Promise<VolumeView> {
    const found = (await this.run(tenantId, key)).items.find((volume) => volume.name === name);
    if (!found) throw notFound();
    return found;
  }
}
