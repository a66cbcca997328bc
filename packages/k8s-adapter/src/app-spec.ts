import type { Budget, CronEntry, ProcessSettings, Scale, SleepState } from '@berth/domain';

/** A row of ours: its id (stable for ever) and its slug (what people read). */
export interface Ref {
  id: string;
  slug: string;
}

/** One process of a release: the immutable settings, and how many pods are wanted now. */
export interface ProcessSpec extends ProcessSettings {
  /** `min === max` is a fixed number, otherwise an autoscaler moves between them. */
  replicas: Scale;
  /** A CPU ceiling in millicores; null leaves the CPU unlimited (the request still decides the share). */
  cpuLimitMillicores: number | null;
}

/** A cron process of a release, and whether its clock stands still. */
export interface CronSpec extends CronEntry {
  suspended: boolean;
}

/** Who and what a release comes from; shown as annotations, never selected by. */
export interface ReleaseOrigin {
  owner: string | null;
  sourceCommit: string | null;
  buildId: string | null;
  description: string | null;
}

/** Which of two releases that run side by side an object belongs to. */
export type Track = 'stable' | 'candidate';

/** Everything that the objects of one environment are rendered from. */
export interface EnvironmentSpec {
  /** The installation's id and the first part of its namespaces; no hyphen inside. */
  namespacePrefix: string;
  tenant: Ref;
  app: Ref;
  environment: Ref;
  release: { id: string; version: number };
  /** `host/path@sha256:…`; a tag alone is refused by the render. */
  image: string;
  /** Variables and opened secrets of `configVersion`. */
  env: Record<string, string>;
  configVersion: number;
  processes: ProcessSpec[];
  cron: CronSpec[];
  /** Host names that reach the first web process; none renders no Ingress. */
  hosts: string[];
  /** Hosts of these that have a certificate of their own; for the others the ingress controller shows its default one. */
  certificates: HostCertificate[];
  /** null takes the cluster's default class for volumes. */
  storageClass: string | null;
  /** null leaves the choice to the cluster's default IngressClass. */
  ingressClass: string | null;
  /** True where the cluster runs pods in user namespaces; otherwise images that run as root are refused. */
  userNamespaces: boolean;
  /** A `.dockerconfigjson` for an image outside the installation's registry; null uses the tenant's own. */
  pullDockerConfig: string | null;
  /** `all`: every new pod starts beside the old ones; `none`: the budget has no room, one old pod goes first. */
  maxSurge: 'all' | 'none';
  /** Whether web’s old pods stay, however long the new ones have been ready; otherwise they make way by the clock. */
  oldPodsStay: boolean;
  origin: ReleaseOrigin;
  /** A release that is tried beside the one that serves; null when none is. */
  candidate: CandidateSpec | null;
  /** How requests reach pods: a plain Ingress, or an object of the Gateway API, which can share them by weight. */
  routing: Routing;
  /** Leads requests to the activator while the web process sleeps, falls asleep or wakes up; null while it is awake. */
  activation: Activation | null;
}

/** PEM texts of a certificate that the owner of a host gave. */
export interface HostCertificate {
  host: string;
  /** Leaf first. */
  chain: string;
  key: string;
}

/** What the activator holds requests by. */
export interface Activation {
  /** host:port. */
  address: string;
  state: SleepState;
  /** Why it could not wake up last; null when it could, or nobody has asked. */
  refusal: { text: string; at: string } | null;
}

export type Routing = { kind: 'ingress' } | { kind: 'gateway'; gateway: GatewayRef };

/** A Gateway that the cluster's operator has made and that takes routes from tenants' namespaces. */
export interface GatewayRef {
  name: string;
  namespace: string;
}

/** The web process of another release, in a Deployment and a Service of its own. */
export interface CandidateSpec {
  release: { id: string; version: number };
  image: string;
  env: Record<string, string>;
  configVersion: number;
  /** The first web process of that release; `replicas` says how many pods try it (the smaller number: it is not autoscaled). */
  process: ProcessSpec;
  traffic: CandidateTraffic;
  /** A host that leads to the candidate alone; null has none. */
  previewHost: string | null;
  origin: ReleaseOrigin;
}

/**
 * Which requests a candidate gets. `weight`: so many percent of them, 0 to 100; a plain Ingress has no weights, and knows
 * 0 and 100 alone. `pods`: as many as its pods' share of all pods, through the one Service.
 */
export type CandidateTraffic = { kind: 'weight'; percent: number } | { kind: 'pods' };

/** A release command: what the Job of one deployment runs. */
export interface ReleaseJobSpec {
  deploymentId: string;
  command: string[];
  timeoutSeconds: number;
  size: ProcessSettings['size'];
}

