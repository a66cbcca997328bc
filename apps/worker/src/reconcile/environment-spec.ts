import { shareOf, sizeInShare, type Commit } from '@berth/domain';
import type { EnvironmentSpec } from '@berth/k8s-adapter';
import type { ClusterRow } from '../clusters/cluster-pool.js';
import { desiredScale, type DesiredRelease, type EnvironmentRows } from './load-desired.js';

/** Rows → what the objects are rendered from. Pure. */
export function environmentSpec(namespacePrefix: string, cluster: Pick<ClusterRow, 'ingressClass' | 'userNamespaces'>, environment: EnvironmentRows, release: DesiredRelease): EnvironmentSpec {
  const { app } = environment;
  const share = shareOf(environment);
  return {
    namespacePrefix,
    tenant: { id: app.tenant.id, slug: app.tenant.slug },
    app: { id: app.id, slug: app.slug },
    environment: { id: environment.id, slug: environment.slug },
    release: { id: release.row.id, version: release.row.version },
    image: release.row.image,
    env: { ...release.config.variables, ...release.config.secrets },
    configVersion: release.row.configVersion,
    processes: release.processes.map((process) => ({
      ...process,
      size: sizeInShare(process.size, share),
      minReadySeconds: release.first ? 0 : process.minReadySeconds,
      replicas: desiredScale(environment, process),
      cpuLimitMillicores: null,
    })),
    cron: release.settings.cron.map((entry) => ({
      ...entry,
      size: sizeInShare(entry.size, share),
      suspended: app.tenant.state === 'suspended' || environment.kind === 'preview' || environment.cronPaused.includes(entry.name),
    })),
    hosts: environment.hosts.map((host) => host.name).sort(),
    ingressClass: cluster.ingressClass || null,
    userNamespaces: cluster.userNamespaces,
    pullDockerConfig: null,
    maxSurge: release.maxSurge,
    origin: { owner: release.row.createdBy, sourceCommit: (release.row.source as { commit?: Commit }).commit?.id ?? null, buildId: release.buildId, description: release.row.description || null },
    candidate: null,
    routing: { kind: 'ingress' },
  };
}
