import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fetch } from 'undici';
import type { AdmissionSpec, EnvironmentSpec, TenantSpec } from '../src/app-spec.js';
import { openCluster } from '../src/open-cluster.js';
import type { Cluster } from '../src/cluster.js';

const GiB = 2 ** 30;
const MiB = 2 ** 20;

/** An installation of its own for one test file, so that runs beside each other never meet. */
export function testInstallation(): string {
  return `bertha${randomBytes(2).toString('hex')}`;
}

/** The cluster of `KUBECONFIG`, as its administrator. Throws when the variable is missing: these tests need a cluster. */
export function adminCluster(installation: string): Cluster {
  const path = process.env['KUBECONFIG'];
  if (!path) throw new Error('KUBECONFIG must name the kubeconfig of a test cluster');
  return openCluster(readFileSync(path, 'utf8'), { installation });
}

/** Host and HTTP address of the image registry that the cluster's nodes pull from. */
const registry = {
  host: process.env['BERTH_TEST_REGISTRY_HOST'] ?? 'registry.registry.svc:5000',
  url: process.env['BERTH_TEST_REGISTRY_URL'] ?? 'http://10.96.0.20:5000',
};

/** `host/path@sha256:…` of an image in the cluster's mirror of base images. */
export async function mirrorImage(repository: string, tag: string): Promise<string> {
  const path = `mirror/library/${repository}`;
  const url = `${registry.url}/v2/${path}/manifests/${tag}`;
  const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json';
  const first = await fetch(url, { method: 'HEAD', headers: { accept } });
  const challenge = /realm="([^"]+)",service="([^"]+)"/.exec(first.headers.get('www-authenticate') ?? '');
  let answer = first;
  if (challenge) {
    const token = (await (await fetch(`${challenge[1]}?service=${challenge[2]}&scope=repository:${path}:pull`)).json()) as { token: string };
    answer = await fetch(url, { method: 'HEAD', headers: { accept, authorization: `Bearer ${token.token}` } });
  }
  const digest = answer.headers.get('docker-content-digest');
  if (!digest) throw new Error(`the registry has no ${path}:${tag} (${answer.status})`);
  return `${registry.host}/${path}@${digest}`;
}

export function tenantSpec(namespacePrefix: string, slug: string, changes: Partial<TenantSpec> = {}): TenantSpec {
  return {
    namespacePrefix,
    tenant: { id: `ten-${slug}`, slug },
    budget: { cpuMillicores: 1000, memoryBytes: GiB, pods: 10, storageBytes: GiB, apps: 5 },
    buildBudget: { cpuMillicores: 2000, memoryBytes: 4 * GiB, pods: 4, storageBytes: 10 * GiB, apps: 0 },
    excludedCidrs: ['10.244.0.0/16', '10.96.0.0/16', '10.240.0.0/24'],
    ingress: { kind: 'nodes', addresses: ['10.240.0.1'] },
    dns: { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' }, addresses: [] },
    egress: [],
    buildEgress: [{ kind: 'pods', namespace: 'registry', podLabels: null, ports: [5000, 5001] }],
    pullDockerConfig: '{"auths":{}}',
    workerAccount: { namespace: 'berth-system', name: 'berth-worker' },
    ...changes,
  };
}

/** A server in one line of Node, so that no image has to be built. */
export const server = (text: string): string[] => [
  'node',
  '-e',
  `const server=require('http').createServer((q,s)=>s.end(${JSON.stringify(text)}));server.listen(process.env.PORT,()=>console.log('costs $$ in $(PORT), listening on '+process.env.PORT));process.on('SIGTERM',()=>server.close(()=>process.exit(0)))`,
];

export function environmentSpec(namespacePrefix: string, tenantSlug: string, image: string, changes: Partial<EnvironmentSpec> = {}): EnvironmentSpec {
  return {
    namespacePrefix,
    tenant: { id: `ten-${tenantSlug}`, slug: tenantSlug },
    app: { id: 'app-hello', slug: 'hello' },
    environment: { id: `env-${tenantSlug}`, slug: 'production' },
    release: { id: 'rel-1', version: 1 },
    image,
    env: { APP_MESSAGE: 'hello' },
    configVersion: 1,
    cron: [],
    processes: [
      {
        name: 'web',
        kind: 'web',
        command: server('v1'),
        port: 8080,
        readiness: { type: 'tcp' },
        size: { cpuRequestMillicores: 10, memoryRequestBytes: 32 * MiB, memoryLimitBytes: 128 * MiB },
        cpuLimitMillicores: null,
        minReadySeconds: 0,
        gracePeriodSeconds: 5,
        replicas: { min: 1, max: 1 },
      },
    ],
    hosts: [`hello-${tenantSlug}.${namespacePrefix}.localhost`],
    certificates: [],
    storageClass: null,
    ingressClass: 'traefik',
    userNamespaces: true,
    pullDockerConfig: null,
    maxSurge: 'all',
    oldPodsStay: false,
    candidate: null,
    routing: { kind: 'ingress' },
    origin: { owner: null, sourceCommit: null, buildId: null, description: null },
    ...changes,
  };
}

export const admissionSpec = (namespacePrefix: string): AdmissionSpec => ({ namespacePrefix, builderImages: ['localhost/berth-builder:test'], userNamespaces: true });

/** Asks again until `look` gives a value; throws with `what` when it never does. */
export async function eventually<T>(what: string, seconds: number, look: () => Promise<T | null | undefined | false>): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Removes everything that a test's installation has on the cluster. */
export async function removeInstallation(cluster: Cluster): Promise<void> {
  const ours = { labelSelector: `berth.dev/installation=${cluster.installation}` };
  for (const kind of ['Namespace', 'ValidatingAdmissionPolicyBinding', 'ValidatingAdmissionPolicy'] as const) {
    for (const object of await cluster.list(kind, ours)) await cluster.remove({ kind, name: object.metadata.name });
  }
  await eventually('the test namespaces are gone', 120, async () => (await cluster.list('Namespace', ours)).length === 0);
}
