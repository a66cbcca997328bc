import { recordEvent, type Db, type Prisma } from '@berth/db';
import { finalCronRunStates, type CronRunState, type cronTriggers } from '@berth/domain';

/** Why a run failed, as its row keeps it. */
export interface CronFailure {
  class: string;
  step: null;
  message: string;
  evidence: string[];
  lastLines: string[];
  remedy: string;
}

export interface CronRunEnd {
  state: Extract<CronRunState, (typeof finalCronRunStates)[number]>;
  finishedAt: Date;
  startedAt?: Date | null;
  exitCode?: number | null;
  reason?: string | null;
  failure?: CronFailure | null;
  pods?: string[];
}

/** Sets the final state of a run once, with an event; one that has ended already is left as it is. */
export async function endCronRun(db: Db, runId: string, { failure = null, ...end }: CronRunEnd): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.cronRun.updateMany({
      where: { id: runId, state: { notIn: [...finalCronRunStates] } },
      data: { ...end, reason: end.reason ?? null, ...(failure && { failure: failure as unknown as Prisma.InputJsonObject }) },
    });
    if (count === 0) return;
    const run = await tx.cronRun.findUniqueOrThrow({ where: { id: runId }, include: { environment: { select: { appId: true } } } });
    await recordEvent(
      tx,
      { tenantId: run.tenantId, appId: run.environment.appId, environmentId: run.environmentId, actor: run.createdBy },
      'cron.run',
      { runId, cron: run.cron, trigger: run.trigger as (typeof cronTriggers)[number], state: end.state, exitCode: run.exitCode, failure: failure?.class ?? null, message: failure?.message ?? end.reason ?? null },
    );
  });
}
