import { recordEvent, type Prisma, type Tx } from '@berth/db';
import { Problem, type ProcessSize } from '@berth/domain';
import { randomInt } from 'node:crypto';
import type { TenantActor } from '../account/actor.js';
import type { LockedEnvironment } from '../apps/environment-key.js';

/** Runs and terminals of one tenant side by side. */
const mostOpen = 50;
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';

interface NewRun {
  kind: 'run' | 'exec';
  command: string[] | null;
  process: string;
  pod: string | null;
  releaseId: string;
  size: ProcessSize | null;
  attached: boolean;
  tty: boolean;
  timeoutSeconds: number;
}

/** Adds a run's row and its event to the transaction. Throws over-budget when the tenant has too many. */
export async function addRun(tx: Tx, actor: TenantActor, environment: LockedEnvironment, { command, size, ...run }: NewRun): Promise<{ id: string; name: string }> {
  const tenantId = actor.tenant.id;
  const open = await tx.run.count({ where: { tenantId, state: { in: ['starting', 'running'] } } });
  if (open >= mostOpen) throw new Problem('over-budget', `The tenant has ${open} runs and terminals open, and may have ${mostOpen}.`, { remedy: 'Wait until some have ended, or stop them with `berth runs stop`.' });
  const name = `${run.kind}-${Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')}`;
  const { id } = await tx.run.create({
    data: { ...run, tenantId, environmentId: environment.id, name, userId: actor.userId, createdBy: actor.email, ...(command && { command }), ...(size && { size: { ...size } satisfies Prisma.InputJsonObject }) },
    select: { id: true },
  });
  await recordEvent(tx, { tenantId, appId: environment.appId, environmentId: environment.id, actor: actor.email }, 'run.started', { run: name, kind: run.kind, pod: run.pod });
  return { id, name };
}
