import { recordEvent, type Db } from '@berth/db';
import { isRunOver, namedSizes, type ProcessSize, type RunState } from '@berth/domain';

const withPlace = { environment: { include: { app: { include: { tenant: true } } } } } as const;

async function read(db: Db, id: string) {
  return db.run.findUnique({ where: { id }, include: withPlace });
}
export type RunRow = NonNullable<Awaited<ReturnType<typeof read>>>;
/** A run with what it belongs to; null when its row is gone. */
export const readRun = read;

export const isOver = (run: Pick<RunRow, 'state'>): boolean => isRunOver(run.state as RunState);
export const commandOf = (run: Pick<RunRow, 'command'>): string[] | null => run.command as string[] | null;
export const sizeOf = (run: Pick<RunRow, 'size'>): ProcessSize => (run.size as ProcessSize | null) ?? namedSizes.small;

export interface RunEnding {
  state: 'succeeded' | 'failed' | 'stopped';
  exitCode: number | null;
  reason: string | null;
}

/** Writes how a run ended, once: a second ending changes nothing. An exec leaves nothing on the cluster. */
export async function endRun(db: Db, run: RunRow, ending: RunEnding): Promise<void> {
  await db.$transaction(async (tx) => {
    const now = new Date();
    const { count } = await tx.run.updateMany({ where: { id: run.id, state: { in: ['starting', 'running'] } }, data: { ...ending, finishedAt: now, ...(run.kind === 'exec' && { removedAt: now }) } });
    if (count === 0) return;
    const { tenantId, environmentId, environment } = run;
    await recordEvent(tx, { tenantId, appId: environment.appId, environmentId, actor: run.createdBy }, 'run.ended', { run: run.name, ...ending });
  });
}

/** Asks for its end, unless that was done or it is over. */
export async function askToStop(db: Db, runId: string, reason: string): Promise<void> {
  await db.run.updateMany({ where: { id: runId, state: { in: ['starting', 'running'] }, stopRequestedAt: null }, data: { stopRequestedAt: new Date(), stopReason: reason } });
}
