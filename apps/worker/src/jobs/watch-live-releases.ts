import { enqueue, recordEvent, releaseCommandWarning } from '@berth/db';
import type { FailureClass } from '@berth/domain';
import type { Failure } from '@berth/k8s-adapter';
import { environmentSpec } from '../reconcile/environment-spec.js';
import { loadDesired } from '../reconcile/load-desired.js';
import type { WorkerDeps } from '../worker-deps.js';
import { FailureConfirmation } from './confirm-failure.js';
import { ProcessLook } from './look-at-process.js';

const lookMs = 2_000;
/** What an earlier release would do better. A full node, a full budget or a registry that is away would hit it as well. */
const faultsOfRelease: ReadonlySet<FailureClass> = new Set([
  'crash', 'exited', 'out-of-memory', 'wrong-port', 'localhost-only', 'probe-failed', 'never-ready', 'no-start-command', 'wrong-architecture', 'image-runs-as-root', 'config-missing', 'evicted',
]);

interface Watched {
  id: string;
  environmentId: string;
  number: number;
  releaseId: string;
  previousReleaseId: string;
}

/**
 * Watches each release for a while after it went live; when its pods fail, a second deployment goes back to the release
 * before it, once. Which releases are watched follows from rows: any worker can go on with it.
 */
export function watchLiveReleases(deps: WorkerDeps): { close(): Promise<void> } {
  const confirmations = new Map<string, FailureConfirmation>();
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= lookAtAll(deps, confirmations)
      .catch((error: unknown) => deps.log.warn({ error }, 'live releases could not be watched; it comes again'))
      .finally(() => (running = undefined));
  }, lookMs);
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}

async function lookAtAll(deps: WorkerDeps, confirmations: Map<string, FailureConfirmation>): Promise<void> {
  const watched = await deps.db.$queryRaw<Watched[]>`
    SELECT d.id, d."environmentId", d.number, d."releaseId", d."previousReleaseId"
    FROM deployment d JOIN environment e ON e.id = d."environmentId" AND e."liveReleaseId" = d."releaseId" AND e."targetReleaseId" = d."releaseId"
    WHERE d.state = 'live' AND d.cause <> 'automatic' AND d."previousReleaseId" IS NOT NULL
      AND d."finishedAt" > (now() AT TIME ZONE 'UTC') - make_interval(secs => ${deps.env.watchMs / 1000}::double precision)
      AND (e."leaseExpiresAt" IS NULL OR e."leaseExpiresAt" < (now() AT TIME ZONE 'UTC'))`;
  const ids = new Set(watched.map((one) => one.id));
  for (const id of confirmations.keys()) if (!ids.has(id)) confirmations.delete(id);
  for (const one of watched) {
    const confirmation = confirmations.get(one.id) ?? new FailureConfirmation();
    confirmations.set(one.id, confirmation);
    const failure = await lookAt(deps, one, confirmation);
    if (failure) await goBackByItself(deps, one, failure);
  }
}

async function lookAt(deps: WorkerDeps, one: Watched, confirmation: FailureConfirmation): Promise<Failure | null> {
  const desired = await loadDesired(deps.db, deps.env.installationKey, one.environmentId);
  if (!desired?.release || desired.release.row.id !== one.releaseId) return null;
  const opened = await deps.clusters.open(desired.environment.app.tenant.clusterId);
  if (!opened.view.isReady) return null;
  const spec = environmentSpec(deps.env.namespacePrefix, opened.row, desired.environment, desired.release);
  for (const process of spec.processes) {
    const look = new ProcessLook(opened, spec, process);
    const failure = confirmation.judge(process.name, await look.failure(await look.objects(false), new Date()), performance.now());
    if (failure && faultsOfRelease.has(failure.class)) return failure;
  }
  return null;
}

async function goBackByItself(deps: WorkerDeps, one: Watched, failure: Failure): Promise<void> {
  const made = await deps.db.$transaction(async (tx) => {
    const [environment] = await tx.$queryRaw<{ liveReleaseId: string | null; tenantId: string; appId: string }[]>`
      SELECT "liveReleaseId", "tenantId", "appId" FROM environment WHERE id = ${one.environmentId} FOR UPDATE`;
    if (environment?.liveReleaseId !== one.releaseId) return false;
    const since = await tx.deployment.count({ where: { environmentId: one.environmentId, number: { gt: one.number }, OR: [{ cause: 'automatic' }, { state: { in: ['queued', 'running'] } }] } });
    if (since > 0) return false;
    const [previous, faulty] = await Promise.all([tx.release.findUnique({ where: { id: one.previousReleaseId } }), tx.release.findUnique({ where: { id: one.releaseId } })]);
    if (!previous || !faulty) return false;
    const commands = await releaseCommandWarning(tx, one.environmentId, previous.version);
    const last = await tx.deployment.aggregate({ where: { environmentId: one.environmentId }, _max: { number: true } });
    const { tenantId, appId } = environment;
    const deployment = await tx.deployment.create({
      data: {
        tenantId,
        environmentId: one.environmentId,
        number: (last._max.number ?? 0) + 1,
        cause: 'automatic',
        input: {
          kind: 'release',
          version: previous.version,
          keepConfig: false,
          description: `Back to v${previous.version}: ${failure.message}`.slice(0, 200),
          warnings: [`v${faulty.version} failed soon after it went live: ${failure.message} ${failure.remedy}`, ...(commands === null ? [] : [commands])],
        },
      },
    });
    await recordEvent(tx, { tenantId, appId, environmentId: one.environmentId, deploymentId: deployment.id }, 'deployment.state', {
      deploymentId: deployment.id,
      state: 'queued',
      release: null,
      message: failure.message.slice(0, 500),
    });
    await enqueue(tx, 'runDeployment', { tenantId, deploymentId: deployment.id });
    return true;
  });
  if (made) deps.log.warn({ environmentId: one.environmentId, class: failure.class, message: failure.message }, 'a live release failed; going back by itself');
}
