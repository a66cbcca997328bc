import { createHash } from 'node:crypto';
import type { Prisma, Tx } from '@berth/db';
import { buildNamespace, builderHosts, fixedNames, renderBuilder, runnerRevision, type BuilderSpec, type BuilderTls, type ObjectRef } from '@berth/k8s-adapter';
import type { BuildCluster, BuildDeps } from './build-deps.js';
import { settingsOf } from './build-deps.js';
import { makeBuilderKeys, openBuilderKeys, renewDays, sealBuilderKeys } from './builder-keys.js';
import { registryOf } from './build-objects.js';
import { runnersIn } from './find-runner.js';
import { dockerConfigFor } from './registry-login.js';

type TenantRef = Pick<Prisma.TenantGetPayload<object>, 'id' | 'slug'>;

const dayMs = 86_400_000;

/** What is started and stopped together: the runner of builds first, without which none looks for the builder. */
export function builderRefs(deps: BuildDeps, tenant: TenantRef): ObjectRef[] {
  const namespace = buildNamespace(deps.namespacePrefix, tenant.slug);
  return [
    { kind: 'Deployment', namespace, name: fixedNames.buildRunner },
    { kind: 'StatefulSet', namespace, name: fixedNames.builder },
  ];
}

/** Holds the builder's row, so that no two start, stop or renew it at once. */
export async function lockBuilder(tx: Tx, tenantId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`builder:${tenantId}`}, 0))`;
}

/**
 * Makes sure that the tenant's builder and build runner are there, have valid certificates and are started; does not wait
 * until they answer. Says which revision of the runner is wanted. What was applied before and runs is not looked at again,
 * unless it is in doubt; for a build that is joined it is not renewed, which would end it. Throws ClusterError.
 */
export async function ensureBuilder(deps: BuildDeps, opened: BuildCluster, tenant: TenantRef, { inDoubt, joins }: { inDoubt: boolean; joins: boolean }): Promise<{ revision: string }> {
  const { row, cluster } = opened;
  const settings = settingsOf(deps);
  return deps.db.$transaction(
    async (tx) => {
      await lockBuilder(tx, tenant.id);
      const tls = await currentKeys(deps, tx, tenant, joins);
      const spec: BuilderSpec = {
        namespacePrefix: deps.namespacePrefix,
        tenant: { id: tenant.id, slug: tenant.slug },
        image: row.builderImage,
        size: settings.builderSize,
        runnerSize: settings.runnerSize,
        workBytes: settings.workBytes,
        cacheBytes: settings.cacheBytes,
        storageClass: row.storageClass,
        registry: registryOf(row),
        tls,
        buildDockerConfig: dockerConfigFor(deps, opened, 'build', tenant.slug),
      };
      const namespace = buildNamespace(deps.namespacePrefix, tenant.slug);
      const objects = renderBuilder(spec);
      const applied = createHash('sha256').update(JSON.stringify(objects)).digest('hex');
      const revision = runnerRevision(spec);
      const asBefore = !inDoubt && (await tx.builder.count({ where: { tenantId: tenant.id, running: true, applied } })) > 0;
      if (!asBefore || !(await runnersIn(cluster, namespace)).some((runner) => runner.revision === revision)) {
        const live = await cluster.listOwned({ scope: 'build', installation: deps.namespacePrefix, namespace, tenantId: tenant.id });
        await cluster.applyAll(objects, { live });
        await Promise.all(builderRefs(deps, tenant).map((ref) => cluster.setReplicas(ref, 1)));
      }
      await tx.builder.update({ where: { tenantId: tenant.id }, data: { running: true, lastUsedAt: new Date(), applied } });
      return { revision };
    },
    { timeout: 60_000, maxWait: 30_000 },
  );
}

/** The builder's keys; new ones when there are none, or when the old ones end soon and no build would be hurt. */
async function currentKeys(deps: BuildDeps, tx: Tx, tenant: TenantRef, joins: boolean): Promise<BuilderTls> {
  const known = await tx.builder.findUnique({ where: { tenantId: tenant.id } });
  const now = new Date();
  if (known) {
    const daysLeft = (known.expiresAt.getTime() - now.getTime()) / dayMs;
    const running = await tx.build.count({ where: { tenantId: tenant.id, state: 'running' } });
    // The build that asks counts as running too. New certificates restart the builder.
    if (daysLeft > renewDays || (daysLeft > 1 && (joins || running > 1))) return openBuilderKeys(deps.installationKey, tenant.id, known.keys);
  }
  const { tls, expiresAt } = await makeBuilderKeys(builderHosts({ namespacePrefix: deps.namespacePrefix, tenant }), now);
  const keys = sealBuilderKeys(deps.installationKey, tenant.id, tls);
  await tx.builder.upsert({ where: { tenantId: tenant.id }, create: { tenantId: tenant.id, keys, expiresAt }, update: { keys, expiresAt } });
  deps.log.info({ tenantId: tenant.id, expiresAt }, 'made new keys for a builder');
  return tls;
}
