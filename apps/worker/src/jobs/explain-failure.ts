import { ClusterError, nodeRooms, podRequests, type Evidence, type Failure, type NodeRoom } from '@berth/k8s-adapter';
import { remedyFor } from '@berth/domain';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import type { LivePod } from '../clusters/live-types.js';
import type { MemoryPeak } from './memory-peaks.js';

const mostNodes = 3;

/**
 * Adds to a classified failure what its pod alone does not show: how much room the nodes have, the memory that was
 * measured, the cluster's processors. What cannot be read is left out.
 */
export async function explainFailure(cluster: OpenedCluster['cluster'], failure: Failure, peak: MemoryPeak | null): Promise<Failure> {
  if (failure.class === 'out-of-memory') return peak ? withPeak(failure, peak) : failure;
  if (failure.class !== 'unschedulable' && failure.class !== 'wrong-architecture') return failure;
  const rooms = await readRooms(cluster, failure.class === 'unschedulable');
  if (rooms.length === 0) return failure;
  return failure.class === 'unschedulable' ? withRoom(failure, rooms) : withArchitecture(failure, rooms);
}

/** The room of the cluster's nodes; none where it cannot be read. */
export async function readRooms(cluster: OpenedCluster['cluster'], withPods: boolean): Promise<NodeRoom[]> {
  try {
    const [nodes, pods] = await Promise.all([cluster.list('Node'), withPods ? cluster.list('Pod', { fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed' }) : []]);
    return nodeRooms(nodes as unknown as Parameters<typeof nodeRooms>[0], pods as unknown as Parameters<typeof nodeRooms>[1]);
  } catch (error) {
    if (error instanceof ClusterError) return []; // no right to see nodes, or no answer just now: the failure stands without
    throw error;
  }
}

/** Whether the largest of the new pods fits some node once any one old pod has left it. True when the nodes are not known. Pure. */
export function fitsAfterOneLeft(rooms: readonly NodeRoom[], sizes: readonly { cpuRequestMillicores: number; memoryRequestBytes: number }[], old: readonly LivePod[]): boolean {
  const cpu = Math.max(...sizes.map((size) => size.cpuRequestMillicores));
  const memory = Math.max(...sizes.map((size) => size.memoryRequestBytes));
  if (rooms.length === 0) return true;
  return old.some((pod) => {
    const left = podRequests(pod);
    const room = rooms.find(({ node }) => node === pod.spec?.nodeName);
    return room !== undefined && room.closed === null && room.cpuMillicores + left.cpuMillicores >= cpu && room.memoryBytes + left.memoryBytes >= memory;
  });
}

/** Pure. */
export function withRoom(failure: Failure, rooms: readonly NodeRoom[]): Failure {
  const room = ({ cpuMillicores, memoryBytes, pods, closed }: NodeRoom): string =>
    `${cpuMillicores}m CPU, ${Math.floor(memoryBytes / 2 ** 20)}Mi memory and ${pods} ${pods === 1 ? 'pod' : 'pods'} free${closed === null ? '' : `, and takes no new pods: ${closed}`}`;
  const best = rooms[0]!;
  const evidence: Evidence[] = rooms.slice(0, mostNodes).map((one) => ({ source: 'node', object: one.node, text: room(one), at: null }));
  return { ...failure, message: `${failure.message} ${rooms.length === 1 ? 'The node' : `The roomiest of ${rooms.length} nodes`} has ${room(best)}.`, evidence: [...failure.evidence, ...evidence] };
}

/** Pure. */
export function withArchitecture(failure: Failure, rooms: readonly Pick<NodeRoom, 'architecture'>[]): Failure {
  const architecture = [...new Set(rooms.map((room) => room.architecture))].sort().map((name) => `linux/${name}`).join(' and ');
  return { ...failure, message: `${failure.message} The cluster's nodes are ${architecture}.`, remedy: remedyFor('wrong-architecture', { architecture }) };
}

/** Pure. A sample is from before the end: the peak itself was the limit, or came between two samples. */
export function withPeak(failure: Failure, { memoryBytes, measuredAt }: MemoryPeak): Failure {
  const text = `the most that was measured before: ${Math.round(memoryBytes / 2 ** 20)}Mi`;
  return { ...failure, evidence: [...failure.evidence, { source: 'metrics', object: failure.pod ?? '', text, at: measuredAt }] };
}
