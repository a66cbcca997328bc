import type { appSchema } from '@berth/contract';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Database } from '../database.js';
import { DeploymentViews, factColumns, factJoins, type DeploymentFacts, type DeploymentRow, type DeploymentView } from '../deployments/deployment-view.js';
import { Env } from '../env.js';
import { previewColumns, previewView, type PreviewFacts } from '../previews/preview-view.js';
import { environmentState, type ObservedHead } from './environment-state.js';
import { gitUrl, hostColumn, publicUrl } from './public-url.js';
import { rolloutColumns, rolloutInForce, type RolloutFacts } from './rollout-in-force.js';

export type AppView = z.input<typeof appSchema>;

export interface AppRow extends PreviewFacts, RolloutFacts {
  id: string;
  name: string;
  tenant: string;
  tenantState: string;
  state: 'active' | 'deleting';
  root: string;
  watch: string[];
  createdAt: string;
  environmentId: string | null;
  environment: string;
  environmentStanding: 'active' | 'deleting' | null;
  observed: ObservedHead | null;
  configVersion: number;
  watchSeconds: number | null;
  liveRelease: number | null;
  host: string;
  httpsPort: number;
}

/** One row per app and environment, without the pods; `a` is the app. */
export const appColumns = `a.id, a.slug AS name, t.slug AS tenant, t.state AS "tenantState", a.state, a.root, a.watch, a."createdAt", e.id AS "environmentId", e.slug AS environment, e.state AS "environmentStanding",
  e.observed - 'processes' AS observed, e."configVersion", e."watchSeconds", ${rolloutColumns}, ${previewColumns}, live.version AS "liveRelease", ${hostColumn} AS host, c."httpsPort"`;
export const appJoins = `JOIN tenant t ON t.id = a."tenantId" JOIN cluster c ON c.id = t."clusterId" LEFT JOIN environment e ON e."appId" = a.id LEFT JOIN release live ON live.id = e."liveReleaseId"`;

const lastDeployments = {
  name: 'last-deployments',
  text: `SELECT ${factColumns} FROM unnest($1::text[]) AS wanted(id)
    JOIN LATERAL (SELECT * FROM deployment WHERE "environmentId" = wanted.id ORDER BY number DESC LIMIT 1) d ON true ${factJoins}`,
};

/** What a deployment's view takes from its environment. */
type Place = Pick<DeploymentRow, 'app' | 'environment' | 'host' | 'httpsPort'>;

/** Puts apps together with the last deployment of each environment: two queries, whatever their number. */
@Injectable()
export class AppViews {
  constructor(
    private readonly database: Database,
    private readonly deployments: DeploymentViews,
    private readonly env: Env,
  ) {}

  /** The last deployment by environment id. */
  async lastDeployments(places: Map<string, Place>): Promise<Map<string, DeploymentView>> {
    if (places.size === 0) return new Map();
    const facts = await this.database.rows<DeploymentFacts>(lastDeployments, [[...places.keys()]]);
    const views = await this.deployments.of(facts.map((fact) => ({ ...fact, ...places.get(fact.environmentId)! })));
    return new Map(facts.map(({ environmentId }, index) => [environmentId, views[index]!]));
  }

  /** Rows in order, those of one app beside each other. */
  async of(rows: AppRow[]): Promise<AppView[]> {
    const places = new Map(rows.flatMap(({ environmentId, name: app, environment, host, httpsPort }) => (environmentId === null ? [] : [[environmentId, { app, environment, host, httpsPort }] as const])));
    const last = await this.lastDeployments(places);
    const apps = new Map<string, AppView>();
    for (const row of rows) {
      const url = publicUrl(row.host, row.httpsPort);
      const app = apps.get(row.id) ?? { id: row.id, name: row.name, tenant: row.tenant, state: row.state, url, gitUrl: gitUrl(this.env.publicUrl, row.tenant, row.name), root: row.root, watch: row.watch, environments: [], createdAt: row.createdAt };
      apps.set(row.id, app);
      if (row.environmentId === null) continue;
      app.environments.push({
        app: row.name,
        name: row.environment,
        url,
        ...environmentState({ ...row, state: row.environmentStanding === 'deleting' ? 'deleting' : row.state }),
        liveRelease: row.liveRelease,
        configVersion: row.configVersion,
        watchSeconds: row.watchSeconds,
        rollout: rolloutInForce(row),
        preview: previewView(row),
        lastDeployment: last.get(row.environmentId) ?? null,
      });
    }
    return [...apps.values()];
  }
}
