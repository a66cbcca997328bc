import { execSeconds, observedSchema, Problem } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import type { TenantActor } from '../account/actor.js';
import { lockEnvironment, requireStanding, type EnvironmentKey } from '../apps/environment-key.js';
import { Database } from '../database.js';
import type { BodyOf } from '../http/operation.js';
import { lockTenant } from '../tenants/lock-tenant.js';
import { requireActive } from '../tenants/tenant-accepts.js';
import { addRun } from './add-run.js';
import { GetRun } from './get-run.js';
import { liveRelease, processOf } from './live-release.js';
import type { RunView } from './run-view.js';

/** Prepares a command in a pod that runs; it begins when its terminal is opened. */
@Injectable()
export class CreateExec {
  constructor(
    private readonly database: Database,
    private readonly getRun: GetRun,
  ) {}

  async run(actor: TenantActor, key: EnvironmentKey, input: BodyOf<'createExec'>): Promise<RunView> {
    const name = await this.database.write(async (tx) => {
      await lockTenant(tx, { id: actor.tenant.id }); // parallel ones count each other
      const environment = await lockEnvironment(tx, actor.tenant.id, key);
      requireActive(actor.tenant.state);
      requireStanding(environment);
      const release = await liveRelease(tx, environment);
      const process = processOf(release, input.process);
      const row = await tx.environment.findUniqueOrThrow({ where: { id: environment.id }, select: { observed: true } });
      const seen = row.observed === null ? [] : observedSchema.parse(row.observed).processes;
      const pods = seen.filter(({ name: of }) => input.pod !== undefined || of === process.name).flatMap((one) => one.pods.map((pod) => ({ ...pod, process: one.name })));
      const standing = pods.filter(({ startedAt, state }) => startedAt !== null && state !== 'stopping');
      const pod = input.pod === undefined ? (standing.find(({ ready }) => ready) ?? standing[0]) : standing.find((one) => one.name === input.pod);
      if (!pod) throw new Problem('no-pod', input.pod === undefined ? `No pod of ${process.name} runs.` : `No pod ${input.pod} of this app runs.`);
      const { name: run } = await addRun(tx, actor, environment, { kind: 'exec', command: input.command, process: pod.process, pod: pod.name, releaseId: release.id, size: null, attached: true, tty: input.tty, timeoutSeconds: execSeconds });
      return run;
    });
    return this.getRun.run(actor.tenant.id, key, name);
  }
}
