import type { AdmissionSpec, BuilderSpec, BuildSpec, CandidateSpec, CronSpec, EnvironmentSpec, ProcessSpec, ReleaseJobSpec, RunJobSpec, TenantSpec } from '../app-spec.js';

/** Two values for every field of every spec: the tests render the first, and want each field of the second to show. */
interface Pair<T> {
  full: Required<T>;
  other: Required<T>;
}

const MiB = 2 ** 20;
const GiB = 2 ** 30;
const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

export const webProcess: Pair<ProcessSpec> = {
  full: {
    name: 'web',
    kind: 'web',
    command: null,
    port: 8080,
    protocol: 'http1',
    readiness: { type: 'tcp' },
    liveness: { type: 'command', command: ['pgrep', 'node'] },
    startup: { type: 'grpc', port: 9000, failureThreshold: 90 },
    size: { cpuRequestMillicores: 100, memoryRequestBytes: 128 * MiB, memoryLimitBytes: 512 * MiB },
    cpuLimitMillicores: null,
    init: [['node', 'warm.js']],
    minReadySeconds: 10,
    gracePeriodSeconds: 30,
    drainSeconds: 5,
    stop: ['nginx', '-s', 'quit'],
    maxUnavailable: 1,
    autoscale: { cpuPercent: 70, memoryPercent: 80 },
    replicas: { min: 2, max: 4, requestsPerSecond: 20 },
    scale: { min: 2, max: 2 },
    volumes: [],
  },
  other: {
    name: 'site',
    kind: 'worker',
    command: ['node', 'server.js'],
    port: 3000,
    protocol: 'grpc',
    readiness: { type: 'http', path: '/healthz', headers: { Host: 'hello.example.com' }, periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 4, initialDelaySeconds: 1, graceSeconds: 90 },
    liveness: { type: 'http', path: '/alive', port: 9001 },
    startup: { type: 'grpc', service: 'shop.v1.Shop' },
    size: { cpuRequestMillicores: 250, memoryRequestBytes: 256 * MiB, memoryLimitBytes: GiB },
    cpuLimitMillicores: 1500,
    init: [['node', 'warm.js'], ['echo', '$HOME']],
    minReadySeconds: 0,
    gracePeriodSeconds: 60,
    drainSeconds: 20,
    stop: ['sh', '-c', 'echo $HOME'],
    maxUnavailable: '25%',
    autoscale: { cpuPercent: 50, memoryPercent: 90 },
    replicas: { min: 3, max: 9, requestsPerSecond: 50 },
    scale: { min: 3, max: 9 },
    volumes: [{ name: 'data', path: '/data', sizeBytes: GiB }],
  },
};

export const workerProcess: ProcessSpec = {
  ...webProcess.full,
  name: 'jobs',
  kind: 'worker',
  command: ['node', 'worker.js', '--queue=mail'],
  port: null,
  minReadySeconds: 0,
  replicas: { min: 1, max: 1 },
};

export const candidate: Pair<CandidateSpec> = {
  full: {
    release: { id: 'rel_08', version: 8 },
    image: `registry.example.com/berth/acme/hello@${digest('b')}`,
    env: { APP_MESSAGE: 'hello, tomorrow' },
    configVersion: 4,
    process: { ...webProcess.full, replicas: { min: 1, max: 1 } },
    traffic: { kind: 'weight', percent: 10 },
    previewHost: 'hello-next-acme.apps.example.com',
    origin: { owner: 'ann@example.com', sourceCommit: 'def5678', buildId: 'bld_06', description: 'say more' },
  },
  other: {
    release: { id: 'rel_09', version: 9 },
    image: `registry.example.com/berth/acme/hello@${digest('c')}`,
    env: { APP_MESSAGE: 'goodbye' },
    configVersion: 5,
    process: { ...webProcess.other, kind: 'web', replicas: { min: 2, max: 2 } },
    traffic: { kind: 'weight', percent: 50 },
    previewHost: null,
    origin: { owner: 'bob@example.com', sourceCommit: null, buildId: null, description: null },
  },
};

export const gateway: EnvironmentSpec['routing'] = { kind: 'gateway', gateway: { name: 'apps', namespace: 'ingress' } };

export const cron: Pair<CronSpec> = {
  full: { name: 'report', schedule: '30 3 * * *', timeZone: 'Europe/Berlin', command: ['node', 'report.js'], timeoutSeconds: 600, concurrency: 'forbid', retries: 2, size: webProcess.full.size, suspended: false },
  other: { name: 'tick', schedule: '@hourly', timeZone: 'UTC', command: null, timeoutSeconds: 60, concurrency: 'replace', retries: 0, size: webProcess.other.size, suspended: true },
};

