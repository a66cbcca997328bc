import { randomBytes, randomUUID } from 'node:crypto';
import type { Db } from '@berth/db';

/** A cluster, a tenant, an app and its environment as rows; the cluster's credentials are empty. */
export async function seedEnvironment(db: Db, tenantId?: string): Promise<{ clusterId: string; tenantId: string; appId: string; environmentId: string }> {
  const name = randomBytes(5).toString('hex');
  const empty = new Uint8Array();
  const cluster =
    (await db.cluster.findFirst()) ??
    (await db.cluster.create({
      data: { name: 'local', kubeconfig: empty, registryKeys: empty, registryHost: 'r:5000', registryUrl: 'http://127.0.0.1:1', ingressClass: 'traefik', ingressAddress: '127.0.0.1:1', baseDomain: 'apps.localhost', excludedCidrs: [], builderImage: 'b' },
    }));
  await db.plan.upsert({ where: { name: 'team' }, create: { name: 'team', budget: {} }, update: {} });
  const tenant = tenantId ?? randomUUID();
  if (!tenantId) await db.tenant.create({ data: { id: tenant, slug: `t${name}`, name, state: 'active', planName: 'team', budget: {}, dataKey: empty, clusterId: cluster.id } });
  const app = await db.app.create({ data: { tenantId: tenant, slug: `a${name}`, environments: { create: { tenantId: tenant, slug: 'production' } } }, include: { environments: true } });
  return { clusterId: cluster.id, tenantId: tenant, appId: app.id, environmentId: app.environments[0]!.id };
}

/** A waiting deployment, as the API makes it, without its outbox row. */
export async function seedDeployment(db: Db, at: { tenantId: string; environmentId: string }, changes: object = {}): Promise<string> {
  const last = await db.deployment.aggregate({ where: { environmentId: at.environmentId }, _max: { number: true } });
  const { tenantId, environmentId } = at;
  const deployment = await db.deployment.create({
    data: { tenantId, environmentId, number: (last._max.number ?? 0) + 1, cause: 'deploy', input: { kind: 'image', ref: 'nginx' }, ...changes },
  });
  return deployment.id;
}
