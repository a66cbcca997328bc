import { fixedNames, labels, quotaUseOf, tenantNamespace } from '@berth/k8s-adapter';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import type { WorkerDeps } from '../worker-deps.js';
import { ChangeFilter } from './change-filter.js';
import { Debounce } from './debounce.js';
import { KeyQueue } from './key-queue.js';
import { mayPass } from './may-pass.js';
import { lacks } from './lacks.js';
import { applyAdmission, keepTenant, recordBudgetUse } from './provision-tenant.js';
import { reconcileEnvironment } from './reconcile-environment.js';
import { recordStatus } from './record-status.js';
import { routeKinds } from './unwanted-in-use.js';
import { ResyncMemo } from './resync-memo.js';
import { resync } from './resync.js';

/** A burst of changes is one look. */
const burstMs = 150;
/** Pause before a reconcile is tried again that the cluster did not answer, or that left something to be removed later. */
const againMs = 5_000;

export interface Reconciler {
  wake(environmentId: string): void;
  close(): Promise<void>;
}

/** Looks at environments when the watch tells of a change (fast) and all together every `resyncMs` (sure). */
export function startReconciler(deps: WorkerDeps): Reconciler {
  const { log, db } = deps;
  const report = (what: string) => (key: string, error: unknown) => {
    if (mayPass(error)) log.debug({ key, error: (error as Error).message }, `${what} is tried again`);
    else log.error({ key, error }, `${what} failed`);
  };
  const memo = new ResyncMemo();
  const opened = new Map<string, OpenedCluster>();
  const clusterOf = async (environmentId: string): Promise<OpenedCluster | null> => {
    const row = await db.environment.findUnique({ where: { id: environmentId }, select: { app: { select: { tenant: { select: { clusterId: true } } } } } });
    return row ? deps.clusters.open(row.app.tenant.clusterId) : null;
  };

  const reconciles = new KeyQueue(
    async (id) => {
      try {
        const reconciled = await reconcileEnvironment(deps, id);
        if (reconciled?.waits) later.add(id);
      } catch (error) {
        memo.forget(id);
        if (mayPass(error)) later.add(id);
        throw error;
      }
      statusSoon.add(id);
    },
    8,
    report('the reconcile of an environment'),
  );
  const statuses = new KeyQueue(
    async (id) => {
      try {
        const cluster = await clusterOf(id);
        if (cluster) await recordStatus(deps, cluster, id);
      } catch (error) {
        if ((await db.environment.count({ where: { id } })) === 0) return; // deleted meanwhile
        if (mayPass(error)) statusSoon.add(id, againMs);
        throw error;
      }
    },
    8,
    report('the status of an environment'),
  );
  const budgets = new KeyQueue((tenantId) => budgetOf(deps, opened.values(), tenantId), 4, report('the budget of a tenant'));
  const tenants = new KeyQueue(
    async (id) => {
      try {
        await keepTenant(deps, id);
      } catch (error) {
        if (mayPass(error)) tenantLater.add(id);
        throw error;
      }
    },
    4,
    report('putting a tenant right'),
  );
  const admissions = new KeyQueue(async (id) => applyAdmission(deps, await deps.clusters.open(id)), 1, report('putting the admission policies right'));
  const tenantLater = new Debounce(againMs, (id) => tenants.add(id));
  const later = new Debounce(againMs, (id) => reconciles.add(id));
  const lackSoon = new Debounce(1_000, (id) => reconciles.add(id));
  const statusSoon = new Debounce(burstMs, (id) => statuses.add(id));
  const budgetSoon = new Debounce(1_000, (id) => budgets.add(id));

  const attach = (cluster: OpenedCluster): void => {
    opened.set(cluster.row.id, cluster);
    const filter = new ChangeFilter();
    cluster.view.onChange((type, object, environmentId) => {
      const own = object.metadata.labels ?? {};
      const tenantId = own[labels.tenantId];
      if (object.kind === 'ResourceQuota' && own[labels.scope] === 'tenant') budgetSoon.add(tenantId ?? '');
      const changed = filter.judge(type, object) === 'reconcile' && cluster.view.isReady;
      if (environmentId === undefined) {
        if (changed && own[labels.scope] === 'installation') admissions.add(cluster.row.id);
        else if (changed && tenantId !== undefined) tenants.add(tenantId);
        return;
      }
      if (changed) reconciles.add(environmentId);
      if (type === 'added' && routeKinds.has(object.kind) && cluster.view.isReady) later.add(environmentId); // it may replace another
      if (object.kind === 'Pod' && type !== 'deleted') {
        const lacking = lacks(object);
        if (lacking === 'config') lackSoon.add(environmentId);
        if (lacking === 'image' && tenantId !== undefined) tenantLater.add(tenantId);
      }
      statusSoon.add(environmentId);
    });
  };
  deps.clusters.onOpened(attach);

  let resyncing: Promise<void> | undefined;
  const startResync = (): void => {
    resyncing ??= resync(deps, memo, { environment: (id) => reconciles.add(id), tenant: (id) => tenants.add(id) })
      .catch((error: unknown) => log.warn({ error }, 'the resync failed; it comes again'))
      .finally(() => (resyncing = undefined));
  };
  startResync();
  const timer = setInterval(startResync, deps.env.resyncMs);

  return {
    wake: (environmentId) => reconciles.add(environmentId),
    async close() {
      clearInterval(timer);
      for (const one of [later, lackSoon, tenantLater, statusSoon, budgetSoon]) one.close();
      await Promise.all([resyncing, reconciles.close(), statuses.close(), budgets.close(), tenants.close(), admissions.close()]);
    },
  };
}

async function budgetOf(deps: WorkerDeps, clusters: Iterable<OpenedCluster>, tenantId: string): Promise<void> {
  const tenant = await deps.db.tenant.findUnique({ where: { id: tenantId }, select: { id: true, slug: true, clusterId: true } });
  if (!tenant) return;
  const cluster = [...clusters].find((one) => one.row.id === tenant.clusterId);
  const namespace = tenantNamespace(deps.env.namespacePrefix, tenant.slug);
  const quota = cluster?.view.all('ResourceQuota').find((object) => object.metadata.namespace === namespace && object.metadata.name === fixedNames.quota);
  if (cluster && quota) await recordBudgetUse(deps, cluster, tenant, quotaUseOf(quota as never));
}
