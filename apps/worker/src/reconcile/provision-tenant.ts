import { recordEvent } from '@berth/db';
import { budgetSchema } from '@berth/domain';
import { ClusterError, renderAdmission, renderTenant, tenantNamespace, type QuotaUse, type TenantSpec } from '@berth/k8s-adapter';
import { registryLogin } from '@berth/sealing';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { buildBudget } from '../build/build-settings.js';
import type { WorkerDeps } from '../worker-deps.js';

/**
 * Makes the tenant's namespaces, walls and budget what its row says, and the tenant active once they are. Also after a
 * changed budget, a suspension and its end: then the tenant's environments are looked at again.
 */
export async function provisionTenant(deps: WorkerDeps, tenantId: string): Promise<void> {
  await deps.locks.hold(`tenant:${tenantId}`, () => provision(deps, tenantId));
}

async function provision(deps: WorkerDeps, tenantId: string): Promise<void> {
  const { db, log } = deps;
  const tenant = await db.tenant.findUnique({ where: { id: tenantId } });
  if (!tenant || tenant.state === 'deleting') return;
  try {
    const opened = await deps.clusters.open(tenant.clusterId);
    await applyAdmission(deps, opened);
    await opened.cluster.applyAll(renderTenant(await tenantSpec(deps, opened, tenant)));
    await db.$transaction(async (tx) => {
      const activated = await tx.tenant.updateMany({ where: { id: tenantId, state: 'provisioning' }, data: { state: 'active', lastError: null } });
      if (activated.count > 0) await recordEvent(tx, { tenantId }, 'tenant.state', { state: 'active' });
      else if (tenant.lastError !== null) await tx.tenant.updateMany({ where: { id: tenantId }, data: { lastError: null } });
    });
    await recordBudgetUse(deps, opened, tenant);
  } catch (error) {
    const message = error instanceof ClusterError ? `${error.message} ${error.remedy}` : 'see the worker’s log';
    log.error({ tenantId, error }, 'the tenant could not be provisioned');
    if (tenant.lastError !== message) await db.tenant.updateMany({ where: { id: tenantId }, data: { lastError: message.slice(0, 1000) } });
    throw error;
  }
  await wakeEnvironments(deps, tenantId);
}

/**
 * Puts right what somebody changed about a tenant's namespaces, walls and budget, and writes nothing when nothing
 * differs. A namespace that had to be made anew was empty: then the tenant's environments are brought back too.
 */
export async function keepTenant(deps: WorkerDeps, tenantId: string): Promise<void> {
  const results = await deps.locks.hold(`tenant:${tenantId}`, async () => {
    const tenant = await deps.db.tenant.findFirst({ where: { id: tenantId, state: { in: ['active', 'suspended'] } } });
    if (!tenant) return [];
    const opened = await deps.clusters.open(tenant.clusterId);
    return opened.cluster.applyAll(renderTenant(await tenantSpec(deps, opened, tenant)));
  });
  if (results.some((result) => result.ref.kind === 'Namespace' && result.action === 'created')) await wakeEnvironments(deps, tenantId);
}

async function wakeEnvironments(deps: WorkerDeps, tenantId: string): Promise<void> {
  const environments = await deps.db.environment.findMany({ where: { tenantId }, select: { id: true } });
  for (const { id } of environments) deps.wakeReconciler(id);
}

/** Makes a cluster's admission policies what its row says; a changed builder image needs them before its first build. */
export async function applyAdmission(deps: WorkerDeps, opened: OpenedCluster): Promise<void> {
  await opened.cluster.applyAll(renderAdmission({ namespacePrefix: deps.env.namespacePrefix, builderImages: [opened.row.builderImage], userNamespaces: opened.row.userNamespaces }));
}

async function tenantSpec(deps: WorkerDeps, opened: OpenedCluster, tenant: { id: string; slug: string; budget: unknown }): Promise<TenantSpec> {
  const { namespacePrefix } = deps.env;
  const { row } = opened;
  const login = registryLogin(opened.registryRoleKeys.pull, 'pull', namespacePrefix, tenant.slug);
  return {
    namespacePrefix,
    tenant: { id: tenant.id, slug: tenant.slug },
    budget: budgetSchema.parse(tenant.budget),
    buildBudget: buildBudget(),
    excludedCidrs: [...row.excludedCidrs].sort(),
    ...(await opened.network()),
    pullDockerConfig: dockerConfig(row.registryHost, login),
    workerAccount: opened.account,
  };
}

/** The `.dockerconfigjson` for one registry. */
function dockerConfig(registryHost: string, { username, password }: { username: string; password: string }): string {
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  return JSON.stringify({ auths: { [registryHost]: { username, password, auth } } });
}

/** Writes what the cluster counts of the tenant's budget to its row, when it differs. */
export async function recordBudgetUse(deps: Pick<WorkerDeps, 'db' | 'env'>, opened: OpenedCluster, tenant: { id: string; slug: string }, known?: QuotaUse): Promise<void> {
  const use = known ?? (await opened.cluster.quotaUse(tenantNamespace(deps.env.namespacePrefix, tenant.slug)));
  if (!use) return;
  const apps = await deps.db.app.count({ where: { tenantId: tenant.id } });
  const used = {
    cpuMillicores: use.cpuMillicores?.used ?? 0,
    memoryBytes: use.memoryBytes?.used ?? 0,
    pods: use.pods?.used ?? 0,
    storageBytes: use.storageBytes?.used ?? 0,
    apps,
  };
  await deps.db.$executeRaw`
    UPDATE tenant SET "budgetUse" = ${JSON.stringify(used)}::jsonb, "measuredAt" = now() AT TIME ZONE 'UTC' WHERE id = ${tenant.id}`;
}
