import { recordEvent, type Db, type Tx } from '@berth/db';
import { deploymentSteps, type DeploymentState, type DeploymentStepName, type StepState } from '@berth/domain';
import { checkFence, type Lease } from '../leases/lease.js';
import { DeploymentCancelled, DeploymentFailed, type FailureRecord } from '../jobs/deployment-failure.js';
import type { StepHook } from './fault-hooks.js';
import type { Journal, StepResult } from './run-steps.js';

export interface JournalAbout {
  tenantId: string;
  appId: string;
  environmentId: string;
  deploymentId: string;
}

/** The steps of one deployment as rows and events, written under the environment's lease alone. */
export class StepJournal implements Journal {
  private current: DeploymentStepName | null = null;
  /** One after the other: two at once could end in the other order. */
  private saying: Promise<void> = Promise.resolve();
  private lastProgress = '';

  constructor(
    private readonly db: Db,
    private readonly lease: Lease,
    private readonly about: JournalAbout,
    private readonly hook: StepHook,
  ) {}

  async started(name: DeploymentStepName): Promise<void> {
    this.current = name;
    this.lastProgress = '';
    await this.write(name, 'running', null, { startedAt: new Date(), finishedAt: null });
    await this.hook(this.about.deploymentId, name, 'started');
  }

  async finished(name: DeploymentStepName, result: StepResult): Promise<void> {
    await this.write(name, result.skipped ? 'skipped' : 'done', result.detail, { finishedAt: new Date() });
    this.current = null;
    await this.hook(this.about.deploymentId, name, 'finished');
  }

  /** Says what the running step waits for; the same words twice are said once, and what was overtaken is not said. */
  async progress(detail: string): Promise<void> {
    const step = this.current;
    if (!step || detail === this.lastProgress) return;
    this.lastProgress = detail;
    const said = this.saying.then(() => (detail === this.lastProgress ? this.say(step, detail) : undefined));
    this.saying = said.catch(() => {}); // thrown to its own caller
    await said;
  }

  private async say(step: DeploymentStepName, detail: string): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await checkFence(tx, this.lease);
      const { count } = await tx.deploymentStep.updateMany({ where: { deploymentId: this.about.deploymentId, name: step, state: 'running' }, data: { detail } });
      if (count > 0) await recordEvent(tx, this.about, 'deployment.progress', { deploymentId: this.about.deploymentId, step, detail });
    });
  }

  /** Final ends are kept at once, so that a worker that takes over goes on with the undoing; the step is the one that was cut off then. */
  async failed(error: unknown): Promise<boolean> {
    if (!(error instanceof DeploymentCancelled || error instanceof DeploymentFailed)) return false;
    const step = this.current ?? (await this.cutOff());
    if (error instanceof DeploymentCancelled) {
      if (step) await this.write(step, 'cancelled', error.why, { finishedAt: new Date() });
      return true;
    }
    const failure: FailureRecord = { step, ...error.failure };
    await this.db.$transaction(async (tx) => {
      await checkFence(tx, this.lease);
      await tx.deployment.update({ where: { id: this.about.deploymentId }, data: { failure: failure as object } });
    });
    if (step) await this.write(step, 'failed', failure.message, { finishedAt: new Date() });
    return true;
  }

  /** The step that an attempt before this one left running; null when there is none. */
  private async cutOff(): Promise<DeploymentStepName | null> {
    const row = await this.db.deploymentStep.findFirst({ where: { deploymentId: this.about.deploymentId, state: 'running' }, select: { name: true } });
    return row ? (row.name as DeploymentStepName) : null;
  }

  async startedNames(): Promise<Set<DeploymentStepName>> {
    const rows = await this.db.deploymentStep.findMany({ where: { deploymentId: this.about.deploymentId, startedAt: { not: null } }, select: { name: true } });
    return new Set(rows.map((row) => row.name as DeploymentStepName));
  }

  /** Brings the deployment to a final state. */
  async ended(state: DeploymentState, message: string | null, also: (tx: Tx) => Promise<void> = async () => {}): Promise<void> {
    await this.db.$transaction(async (tx) => {
      await checkFence(tx, this.lease);
      const { release } = await tx.deployment.update({
        where: { id: this.about.deploymentId },
        data: { state, finishedAt: new Date() },
        select: { release: { select: { version: true } } },
      });
      await also(tx);
      await recordEvent(tx, this.about, 'deployment.state', { deploymentId: this.about.deploymentId, state, release: release?.version ?? null, message });
    });
  }

  private async write(name: DeploymentStepName, state: StepState, detail: string | null, times: { startedAt?: Date; finishedAt: Date | null }): Promise<void> {
    const { deploymentId, tenantId } = this.about;
    await this.db.$transaction(async (tx) => {
      await checkFence(tx, this.lease);
      const row = await tx.deploymentStep.upsert({
        where: { deploymentId_name: { deploymentId, name } },
        create: { deploymentId, tenantId, name, position: deploymentSteps.indexOf(name), state, detail, ...times },
        update: { state, detail, ...times },
      });
      await recordEvent(tx, this.about, 'deployment.step', {
        deploymentId,
        step: name,
        state,
        detail,
        startedAt: row.startedAt?.toISOString() ?? null,
        finishedAt: row.finishedAt?.toISOString() ?? null,
      });
    });
  }
}
