import { shareOf, sizeInShare, type Commit, type Scale, type SleepState } from '@berth/domain';
import type { Activation, CandidateSpec, EnvironmentSpec, ProcessSpec, Routing } from '@berth/k8s-adapter';
import type { ClusterRow } from '../clusters/cluster-pool.js';
import { desiredScale, type DesiredCandidate, type DesiredRelease, type EnvironmentRows } from './load-desired.js';
import { publicRefusal } from './observe.js';

/** Rows → what the objects are rendered from. Pure. */
export function environmentSpec(namespacePrefix: string, cluster: Pick<ClusterRow, 'ingressClass' | 'storageClass' | 'userNamespaces' | 'gatewayName' | 'gatewayNamespace' | 'activatorAddress'>, environment: EnvironmentRows, release: DesiredRelease, candidate: DesiredCandidate | null = null): EnvironmentSpec {
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
    processes: processesOf(cluster, environment, release, candidate?.place.stablePods),
    cron: release.settings.cron.map((entry) => ({
      ...entry,
      size: sizeInShare(entry.size, share),
      suspended: app.tenant.state === 'suspended' || environment.kind === 'preview' || environment.cronPaused.includes(entry.name),
    })),
    hosts: [...hostNames(environment, false), ...hostNames(environment, true)],
    certificates: environment.certificates,
    storageClass: cluster.storageClass,
    ingressClass: cluster.ingressClass || null,
    userNamespaces: cluster.userNamespaces,
    pullDockerConfig: null,
    maxSurge: release.maxSurge,
    oldPodsStay: release.oldPodsStay,
    origin: originOf(release),
    candidate: candidate && candidateSpec(cluster, environment, candidate),
    routing: candidate?.place.sharing === 'weight' ? routingByWeight(cluster) : { kind: 'ingress' },
    activation: activationOf(cluster.activatorAddress, environment),
  };
}

/** Those under the base domain come first: what verifies a release asks the first. */
const hostNames = ({ hosts }: Pick<EnvironmentRows, 'hosts'>, own: boolean): string[] => hosts.filter(({ domainId }) => (domainId !== null) === own).map(({ name }) => name).sort();

function activationOf(address: string | null, { app, sleep, wakeRefusal, wakeRefusedAt }: EnvironmentRows): Activation | null {
  if (address === null || sleep === null || app.tenant.state === 'suspended') return null;
  return { address, state: sleep as SleepState, refusal: wakeRefusal !== null && wakeRefusedAt ? { text: publicRefusal(wakeRefusal), at: wakeRefusedAt.toISOString() } : null };
}

/** Weights need a Gateway; without one an Ingress still leads all requests to one or the other. */
const routingByWeight = ({ gatewayName, gatewayNamespace }: Pick<ClusterRow, 'gatewayName' | 'gatewayNamespace'>): Routing =>
  gatewayName !== null && gatewayNamespace !== null ? { kind: 'gateway', gateway: { name: gatewayName, namespace: gatewayNamespace } } : { kind: 'ingress' };

function processesOf(cluster: Pick<ClusterRow, 'activatorAddress'>, environment: EnvironmentRows, release: DesiredRelease, fewestWebPods = 0): ProcessSpec[] {
  const share = shareOf(environment);
  return release.processes.map((process) => ({
    ...process,
    size: sizeInShare(process.size, share),
    minReadySeconds: release.first ? 0 : process.minReadySeconds,
    replicas: atLeast(process.kind === 'web' ? fewestWebPods : 0, desiredScale(environment, process, cluster)),
    cpuLimitMillicores: null,
    ...(process.volumes && { volumes: process.volumes.map((volume) => ({ ...volume, sizeBytes: Math.max(volume.sizeBytes, sizeNow(environment, volume.name)) })) }),
  }));
}

/** Bytes that a volume has already; 0 for one that is not there. */
const sizeNow = ({ volumes }: EnvironmentRows, name: string): number => Number(volumes.find((row) => row.name === name)?.sizeBytes ?? 0);

const atLeast = (pods: number, scale: Scale): Scale => ({ ...scale, min: Math.min(scale.max, Math.max(scale.min, pods)) });

const originOf = ({ row, buildId }: DesiredRelease): EnvironmentSpec['origin'] => ({ owner: row.createdBy, sourceCommit: (row.source as { commit?: Commit }).commit?.id ?? null, buildId, description: row.description || null });

/** Where a Gateway was taken away that shared the requests, those that serve get them all. */
const percentOn = (cluster: Parameters<typeof routingByWeight>[0], percent: number): number => (percent === 100 || routingByWeight(cluster).kind === 'gateway' ? percent : 0);

/** Null where the release has no web process. */
function candidateSpec(cluster: Pick<ClusterRow, 'activatorAddress' | 'gatewayName' | 'gatewayNamespace'>, environment: EnvironmentRows, { release, place }: DesiredCandidate): CandidateSpec | null {
  const web = processesOf(cluster, environment, release).find(({ kind }) => kind === 'web');
  if (!web) return null;
  return {
    release: { id: release.row.id, version: release.row.version },
    image: release.row.image,
    env: { ...release.config.variables, ...release.config.secrets },
    configVersion: release.row.configVersion,
    process: { ...web, replicas: { min: place.pods, max: place.pods } },
    traffic: place.sharing === 'weight' || place.percent === 0 ? { kind: 'weight', percent: percentOn(cluster, place.percent) } : { kind: 'pods' }, // 0: none yet, however they are shared later
    previewHost: place.previewHost,
    origin: originOf(release),
  };
}
