import { enqueue, recordEvent, type Db, type Tx } from '@berth/db';
import { processSettingsSchema, type EventData, type ProcessSettings, type SleepState } from '@berth/domain';
import { z } from 'zod';

/** Whose sleep it is. */
export interface Sleeper {
  tenantId: string;
  appId: string;
  environmentId: string;
}

export interface Move {
  from: readonly (SleepState | null)[];
  to: SleepState | null;
  /** What is told of it; nothing when absent. */
  event?: Pick<EventData<'environment.sleep'>, 'state' | 'reason'>;
  refusal?: string;
  /** Only while no deployment is at work or watched: what is looked at must stay. */
  undisturbed?: boolean;
}

/** Moves an environment from one state of its sleep to another, and has it reconciled; false when it was in none of `from`. */
export async function moveSleep(tx: Tx, { tenantId, appId, environmentId }: Sleeper, { from, to, event, refusal, undisturbed }: Move): Promise<boolean> {
  await tx.$queryRaw`SELECT id FROM environment WHERE id = ${environmentId} FOR UPDATE`;
  if (undisturbed && (await isDisturbed(tx, environmentId))) return false;
  const { count } = await tx.environment.updateMany({
    where: { id: environmentId, OR: from.map((sleep) => ({ sleep })) },
    data: { sleep: to, wakeRefusal: refusal ?? null, wakeRefusedAt: refusal === undefined ? null : new Date() },
  });
  if (count === 0) return false;
  if (event) {
    const { liveRelease } = await tx.environment.findUniqueOrThrow({ where: { id: environmentId }, select: { liveRelease: { select: { processes: true } } } });
    await recordEvent(tx, { tenantId, appId, environmentId }, 'environment.sleep', { process: webProcessOf(liveRelease)?.name ?? 'web', ...event });
  }
  await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId });
  return true;
}

/** The process of a release that requests come to. */
export const webProcessOf = (release: { processes: unknown } | null): ProcessSettings | undefined => z.array(processSettingsSchema).parse(release?.processes ?? []).find(({ kind }) => kind === 'web');

/** When the cluster last made no pod for one that was to wake up. */
export async function lastRefusalAt(db: Tx | Db, { tenantId, environmentId }: Pick<Sleeper, 'tenantId' | 'environmentId'>): Promise<Date | null> {
  const told = await db.event.findFirst({ where: { tenantId, environmentId, kind: 'environment.sleep', data: { path: ['state'], equals: 'refused' } }, orderBy: { id: 'desc' }, select: { createdAt: true } });
  return told?.createdAt ?? null;
}

/** Whether a deployment is at work on the environment, waits for its turn, or is watched. */
export async function isDisturbed(db: Tx | Db, environmentId: string): Promise<boolean> {
  return (await db.deployment.count({ where: { environmentId, OR: [{ state: { in: ['queued', 'running'] } }, { watch: 'watching' }] } })) > 0;
}
