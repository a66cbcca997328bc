import type { V1Node, V1Pod } from '@kubernetes/client-node';
import { quantityValue } from '../apply/differences.js';
import type { Json } from '../manifest.js';

/** What a node has left for new pods, by their requests: what the scheduler counts. */
export interface NodeRoom {
  node: string;
  /** As Kubernetes names it: `amd64`, `arm64`. */
  architecture: string;
  cpuMillicores: number;
  memoryBytes: number;
  pods: number;
  /** Why it takes no new pod whatever room it has, as in "it is short of disk space"; null when it takes some. */
  closed: string | null;
}

/** What the cluster itself puts on a node: https://kubernetes.io/docs/reference/labels-annotations-taints/ */
const taints: Record<string, string> = {
  'node.kubernetes.io/disk-pressure': 'it is short of disk space',
  'node.kubernetes.io/memory-pressure': 'it is short of memory',
  'node.kubernetes.io/pid-pressure': 'it runs too many processes',
  'node.kubernetes.io/not-ready': 'it is not ready',
  'node.kubernetes.io/unreachable': 'it does not answer',
  'node.kubernetes.io/network-unavailable': 'it has no network',
};

type Resources = Record<string, string> | undefined;

/** The room of every node that an operator has not closed: first those that take pods, the roomiest by CPU first. `pods` are those of all namespaces. */
export function nodeRooms(nodes: readonly Json<V1Node>[], pods: readonly Json<V1Pod>[]): NodeRoom[] {
  return nodes
    .filter((node) => !node.spec?.unschedulable)
    .map((node) => {
      const own = pods.filter((pod) => pod.spec?.nodeName === node.metadata?.name && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed');
      const left = (resource: string): number => amount(node.status?.allocatable, resource) - own.reduce((total, pod) => total + requestOf(pod, resource), 0);
      return {
        node: node.metadata?.name ?? '',
        architecture: node.status?.nodeInfo?.architecture ?? '',
        cpuMillicores: Math.max(0, Math.round(left('cpu') * 1000)),
        memoryBytes: Math.max(0, Math.round(left('memory'))),
        pods: Math.max(0, amount(node.status?.allocatable, 'pods') - own.length),
        closed: whyClosed(node),
      };
    })
    .sort((a, b) => Number(a.closed !== null) - Number(b.closed !== null) || b.cpuMillicores - a.cpuMillicores);
}

function whyClosed(node: Json<V1Node>): string | null {
  const taint = node.spec?.taints?.find(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute');
  return taint ? (taints[taint.key] ?? `it has the taint ${taint.key}`) : null;
}

/** What a pod asks for, as the scheduler counts it. */
export function podRequests(pod: Json<V1Pod>): { cpuMillicores: number; memoryBytes: number } {
  return { cpuMillicores: Math.round(requestOf(pod, 'cpu') * 1000), memoryBytes: Math.round(requestOf(pod, 'memory')) };
}

/** In the resource's base unit: its containers together, or its largest step before the start. */
function requestOf(pod: Json<V1Pod>, resource: string): number {
  const containers = (pod.spec?.containers ?? []).reduce((total, container) => total + amount(container.resources?.requests, resource), 0);
  const inits = (pod.spec?.initContainers ?? []).map((container) => amount(container.resources?.requests, resource));
  return Math.max(containers, ...inits) + amount(pod.spec?.overhead, resource);
}

const amount = (resources: Resources, name: string): number => quantityValue(resources?.[name] ?? '0') ?? 0;
