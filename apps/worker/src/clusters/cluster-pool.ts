import type { Db } from '@berth/db';
import type { Cluster } from '@berth/k8s-adapter';
import type { Logger } from 'pino';
import { ClusterView } from './cluster-view.js';
import { openSealedCluster, type RegistryRoleKeys } from './open-cluster.js';
import { readNetworkFacts, type NetworkFacts } from './network-facts.js';

export type ClusterRow = NonNullable<Awaited<ReturnType<Db['cluster']['findUnique']>>>;

/** A cluster with everything that the worker keeps about it. */
export interface OpenedCluster {
  row: ClusterRow;
  cluster: Cluster;
  view: ClusterView;
  registryRoleKeys: RegistryRoleKeys;
  account: { namespace: string; name: string };
  network(): Promise<NetworkFacts>;
}

interface Entry extends OpenedCluster {
  checkedAt: number;
}

const trustMs = 5_000;
const networkTrustMs = 300_000;

/** One client and one watch per cluster, opened when it is first needed, and again when its row gets new credentials. */
export class ClusterPool {
  private readonly entries = new Map<string, Promise<Entry>>();
  private readonly opened = new Set<(entry: OpenedCluster) => void>();

  constructor(private readonly deps: { db: Db; log: Logger; privateKey: string; namespacePrefix: string }) {}

  /** Called for each cluster that is opened from now on. */
  onOpened(listener: (entry: OpenedCluster) => void): void {
    this.opened.add(listener);
  }

  /** Throws when there is no such row or its credentials are not sealed to this worker. */
  async open(clusterId: string): Promise<OpenedCluster> {
    const known = await this.entries.get(clusterId);
    if (known && known.checkedAt > Date.now() - trustMs) return known;
    const row = await this.deps.db.cluster.findUniqueOrThrow({ where: { id: clusterId } });
    const latest = await this.entries.get(clusterId);
    if (latest && isOpenedAs(latest.row, row)) {
      latest.row = row;
      latest.checkedAt = Date.now();
      return latest;
    }
    if (latest) await this.end(latest);
    const entry = this.make(row);
    this.entries.set(clusterId, Promise.resolve(entry));
    for (const listener of this.opened) listener(entry);
    return entry;
  }

  /** Every cluster that is open now. */
  async all(): Promise<OpenedCluster[]> {
    return Promise.all(this.entries.values());
  }

  async close(): Promise<void> {
    for (const entry of await this.all()) await this.end(entry);
    this.entries.clear();
  }

  private make(row: ClusterRow): Entry {
    const { log, privateKey, namespacePrefix } = this.deps;
    const { cluster, registryRoleKeys, account } = openSealedCluster(privateKey, row, namespacePrefix);
    let network: { facts: Promise<NetworkFacts>; at: number; activatorAddress: string | null } | undefined;
    const entry: Entry = {
      row,
      cluster,
      view: new ClusterView(cluster, log.child({ cluster: row.name })),
      registryRoleKeys,
      account,
      checkedAt: Date.now(),
      network() {
        const { activatorAddress } = entry.row;
        if (!network || network.at < Date.now() - networkTrustMs || network.activatorAddress !== activatorAddress) {
          const facts = readNetworkFacts(cluster, entry.row);
          facts.catch(() => (network = undefined));
          network = { facts, at: Date.now(), activatorAddress };
        }
        return network.facts;
      },
    };
    return entry;
  }

  private async end(entry: OpenedCluster): Promise<void> {
    await entry.view.stop();
    await entry.cluster.close();
  }
}

const isOpenedAs = (before: ClusterRow, now: ClusterRow): boolean =>
  (['kubeconfig', 'registryKeys'] as const).every((field) => Buffer.from(before[field]).equals(Buffer.from(now[field])));
