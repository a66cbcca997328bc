import { enqueue } from '@berth/db';
import { isRunOver, Problem, type RunState } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockEnvironment, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import { GetRun } from './get-run.js';
import type { RunView } from './run-view.js';

/** Asks for a run's end. */
@Injectable()
export class StopRun {
  constructor(
    private readonly database: Database,
    private readonly getRun: GetRun,
  ) {}

  /** Throws wrong-state for one that has ended. */
  async run(actor: TenantActor, key: EnvironmentKey, name: string): Promise<RunView> {
    const tenantId = actor.tenant.id;
    await this.database.write(async (tx) => {
      const environment = await lockEnvironment(tx, tenantId, key);
      const run = await tx.run.findFirst({ where: { tenantId, environmentId: environment.id, name }, select: { id: true, state: true } });
      if (!run) throw notFound();
      if (isRunOver(run.state as RunState)) throw new Problem('wrong-state', `The run has ended: ${run.state}.`);
      await tx.run.updateMany({ where: { id: run.id, stopRequestedAt: null }, data: { stopRequestedAt: new Date(), stopReason: `Stopped by ${actor.email}.` } });
      await enqueue(tx, 'tendRun', { tenantId, runId: run.id });
    });
    return this.getRun.run(tenantId, key, name);
  }
}
