import type { appSchema } from '@berth/contract';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Database, utc } from '../database.js';
import { deploymentColumns, deploymentJoins, deploymentView, type DeploymentRow, type DeploymentView } from '../deployments/deployment-view.js';
import { environmentState, type ObservedHead } from './environment-state.js';
import { publicUrl } from './public-url.js';

export type AppView = z.input<typeof appSchema>;

export interface AppRow {
  id: string;
  name: string;
  tenant: string;
  tenantState: string;
  state: 'active' | 'deleting';
  createdAt: string;
  environmentId: string | null;
  environment: string;
  observed: ObservedHead | null;
  configVersion: number;
  liveRelease: number | null;
  host: string;
  httpsPort: number;
}

/** One row per app and environment, without the pods; `a` is the app. */
export const appColumns = `a.id, a.slug AS name, t.slug AS tenant, t.state AS "tenantState", a.state, ${utc('a."createdAt"')} AS "createdAt", e.id AS "environmentId", e.slug AS environment,
  e.observed - 'processes' AS observed, e."configVersion", live.version AS "liveRelease", coalesce(h.name, a.slug || '-' || t.slug || '.' || c."baseDomain") AS host, c."httpsPort"`;
export const appJoins = `JOIN tenant t ON t.id = a."tenantId" JOIN cluster c ON c.id = t."clusterId" LEFT JOIN environment e ON e."appId" = a.id LEFT JOIN release live ON live.id = e."liveReleaseId"
  LEFT JOIN LATERAL (SELECT name FROM host WHERE "environmentId" = e.id ORDER BY name LIMIT 1) h ON true`;

const lastDeployments = {
  name: 'last-deployments',
  text: `SELECT ${deploymentColumns} FROM unnest($1::text[]) AS wanted(id)
    JOIN LATERAL (SELECT * FROM deployment WHERE "environmentId" = wanted.id ORDER BY number DESC LIMIT 1) d ON true ${deploymentJoins}`,
};

/** Puts apps together with the last deployment of each environment: one query, whatever their number. */
@Injectable()
export class AppViews {
  constructor(private readonly database: Database) {}

  async lastDeployments(environmentIds: string[]): Promise<Map<string, DeploymentView>> {
    if (environmentIds.length === 0) return new Map();
    const rows = await this.database.rows<DeploymentRow>(lastDeployments, [environmentIds]);
    return new Map(rows.map((row) => [row.environmentId, deploymentView(row)]));
  }

  /** Rows in order, those of one app beside each other. */
  async of(rows: AppRow[]): Promise<AppView[]> {
    const last = await this.lastDeployments(rows.flatMap((row) => row.environmentId ?? []));
    const apps = new Map<string, AppView>();
    for (const row of rows) {
      const url = publicUrl(row.host, row.httpsPort);
      const app = apps.get(row.id) ?? { id: row.id, name: row.name, tenant: row.tenant, state: row.state, url, environments: [], createdAt: row.createdAt };
      apps.set(row.id, app);
      if (row.environmentId === null) continue;
      app.environments.push({
        app: row.name,
        name: row.environment,
        url,
        ...environmentState(row),
        liveRelease: row.liveRelease,
        configVersion: row.configVersion,
        lastDeployment: last.get(row.environmentId) ?? null,
      });
    }
    return [...apps.values()];
  }
}
