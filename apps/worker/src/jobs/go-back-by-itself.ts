import { configRestoredWarnings, enqueue, recordEvent, releaseCommandWarning, type Tx } from '@berth/db';
import type { WorkerDeps } from '../worker-deps.js';
import type { FailureRecord } from './deployment-failure.js';
import type { Watched } from './watch-live-releases.js';

/**
 * Records that a live release failed in its watch, and makes the deployment that goes back to the last release that was
 * live and healthy; where there is none, the failure alone is recorded. Does nothing when a newer deployment has come:
 * that one decides. The deployment that goes back is not watched, so that one return never starts another.
 */
export async function goBackByItself(deps: Pick<WorkerDeps, 'db' | 'log'>, one: Watched, failure: FailureRecord): Promise<void> {
  const backTo = await deps.db.$transaction((tx) => record(tx, one, failure));
  if (backTo === undefined) return;
  deps.log.warn({ environmentId: one.environmentId, deploymentId: one.id, class: failure.class, message: failure.message, backTo }, backTo === null ? 'a live release failed, and no earlier one was healthy' : 'a live release failed; going back by itself');
}

/** The version that is gone back to, null where there is none, undefined when nothing was to be done any more. */
async function record(tx: Tx, one: Watched, failure: FailureRecord): Promise<number | null | undefined> {
  const { environmentId } = one;
  const [environment] = await tx.$queryRaw<{ liveReleaseId: string | null; tenantId: string; appId: string; configVersion: number }[]>`
    SELECT "liveReleaseId", "tenantId", "appId", "configVersion" FROM environment WHERE id = ${environmentId} FOR UPDATE`;
  if (environment?.liveReleaseId !== one.releaseId) return undefined;
  const newer = await tx.deployment.count({ where: { environmentId, number: { gt: one.number }, state: { in: ['queued', 'running'] } } });
  if (newer > 0) return undefined;
  const { count } = await tx.deployment.updateMany({ where: { id: one.id, watch: 'watching' }, data: { watch: 'failed', watchFailure: failure as object } });
  if (count === 0) return undefined;
  const about = { tenantId: environment.tenantId, appId: environment.appId, environmentId };
  await recordEvent(tx, { ...about, deploymentId: one.id }, 'deployment.watch', { deploymentId: one.id, watch: 'failed', message: failure.message.slice(0, 500) });
  const healthy = await lastHealthy(tx, one);
  if (!healthy) return null;
  const faulty = await tx.release.findUniqueOrThrow({ where: { id: one.releaseId }, select: { version: true, configVersion: true } });
  const last = await tx.deployment.aggregate({ where: { environmentId }, _max: { number: true } });
  const warnings = [`v${faulty.version} failed soon after it went live: ${failure.message} ${failure.remedy}`];
  if (environment.configVersion > faulty.configVersion) warnings.push(`The config was changed since v${faulty.version} and not deployed; it goes back to that of v${healthy.version} too. Set it again.`);
  warnings.push(...(await configRestoredWarnings(tx, environmentId, healthy, environment.configVersion)));
  const commands = await releaseCommandWarning(tx, environmentId, healthy.version);
  if (commands !== null) warnings.push(commands);
  const deployment = await tx.deployment.create({
    data: {
      tenantId: about.tenantId,
      environmentId,
      number: (last._max.number ?? 0) + 1,
      cause: 'automatic',
      recoversId: one.id,
      previousReleaseId: one.releaseId,
      input: { kind: 'release', version: healthy.version, keepConfig: false, description: `Back to v${healthy.version}: ${failure.message}`.slice(0, 200), warnings },
    },
  });
  await recordEvent(tx, { ...about, deploymentId: deployment.id }, 'deployment.state', { deploymentId: deployment.id, state: 'queued', release: null, message: failure.message.slice(0, 500) });
  await enqueue(tx, 'runDeployment', { tenantId: about.tenantId, deploymentId: deployment.id });
  return healthy.version;
}

/** Watches that found nothing to their end, or were not kept; where there is none, those that a newer release cut short. */
const proven = { OR: [{ watch: null }, { watch: 'passed' }] };
const unproven = { watch: 'replaced' };

/** The release that was live last before this one and did not fail in its own watch. */
async function lastHealthy(tx: Tx, one: Watched): Promise<{ version: number; configVersion: number } | null> {
  for (const watched of [proven, unproven]) {
    const deployment = await tx.deployment.findFirst({
      where: { environmentId: one.environmentId, number: { lt: one.number }, state: 'live', releaseId: { not: null }, ...watched },
      orderBy: { number: 'desc' },
      select: { release: { select: { version: true, configVersion: true } } },
    });
    if (deployment?.release) return deployment.release;
  }
  return null;
}