/** A run: what its Job runs. */
export interface RunJobSpec {
  id: string;
  name: string;
  command: string[];
  /** The process whose name the command finds in its environment. */
  process: string;
  size: ProcessSettings['size'];
  timeoutSeconds: number;
  /** Its input stays open for one terminal or pipe, and ends with it. */
  attached: boolean;
  tty: boolean;
}

/** Where requests to apps come from. */
export type IngressSource =
  /** The controller uses the nodes' own network: their addresses (CIDR or plain) are let in. */
  | { kind: 'nodes'; addresses: string[] }
  /** The controller runs as pods with an address of their own. */
  | { kind: 'pods'; namespace: string; podLabels: Record<string, string> };

/** A hole in the egress wall: pods of a namespace, or addresses, at these TCP ports. */
export type EgressAllowance =
  | { kind: 'pods'; namespace: string; podLabels: Record<string, string> | null; ports: number[] }
  | { kind: 'addresses'; cidr: string; ports: number[] };

/** The cluster's name server: its pods, and its addresses where it answers on the node. */
export interface ClusterDns {
  namespace: string;
  podLabels: Record<string, string>;
  addresses: string[];
}

/** Everything that a tenant's two namespaces (apps and builds) are rendered from. */
export interface TenantSpec {
  namespacePrefix: string;
  tenant: Ref;
  budget: Budget;
  /** What the tenant's builder and its build runner may use together. */
  buildBudget: Budget;
  /** Pod, service and node ranges of the cluster: cut out of "the internet" on top of the private ranges. */
  excludedCidrs: string[];
  ingress: IngressSource;
  /** The activator's pods, which pass on what they held; null where the cluster has none. */
  activator: { namespace: string; podLabels: Record<string, string> } | null;
  dns: ClusterDns;
  /** What every pod of the tenant may reach besides DNS and the internet (an operator's proxy, say). */
  egress: EgressAllowance[];
  /** What builds may reach besides that: the registry and its token service. */
  buildEgress: EgressAllowance[];
  /** `.dockerconfigjson` of the tenant's pull credentials. */
  pullDockerConfig: string;
  /** The account that Berth's worker uses on this cluster; gets its rights inside the two namespaces only. */
  workerAccount: { namespace: string; name: string };
}

/** How builds reach the image registry. */
export interface RegistrySpec {
  /** `host:port` as images name it. */
  host: string;
  /** True when it speaks plain HTTP inside the cluster. */
  insecure: boolean;
  /** `host:port/path` of a mirror of Docker Hub, or null where Docker Hub itself is reached. */
  dockerHubMirror: string | null;
}

/** PEM texts of the builder's mutual TLS; all signed by the tenant's own `caCertificate`. */
export interface BuilderTls {
  caCertificate: string;
  serverCertificate: string;
  serverKey: string;
  clientCertificate: string;
  clientKey: string;
}

export interface ContainerSize {
  cpuRequestMillicores: number;
  cpuLimitMillicores: number | null;
  memoryRequestBytes: number;
  memoryLimitBytes: number;
}

/** A tenant's builder: buildkitd with a cache volume, and the runner in which builds are started. */
export interface BuilderSpec {
  namespacePrefix: string;
  tenant: Ref;
  /** The builder image exactly as the admission policy knows it. */
  image: string;
  size: ContainerSize;
  /** What all builds of the tenant that run side by side may use in the runner. */
  runnerSize: ContainerSize;
  /** Room in the runner for their sources, packed and unpacked, and for logs. */
  workBytes: number;
  /** Size of the cache volume; buildkitd keeps its cache below four fifths of it. */
  cacheBytes: number;
  /** null takes the cluster's default class. */
  storageClass: string | null;
  registry: RegistrySpec;
  tls: BuilderTls;
  /** `.dockerconfigjson` of the tenant's build credentials; mounted in the runner alone. */
  buildDockerConfig: string;
}

/** One build: source archive in the registry → image in the registry. */
export interface BuildSpec {
  namespacePrefix: string;
  tenant: { slug: string };
  buildId: string;
  /** It has begun, and is lost where the runner does not know it. */
  joins: boolean;
  registry: RegistrySpec;
  /** Repository path (without host) and digest of the source blob. */
  source: { repository: string; digest: string };
  /** Repository path (without host) and tag of the image to push. */
  target: { repository: string; tag: string };
  /** Folder inside the archive to build; null is its root. */
  folder: string | null;
  /** Path of the Dockerfile inside the folder, or the text of a generated one with its ignore rules. */
  dockerfile: { kind: 'path'; path: string } | { kind: 'generated'; text: string; ignore: string | null };
  /** Builds every step anew. */
  noCache: boolean;
  timeoutSeconds: number;
}

/** What the installation's admission policies are rendered from; one set per installation and cluster. */
export interface AdmissionSpec {
  namespacePrefix: string;
  /** Builder images that may run in build namespaces; during an upgrade the old and the new one. */
  builderImages: string[];
  userNamespaces: boolean;
}
