import { tenantNamespace } from '@berth/k8s-adapter';
import type { WorkerDeps } from '../worker-deps.js';
import { endCronRun } from './end-cron-run.js';

/** A Job that was made just now may not have come by the watch yet. */
const settleMs = 60_000;
const batch = 200;

/** Ends the runs whose Job is gone without anybody having seen how it ended. */
export async function settleLostCronRuns(deps: WorkerDeps): Promise<void> {
  const { db, env } = deps;
  const open = await db.cronRun.findMany({
    where: { state: 'running', job: { not: null }, createdAt: { lt: new Date(Date.now() - settleMs) } },
    orderBy: { createdAt: 'asc' },
    take: batch,
    select: { id: true, job: true, environmentId: true, environment: { select: { app: { select: { tenant: { select: { slug: true, clusterId: true } } } } } } },
  });
  for (const run of open) {
    const { tenant } = run.environment.app;
    try {
      const { view, cluster } = await deps.clusters.open(tenant.clusterId);
      if (!view.isReady || view.objects('Job', run.environmentId).some((job) => job.metadata.name === run.job)) continue;
      if (await cluster.read({ kind: 'Job', namespace: tenantNamespace(env.namespacePrefix, tenant.slug), name: run.job! })) continue;
    } catch (error) {
      deps.log.warn({ error, runId: run.id }, 'whether the Job of a cron run is still there could not be asked; it comes again');
      continue; // one cluster that is away holds up no other
    }
    await endCronRun(db, run.id, { state: 'stopped', finishedAt: new Date(), reason: 'Its Job is gone, and nobody saw how it ended.' });
  }
}
