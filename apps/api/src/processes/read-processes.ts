import { shareOf, type Observed, type ProcessSettings, type Scale } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import { fromSourceColumn, processViews, type FromSource, type ProcessView } from './process-view.js';

interface Row {
  kind: string;
  previews: unknown;
  processes: ProcessSettings[] | null;
  fromSource: FromSource;
  scale: Record<string, Scale>;
  observed: Observed | null;
}
const find = {
  name: 'read-processes',
  text: `SELECT e.kind, a.previews, r.processes, ${fromSourceColumn}, e.scale, e.observed FROM environment e JOIN app a ON a.id = e."appId" LEFT JOIN release r ON r.id = coalesce(e."liveReleaseId", e."targetReleaseId")
    WHERE a."tenantId" = $1 AND a.slug = $2 AND e.slug = $3`,
};

/** Processes of what serves now, with their pods; none before the first deployment. */
@Injectable()
export class ReadProcesses {
  constructor(private readonly database: Database) {}

  /** Throws not-found. */
  async run(tenantId: string, { app, environment }: EnvironmentKey): Promise<{ items: ProcessView[]; observedAt: string | null }> {
    const [row] = await this.database.rows<Row>(find, [tenantId, app, environment]);
    if (!row) throw notFound();
    return { items: processViews(row.processes ?? [], row.scale, row.observed, shareOf({ kind: row.kind, app: row }), row.fromSource), observedAt: row.observed?.observedAt ?? null };
  }
}
