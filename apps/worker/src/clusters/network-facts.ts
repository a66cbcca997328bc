import { ClusterError, type Cluster, type TenantSpec } from '@berth/k8s-adapter';

export type NetworkFacts = Pick<TenantSpec, 'ingress' | 'activator' | 'dns' | 'egress' | 'buildEgress'>;

interface NodeObject {
  status?: { addresses?: { type: string; address: string }[] };
}

/** Port at which the registry's token service listens, beside the registry. */
const tokenPort = 5001;

/**
 * What the walls around tenants must let through on this cluster: requests from the ingress (which uses the nodes' own
 * network) and from the activator, the cluster's name server, and for builds the registry with its token service.
 */
export async function readNetworkFacts(cluster: Cluster, row: { registryHost: string; activatorAddress: string | null }): Promise<NetworkFacts> {
  const nodes = await readNodes(cluster);
  const addresses = nodes.flatMap((node) => node.status?.addresses ?? []).filter((address) => address.type === 'InternalIP').map((address) => address.address);
  return {
    ingress: { kind: 'nodes', addresses: [...new Set(addresses)].sort() },
    activator: row.activatorAddress === null ? null : { namespace: 'berth-system', podLabels: { app: 'activator' } },
    dns: { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' }, addresses: [] },
    egress: [],
    buildEgress: registryAllowance(row.registryHost),
  };
}

/** Without the right to see nodes none are let in by address; the network itself lets a node's own processes reach its pods. */
async function readNodes(cluster: Cluster): Promise<NodeObject[]> {
  try {
    return (await cluster.list('Node')) as unknown as NodeObject[];
  } catch (error) {
    if (error instanceof ClusterError && error.code === 'forbidden') return [];
    throw error;
  }
}

/** A registry that is a Service (`name.namespace.svc:port`) is reached at its pods; any other by the way to the internet. */
export function registryAllowance(registryHost: string): NetworkFacts['buildEgress'] {
  const match = /^[a-z0-9-]+\.([a-z0-9-]+)\.svc(?:\.[a-z0-9.-]+)?(?::(\d+))?$/.exec(registryHost);
  if (!match) return [];
  return [{ kind: 'pods', namespace: match[1]!, podLabels: null, ports: [Number(match[2] ?? 443), tokenPort] }];
}