export const environment: Pair<EnvironmentSpec> = {
  full: {
    namespacePrefix: 'berth',
    tenant: { id: 'ten_01', slug: 'acme' },
    app: { id: 'app_01', slug: 'hello' },
    environment: { id: 'env_01', slug: 'production' },
    release: { id: 'rel_07', version: 7 },
    image: `registry.example.com/berth/acme/hello@${digest('a')}`,
    env: { APP_MESSAGE: 'hello, world', DATABASE_URL: 'postgres://db' },
    configVersion: 3,
    processes: [webProcess.full, workerProcess],
    cron: [cron.full],
    hosts: ['hello-acme.apps.example.com'],
    certificates: [],
    storageClass: 'local',
    ingressClass: 'traefik',
    userNamespaces: true,
    pullDockerConfig: null,
    maxSurge: 'all',
    oldPodsStay: false,
    origin: { owner: 'ann@example.com', sourceCommit: 'abc1234', buildId: 'bld_05', description: 'say hello' },
    candidate: null,
    routing: { kind: 'ingress' },
    activation: null,
  },
  other: {
    namespacePrefix: 'staging',
    tenant: { id: 'ten_02', slug: 'globex' },
    app: { id: 'app_02', slug: 'shop' },
    environment: { id: 'env_02', slug: 'preview' },
    release: { id: 'rel_08', version: 8 },
    image: `registry.example.com/berth/acme/hello@${digest('b')}`,
    env: { APP_MESSAGE: 'goodbye' },
    configVersion: 4,
    processes: [webProcess.full],
    cron: [],
    hosts: ['hello-acme.apps.example.com', 'www.example.com'],
    certificates: [{ host: 'www.example.com', chain: 'LEAF', key: 'KEY' }],
    storageClass: 'fast',
    ingressClass: null,
    userNamespaces: false,
    pullDockerConfig: '{"auths":{"ghcr.example.com":{"auth":"dTpw"}}}',
    maxSurge: 'none',
    oldPodsStay: true,
    origin: { owner: 'bob@example.com', sourceCommit: null, buildId: null, description: null },
    candidate: { ...candidate.full, traffic: { kind: 'pods' } },
    routing: gateway,
    activation: { address: '10.96.0.22:8080', state: 'asleep', refusal: { text: 'the budget is full', at: '2026-11-21T21:40:00.000Z' } },
  },
};

export const releaseJob: Pair<ReleaseJobSpec> = {
  full: { deploymentId: 'dep_01', command: ['npm', 'run', 'migrate'], timeoutSeconds: 300, size: webProcess.full.size },
  other: { deploymentId: 'dep_02', command: ['./migrate'], timeoutSeconds: 60, size: webProcess.other.size },
};

export const runJob: Pair<RunJobSpec> = {
  full: { id: 'run_01', name: 'run-k3x9tq', command: ['rails', 'console', '$HOME'], process: 'web', size: webProcess.full.size, timeoutSeconds: 3600, attached: true, tty: true },
  other: { id: 'run_02', name: 'run-abcdef', command: ['env'], process: 'jobs', size: webProcess.other.size, timeoutSeconds: 60, attached: false, tty: false },
};

