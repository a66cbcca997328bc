import type { cronSchema } from '@berth/contract';
import { nextCronRun, type CronEntry } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { Env } from '../env.js';
import { noneNamed, notFound } from '../http/not-found.js';
import { failurePagePath } from '../platform/failure-page.js';
import { cronRunColumns, cronRunView, type CronRunRow } from './cron-run-view.js';

export type CronView = z.input<typeof cronSchema>;

interface Row {
  id: string;
  cron: CronEntry[] | null;
  paused: string[];
  preview: boolean;
  tenantState: string;
}
/** The target release's: that is what the cluster has. */
const find = {
  name: 'read-cron',
  text: `SELECT e.id, r.settings -> 'cron' AS cron, e."cronPaused" AS paused, e.kind = 'preview' AS preview, t.state AS "tenantState" FROM environment e JOIN app a ON a.id = e."appId" JOIN tenant t ON t.id = a."tenantId"
    LEFT JOIN release r ON r.id = coalesce(e."targetReleaseId", e."liveReleaseId") WHERE a."tenantId" = $1 AND a.slug = $2 AND e.slug = $3`,
};
const lastRuns = {
  name: 'last-cron-runs',
  text: `SELECT DISTINCT ON (n.cron) ${cronRunColumns} FROM cron_run n WHERE n."environmentId" = $1 AND n.cron = ANY($2::text[]) ORDER BY n.cron, n."createdAt" DESC, n.id DESC`,
};

/** Cron processes of an environment with their next and last run; none before the first deployment. */
@Injectable()
export class ReadCron {
  constructor(
    private readonly database: Database,
    private readonly env: Env,
  ) {}

  /** Throws not-found. */
  async run(tenantId: string, { app, environment }: EnvironmentKey): Promise<{ items: CronView[] }> {
    const [row] = await this.database.rows<Row>(find, [tenantId, app, environment]);
    if (!row) throw notFound();
    const entries = row.cron ?? [];
    const last = await this.database.rows<CronRunRow>(lastRuns, [row.id, entries.map(({ name }) => name)]);
    const now = new Date();
    return {
      items: entries.map((entry) => {
        const paused = row.preview || row.paused.includes(entry.name);
        const run = last.find(({ cron }) => cron === entry.name);
        return {
          ...entry,
          paused,
          nextRunAt: paused || row.tenantState !== 'active' ? null : (nextCronRun(entry.schedule, entry.timeZone, now)?.toISOString() ?? null),
          lastRun: run ? cronRunView(run, `${this.env.publicUrl}${failurePagePath}`) : null,
        };
      }),
    };
  }

  /** One of them. Throws not-found. */
  async one(tenantId: string, key: EnvironmentKey, name: string): Promise<CronView> {
    const { items } = await this.run(tenantId, key);
    const found = items.find((cron) => cron.name === name);
    if (!found) throw noneNamed('cron process', name, items);
    return found;
  }
}
