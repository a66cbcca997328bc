import { recordEvent, type Db } from '@berth/db';
import { claimName, refOf, tenantNamespace, type EnvironmentSpec, type LiveObject, type ObjectRef } from '@berth/k8s-adapter';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import type { EnvironmentRows } from '../reconcile/load-desired.js';
import { requested } from './claims.js';

/**
 * The rows of an environment's volumes, after giving every one of `spec` its row, before the cluster has its claim: so that
 * none is there that no row knows. A new one has no size yet: its claim may be refused.
 */
export async function recordVolumes(db: Db, environment: EnvironmentRows, spec: EnvironmentSpec): Promise<EnvironmentRows['volumes']> {
  const rows = [...environment.volumes];
  for (const { name: process, volumes = [] } of spec.processes) {
    for (const { name } of volumes) {
      if (rows.some((row) => row.name === name)) continue;
      rows.push(
        await db.volume.upsert({
          where: { environmentId_name: { environmentId: environment.id, name } },
          create: { environmentId: environment.id, tenantId: environment.tenantId, name, process, sizeBytes: 0 },
          update: {},
        }),
      );
    }
  }
  return rows;
}

/** Writes down which claims the cluster has bound and how large they have become, and removes the volumes that somebody deleted and nothing wants. True while one of those is still there. */
export async function tendVolumes(db: Db, { cluster }: OpenedCluster, namespacePrefix: string, environment: EnvironmentRows, spec: EnvironmentSpec | null, claims: readonly LiveObject[]): Promise<boolean> {
  const wanted = new Set(spec?.processes.flatMap(({ volumes = [] }) => volumes.map(({ name }) => name)));
  let waits = false;
  for (const row of environment.volumes) {
    const key = { environmentId_name: { environmentId: environment.id, name: row.name } };
    const name = claimName({ app: environment.app, environment }, row.name);
    const claim = claims.find((object) => object.metadata.name === name);
    if (row.deletedAt !== null && !wanted.has(row.name)) {
      const ref: ObjectRef = claim ? refOf(claim) : { kind: 'PersistentVolumeClaim', namespace: tenantNamespace(namespacePrefix, environment.app.tenant.slug), name };
      if (claim) await cluster.remove(ref, { uid: claim.metadata.uid });
      if ((await cluster.read(ref)) !== null) {
        waits = true;
        continue;
      }
      await db.$transaction(async (tx) => {
        await tx.volume.delete({ where: key });
        await recordEvent(tx, { tenantId: environment.tenantId, appId: environment.appId, environmentId: environment.id }, 'volume.deleted', { volume: row.name });
      });
      continue;
    }
    const bound = (claim as { status?: { phase?: string } } | undefined)?.status?.phase === 'Bound';
    const sizeBytes = Math.max(Number(row.sizeBytes), claim ? requested(claim) : 0);
    if (bound !== row.bound || sizeBytes > row.sizeBytes) await db.volume.update({ where: key, data: { bound, sizeBytes } });
  }
  return waits;
}
