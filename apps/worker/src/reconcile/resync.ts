import { ClusterError, fixedNames, labels, ownerOf, refOf, secretsInUse, tenantNamespace, type Kind } from '@berth/k8s-adapter';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import type { LivePod } from '../clusters/live-types.js';
import type { WorkerDeps } from '../worker-deps.js';
import { renderedKinds, wishOf } from './change-filter.js';
import { recordStatus, type Usage } from './record-status.js';
import type { ResyncMemo } from './resync-memo.js';

/** How long a watch may take to see everything once before the resync goes on without it. */
const watchMs = 15_000;

export interface Looks {
  environment(id: string): void;
  tenant(id: string): void;
}

/** Looks at every environment, whatever the watch told; measures use; and finds what is missing and what no row knows. */
export async function resync(deps: WorkerDeps, memo: ResyncMemo, look: Looks): Promise<void> {
  const tenants = await deps.db.tenant.findMany({
    where: { state: { in: ['active', 'suspended'] } },
    select: { id: true, slug: true, clusterId: true, updatedAt: true, apps: { select: { updatedAt: true, environments: { select: { id: true, updatedAt: true, hosts: { select: { name: true, domain: { select: { certificateUntil: true } } } } } } } } },
  });
  const clusterIds = new Set([...tenants.map((tenant) => tenant.clusterId), ...(await deps.db.cluster.findMany({ select: { id: true } })).map((cluster) => cluster.id)]);
  memo.keepOnly(new Set(tenants.flatMap((tenant) => [tenant.id, ...tenant.apps.flatMap((app) => app.environments.map((environment) => environment.id))])));
  for (const clusterId of clusterIds) {
    const own = tenants.filter((tenant) => tenant.clusterId === clusterId);
    let opened: OpenedCluster;
    try {
      opened = await deps.clusters.open(clusterId);
      await Promise.race([opened.view.ready, new Promise((resolve) => setTimeout(resolve, watchMs).unref())]);
    } catch (error) {
      deps.log.error({ clusterId, error }, 'a cluster cannot be opened');
      continue;
    }
    for (const tenant of own) {
      // A changed budget whose job was lost. A worker that starts looks at every tenant anyway.
      if (memo.hasMoved(tenant.id, JSON.stringify([tenant.updatedAt, opened.row.updatedAt]))) look.tenant(tenant.id);
      for (const app of tenant.apps) {
        for (const environment of app.environments) {
          const rows = [tenant.updatedAt, app.updatedAt, environment.updatedAt, opened.row.updatedAt, ...environment.hosts.map(({ name, domain }) => `${name} ${domain?.certificateUntil?.toISOString()}`).sort()];
          if (!opened.view.isReady || memo.isDue(environment.id, looksOf(opened, environment.id, rows))) look.environment(environment.id);
        }
      }
    }
    for (const tenant of own) await measure(deps, opened, tenant);
    for (const tenant of own) await findMissingSecrets(deps, opened, tenant, look);
    await removeRemains(deps, opened);
    opened.view.events.prune();
  }
}

/** Moves whenever a row of the environment or an object rendered from it does. */
function looksOf(opened: OpenedCluster, environmentId: string, rows: readonly unknown[]): string {
  const objects = [...renderedKinds].flatMap((kind) => opened.view.objects(kind as Kind, environmentId)).map((object) => `${object.metadata.uid} ${wishOf(object)}`);
  return JSON.stringify([rows, objects.sort()]);
}

/** Records what the tenant's pods use now. */
async function measure(deps: WorkerDeps, opened: OpenedCluster, tenant: { slug: string; apps: { environments: { id: string }[] }[] }): Promise<void> {
  const running = tenant.apps.flatMap((app) => app.environments).filter((environment) => opened.view.pods(environment.id).length > 0);
  if (running.length === 0 || deps.stopping.aborted) return;
  try {
    const metrics = await opened.cluster.podMetrics({ namespace: tenantNamespace(deps.env.namespacePrefix, tenant.slug), labelSelector: labels.environmentId });
    if (!metrics) return;
    const usage: Usage = new Map(metrics.map((one) => [one.pod, { cpuMillicores: one.cpuMillicores, memoryBytes: one.memoryBytes }]));
    for (const environment of running) await recordStatus(deps, opened, environment.id, usage);
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    deps.log.debug({ tenant: tenant.slug, error: error.message }, 'pods were not measured');
  }
}

/** Secrets are not watched, so that no right over those of other namespaces is needed: those that Deployments name are looked for. */
async function findMissingSecrets(deps: WorkerDeps, opened: OpenedCluster, tenant: { id: string; slug: string; apps: { environments: { id: string }[] }[] }, look: Looks): Promise<void> {
  const deployments = tenant.apps.flatMap((app) => app.environments).flatMap((environment) => opened.view.deployments(environment.id).map((deployment) => ({ environment, deployment })));
  if (deployments.length === 0 || deps.stopping.aborted) return;
  try {
    const listed = await opened.cluster.list('Secret', { namespace: tenantNamespace(deps.env.namespacePrefix, tenant.slug), labelSelector: `${labels.installation}=${deps.env.namespacePrefix}` });
    const present = new Set(listed.map((secret) => secret.metadata.name));
    if (!present.has(fixedNames.pullSecret)) look.tenant(tenant.id);
    for (const { environment, deployment } of deployments) {
      const named = secretsInUse([{ spec: deployment.spec?.template.spec } as LivePod]);
      if ([...named].some((name) => name !== fixedNames.pullSecret && !present.has(name))) look.environment(environment.id);
    }
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    deps.log.debug({ tenant: tenant.slug, error: error.message }, 'Secrets were not looked for');
  }
}

const reported = new Set<string>();

/**
 * Objects of an environment that has no row: removed when a tombstone says that it was deleted, otherwise left alone and
 * reported once, since a database that was restored may have forgotten what runs.
 */
async function removeRemains(deps: WorkerDeps, opened: OpenedCluster): Promise<void> {
  if (!opened.view.isReady) return;
  const objects = (['Deployment', 'CronJob', 'Service', 'Ingress'] as const).flatMap((kind) => opened.view.all(kind)).filter((object) => object.metadata.labels?.[labels.environmentId] !== undefined && !object.metadata.deletionTimestamp);
  const ids = [...new Set(objects.map((object) => object.metadata.labels![labels.environmentId]!))];
  if (ids.length === 0) return;
  const known = new Set((await deps.db.environment.findMany({ where: { id: { in: ids } }, select: { id: true } })).map((row) => row.id));
  const strange = ids.filter((id) => !known.has(id));
  if (strange.length === 0) return;
  const dead = new Set((await deps.db.tombstone.findMany({ where: { kind: 'environment', objectId: { in: strange } }, select: { objectId: true } })).map((row) => row.objectId));
  for (const id of strange) {
    const some = objects.find((object) => object.metadata.labels![labels.environmentId] === id)!;
    if (!dead.has(id)) {
      if (!reported.has(id)) deps.log.warn({ environmentId: id, namespace: some.metadata.namespace }, 'the cluster has objects that no row knows; they are left alone');
      reported.add(id);
      continue;
    }
    const key = ownerOf(some);
    if (!key) continue;
    const live = await opened.cluster.listOwned(key);
    for (const object of live) await opened.cluster.remove(refOf(object), { uid: object.metadata.uid });
    await deps.db.tombstone.updateMany({ where: { kind: 'environment', objectId: id, doneAt: null }, data: { doneAt: new Date() } });
  }
}
