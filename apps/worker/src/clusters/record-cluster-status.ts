import { ClusterError, quantityValue } from '@berth/k8s-adapter';
import type { WorkerDeps } from '../worker-deps.js';
import type { OpenedCluster } from './cluster-pool.js';

/** Writes for each cluster whether it answers, its version and its size. */
export async function recordClusterStatus(deps: Pick<WorkerDeps, 'db' | 'clusters' | 'log'>): Promise<void> {
  for (const { id } of await deps.db.cluster.findMany({ select: { id: true } })) {
    const observed = await look(deps, id);
    // By hand: Prisma would move `updatedAt`, which tells when an operator changed the row.
    await deps.db.$executeRaw`UPDATE cluster SET observed = ${JSON.stringify(observed)}::jsonb WHERE id = ${id}`;
  }
}

async function look(deps: Pick<WorkerDeps, 'clusters' | 'log'>, id: string) {
  const observedAt = new Date().toISOString();
  const unknown = { version: null, nodes: 0, cpuMillicores: 0, memoryBytes: 0, observedAt };
  try {
    const opened = await deps.clusters.open(id);
    const { gitVersion } = await opened.cluster.version();
    return { ...unknown, reachable: true, version: gitVersion, message: null, ...(await size(opened)) };
  } catch (error) {
    if (!(error instanceof ClusterError)) deps.log.error({ clusterId: id, error }, 'a cluster cannot be opened');
    return { ...unknown, reachable: false, message: error instanceof ClusterError ? error.message : 'its credentials cannot be opened by this worker' };
  }
}

interface NodeObject {
  status?: { allocatable?: Record<string, string> };
}

/** What all nodes offer together; nothing where the worker may not see nodes. */
async function size(opened: OpenedCluster): Promise<{ nodes: number; cpuMillicores: number; memoryBytes: number } | null> {
  try {
    const nodes = (await opened.cluster.list('Node')) as unknown as NodeObject[];
    const sum = (resource: string): number => nodes.reduce((total, node) => total + (quantityValue(node.status?.allocatable?.[resource] ?? '0') ?? 0), 0);
    return { nodes: nodes.length, cpuMillicores: Math.round(sum('cpu') * 1000), memoryBytes: Math.round(sum('memory')) };
  } catch (error) {
    if (error instanceof ClusterError && error.code === 'forbidden') return null;
    throw error;
  }
}
