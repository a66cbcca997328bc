import { shareOf, type Observed, type ProcessSettings, type Scale } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { Answer } from '../http/operation.js';
import { fromSourceColumn, processViews, type FromSource } from '../processes/process-view.js';
import { previewColumns, previewView, type PreviewFacts } from '../previews/preview-view.js';
import { AppViews } from './app-view.js';
import type { EnvironmentKey } from './environment-key.js';
import { environmentState } from './environment-state.js';
import { hostColumn, publicUrl } from './public-url.js';
import { rolloutColumns, rolloutInForce, type RolloutFacts } from './rollout-in-force.js';

interface Row extends PreviewFacts, RolloutFacts {
  id: string;
  app: string;
  name: string;
  state: 'active' | 'deleting';
  tenantState: string;
  observed: Observed | null;
  configVersion: number;
  liveConfigVersion: number | null;
  watchSeconds: number | null;
  liveRelease: number | null;
  previews: unknown;
  processes: ProcessSettings[] | null;
  fromSource: FromSource;
  scale: Record<string, Scale>;
  host: string;
  httpsPort: number;
}
const find = {
  name: 'get-environment',
  text: `SELECT e.id, a.slug AS app, e.slug AS name, CASE WHEN e.state = 'deleting' THEN e.state ELSE a.state END AS state, t.state AS "tenantState", e.observed, e."configVersion", e."watchSeconds", ${rolloutColumns}, ${previewColumns}, a.previews, live.version AS "liveRelease", live."configVersion" AS "liveConfigVersion", r.processes, ${fromSourceColumn}, e.scale,
      ${hostColumn} AS host, c."httpsPort"
    FROM environment e JOIN app a ON a.id = e."appId" JOIN tenant t ON t.id = a."tenantId" JOIN cluster c ON c.id = t."clusterId"
      LEFT JOIN release live ON live.id = e."liveReleaseId" LEFT JOIN release r ON r.id = coalesce(e."liveReleaseId", e."targetReleaseId")
    WHERE a."tenantId" = $1 AND a.slug = $2 AND e.slug = $3`,
};

/** What serves, since when it was seen, and the last deployment. */
@Injectable()
export class GetEnvironment {
  constructor(
    private readonly database: Database,
    private readonly views: AppViews,
  ) {}

  /** Throws not-found. */
  async run(tenantId: string, { app, environment }: EnvironmentKey): Promise<Answer<'getEnvironment'>> {
    const [row] = await this.database.rows<Row>(find, [tenantId, app, environment]);
    if (!row) throw notFound();
    const last = await this.views.lastDeployments(new Map([[row.id, { app: row.app, environment: row.name, host: row.host, httpsPort: row.httpsPort }]]));
    return {
      app: row.app,
      name: row.name,
      url: publicUrl(row.host, row.httpsPort),
      ...environmentState(row),
      liveRelease: row.liveRelease,
      configVersion: row.configVersion,
      liveConfigVersion: row.liveConfigVersion,
      watchSeconds: row.watchSeconds,
      rollout: rolloutInForce(row),
      preview: previewView(row),
      lastDeployment: last.get(row.id) ?? null,
      processes: processViews(row.processes ?? [], row.scale, row.observed, shareOf({ kind: row.kind ?? 'permanent', app: row }), row.fromSource),
    };
  }
}