export const tenant: Pair<TenantSpec> = {
  full: {
    namespacePrefix: 'berth',
    tenant: { id: 'ten_01', slug: 'acme' },
    budget: { cpuMillicores: 4000, memoryBytes: 8 * GiB, pods: 40, storageBytes: 20 * GiB, apps: 10 },
    buildBudget: { cpuMillicores: 2500, memoryBytes: 6 * GiB, pods: 5, storageBytes: 10 * GiB, apps: 0 },
    excludedCidrs: ['10.244.0.0/16', '203.0.113.0/24', 'fd00:10::/48', '2001:db8:1::/64'],
    ingress: { kind: 'nodes', addresses: ['10.240.0.1', '2001:db8::1'] },
    activator: { namespace: 'berth-system', podLabels: { app: 'activator' } },
    dns: { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' }, addresses: ['169.254.20.10'] },
    egress: [{ kind: 'addresses', cidr: '10.1.2.3', ports: [3128] }],
    buildEgress: [{ kind: 'pods', namespace: 'registry', podLabels: null, ports: [5000, 5001] }],
    pullDockerConfig: '{"auths":{"registry.example.com":{"auth":"YTpi"}}}',
    workerAccount: { namespace: 'berth-system', name: 'berth-worker' },
  },
  other: {
    namespacePrefix: 'staging',
    tenant: { id: 'ten_02', slug: 'globex' },
    budget: { cpuMillicores: 5500, memoryBytes: 9 * GiB, pods: 41, storageBytes: 21 * GiB, apps: 11 },
    buildBudget: { cpuMillicores: 3000, memoryBytes: 7 * GiB, pods: 6, storageBytes: 11 * GiB, apps: 1 },
    excludedCidrs: ['203.0.113.0/24'],
    ingress: { kind: 'pods', namespace: 'ingress', podLabels: { app: 'traefik' } },
    activator: null,
    dns: { namespace: 'dns', podLabels: { app: 'coredns' }, addresses: [] },
    egress: [],
    buildEgress: [{ kind: 'addresses', cidr: '10.9.0.0/16', ports: [443] }],
    pullDockerConfig: '{"auths":{}}',
    workerAccount: { namespace: 'berth', name: 'worker' },
  },
};

export const builder: Pair<BuilderSpec> = {
  full: {
    namespacePrefix: 'berth',
    tenant: { id: 'ten_01', slug: 'acme' },
    image: `registry.example.com/berth-builder@${digest('c')}`,
    size: { cpuRequestMillicores: 500, cpuLimitMillicores: 2000, memoryRequestBytes: 512 * MiB, memoryLimitBytes: 4 * GiB },
    runnerSize: { cpuRequestMillicores: 50, cpuLimitMillicores: null, memoryRequestBytes: 64 * MiB, memoryLimitBytes: 256 * MiB },
    workBytes: 8 * GiB,
    cacheBytes: 10 * GiB,
    storageClass: 'local',
    registry: { host: 'registry.example.com:5000', insecure: true, dockerHubMirror: 'registry.example.com:5000/mirror' },
    tls: { caCertificate: 'CA', serverCertificate: 'SERVER', serverKey: 'SERVER KEY', clientCertificate: 'CLIENT', clientKey: 'CLIENT KEY' },
    buildDockerConfig: '{"auths":{"registry.example.com":{"auth":"YTpi"}}}',
  },
  other: {
    namespacePrefix: 'staging',
    tenant: { id: 'ten_02', slug: 'globex' },
    image: `registry.example.com/berth-builder@${digest('d')}`,
    size: { cpuRequestMillicores: 600, cpuLimitMillicores: null, memoryRequestBytes: GiB, memoryLimitBytes: 5 * GiB },
    runnerSize: { cpuRequestMillicores: 60, cpuLimitMillicores: 500, memoryRequestBytes: 65 * MiB, memoryLimitBytes: 257 * MiB },
    workBytes: 4 * GiB,
    cacheBytes: 20 * GiB,
    storageClass: null,
    registry: { host: 'other.example.com', insecure: false, dockerHubMirror: null },
    tls: { caCertificate: 'CA 2', serverCertificate: 'SERVER 2', serverKey: 'SERVER KEY 2', clientCertificate: 'CLIENT 2', clientKey: 'CLIENT KEY 2' },
    buildDockerConfig: '{"auths":{}}',
  },
};

export const build: Pair<BuildSpec> = {
  full: {
    namespacePrefix: 'berth',
    tenant: { slug: 'acme' },
    buildId: 'bld_05',
    joins: false,
    registry: builder.full.registry,
    source: { repository: 'berth/acme/source', digest: digest('e') },
    target: { repository: 'berth/acme/hello', tag: 'bld_05' },
    folder: null,
    dockerfile: { kind: 'generated', text: 'FROM node:24-slim\nRUN echo $(date) $PATH $$\n', ignore: 'node_modules\n' },
    noCache: false,
    timeoutSeconds: 1200,
  },
  other: {
    namespacePrefix: 'staging',
    tenant: { slug: 'globex' },
    buildId: 'bld_06',
    joins: true,
    registry: builder.other.registry,
    source: { repository: 'berth/globex/source', digest: digest('f') },
    target: { repository: 'berth/globex/shop', tag: 'bld_06' },
    folder: 'apps/web',
    dockerfile: { kind: 'path', path: 'docker/Dockerfile' },
    noCache: true,
    timeoutSeconds: 600,
  },
};

export const admission: Pair<AdmissionSpec> = {
  full: { namespacePrefix: 'berth', builderImages: [builder.full.image], userNamespaces: true },
  other: { namespacePrefix: 'staging', builderImages: [builder.full.image, builder.other.image], userNamespaces: false },
};
