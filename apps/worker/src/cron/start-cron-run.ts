import { cronJobName, renderCronRun, tenantNamespace } from '@berth/k8s-adapter';
import { environmentSpec } from '../reconcile/environment-spec.js';
import { loadDesired } from '../reconcile/load-desired.js';
import { reconcileEnvironment } from '../reconcile/reconcile-environment.js';
import type { WorkerDeps } from '../worker-deps.js';
import { endCronRun } from './end-cron-run.js';

/**
 * Begins a run that somebody asked for. The Job's name follows from the run, so that doing it twice begins one; what
 * becomes of it is recorded from the watch.
 */
export async function startCronRun(deps: WorkerDeps, { tenantId, runId }: { tenantId: string; runId: string }): Promise<void> {
  const { db, env } = deps;
  const run = await db.cronRun.findFirst({ where: { id: runId, tenantId, state: 'queued' } });
  if (!run) return;
  const desired = await loadDesired(db, env.installationKey, run.environmentId);
  if (!desired) return; // deleted meanwhile, with its runs
  const { environment, release } = desired;
  const { tenant } = environment.app;
  const stop = (reason: string): Promise<void> => endCronRun(db, run.id, { state: 'stopped', reason, finishedAt: new Date() });
  if (tenant.state === 'suspended') return stop('The tenant is suspended.');
  if (!release || tenant.state !== 'active') return stop('The app does not run any more.');
  const opened = await deps.clusters.open(tenant.clusterId);
  const spec = environmentSpec(env.namespacePrefix, opened.row, environment, release);
  const cron = spec.cron.find(({ name }) => name === run.cron);
  if (!cron) return stop(`Release v${release.row.version} has no cron process ${run.cron} any more.`);
  const owner = { kind: 'CronJob', namespace: tenantNamespace(env.namespacePrefix, tenant.slug), name: cronJobName(spec, cron.name) } as const;
  let live = await opened.cluster.read(owner);
  if (!live) {
    await reconcileEnvironment(deps, environment.id);
    live = await opened.cluster.read(owner);
  }
  if (!live) throw new Error(`${owner.namespace}/${owner.name} is not on the cluster yet`); // the sweeper asks again
  const { object } = await opened.cluster.applyIfDifferent(renderCronRun(spec, cron, { id: run.id, ownerUid: live.metadata.uid }));
  await db.cronRun.updateMany({ where: { id: run.id, state: 'queued' }, data: { state: 'running', job: object.metadata.name, jobUid: object.metadata.uid, release: release.row.version } });
}
