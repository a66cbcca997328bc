import { enqueue, recordEvent } from '@berth/db';
import { Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockEnvironment, requireStanding, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import { cronEntryOf } from './cron-entry-of.js';
import type { CronRunView } from './cron-run-view.js';
import { ReadCronRuns } from './read-cron-runs.js';

/** Runs of one cron process side by side, where it allows them at all. */
const mostSideBySide = 20;

/** Asks for a run now; the worker makes its Job. */
@Injectable()
export class RunCron {
  constructor(
    private readonly database: Database,
    private readonly runs: ReadCronRuns,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, cron: string): Promise<CronRunView> {
    const tenantId = actor.tenant.id;
    const id = await this.database.write(async (tx) => {
      const environment = await lockEnvironment(tx, tenantId, key);
      requireActive(actor.tenant.state);
      requireStanding(environment);
      const { concurrency } = await cronEntryOf(tx, environment, cron);
      const under = await tx.cronRun.findMany({ where: { environmentId: environment.id, cron, state: { in: ['queued', 'running'] } }, orderBy: { createdAt: 'asc' }, take: mostSideBySide, select: { createdAt: true } });
      if (under[0] && concurrency !== 'allow') throw new Problem('wrong-state', `A run of ${cron} is under way since ${under[0].createdAt.toISOString()}.`, { remedy: 'Wait for its end, or set `concurrency: allow` for it in berth.yaml.' });
      if (under.length === mostSideBySide) throw new Problem('wrong-state', `${mostSideBySide} runs of ${cron} are under way, and no more may be.`, { remedy: 'Wait until some have ended, or give it a shorter `timeout` in berth.yaml.' });
      const run = await tx.cronRun.create({ data: { tenantId, environmentId: environment.id, cron, trigger: 'manual', state: 'queued', createdBy: actor.email } });
      await recordEvent(tx, { tenantId, appId: environment.appId, environmentId: environment.id, actor: actor.email }, 'cron.run', { runId: run.id, cron, trigger: 'manual', state: 'queued', exitCode: null, failure: null, message: null });
      await enqueue(tx, 'startCronRun', { tenantId, runId: run.id });
      return run.id;
    });
    return this.runs.one(tenantId, key, cron, id);
  }
}
