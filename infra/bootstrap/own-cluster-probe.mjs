/**
 * Runs on Node 24. Asks the cluster of KUBECONFIG whether it has what Berth needs, and prints what it lacks as JSON. With
 * `--install`, and when nothing is missing, it makes the worker's account and prints its kubeconfig too.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApisApi, AuthorizationV1Api, CoreV1Api, CustomObjectsApi, KubeConfig, KubernetesObjectApi, NetworkingV1Api, StorageV1Api, VersionApi } from '@kubernetes/client-node';
import { parseAllDocuments, stringify } from 'yaml';

const leastVersion = 30;
const account = { namespace: 'berth-system', name: 'berth-worker' };

const config = new KubeConfig();
config.loadFromDefault();
const core = config.makeApiClient(CoreV1Api);
/** @type {{ what: string, remedy: string }[]} */
const lacks = [];
const lack = (/** @type {string} */ what, /** @type {string} */ remedy) => lacks.push({ what, remedy });

try {
  process.stdout.write(JSON.stringify(await probe()));
} catch (error) {
  const { message, cause } = /** @type {Error & { cause?: Error & { code?: string } }} */ (error);
  process.stderr.write(`${message.split('\n').slice(0, 3).join(' ')}${cause?.code ? ` (${cause.code})` : ''}\n`);
  process.exitCode = 1;
}

/** @returns {Promise<import('./own-cluster.mjs').Probe>} */
async function probe() {
  const version = await config.makeApiClient(VersionApi).getCode();
  if (Number(version.major) === 1 && Number.parseInt(version.minor, 10) < leastVersion) lack(`Kubernetes 1.${leastVersion} or newer (this is ${version.gitVersion})`, 'Upgrade the cluster: admission policies are stable from 1.30 on.');
  await checkRights();
  const ingressClass = await findIngressClass();
  const storageClass = await findStorageClass();
  const gateway = await findGateway();
  await checkMetrics();
  const install = process.argv.includes('--install') && lacks.length === 0;
  return { lacks, ingressClass, storageClass, gateway, requestMetrics: await countsRequests(), excludedCidrs: await clusterRanges(), workerKubeconfig: install ? await workerKubeconfig() : '' };
}

/** The rights that setting up needs; the worker itself gets those of infra/cluster-role.yaml alone. */
async function checkRights() {
  const authorization = config.makeApiClient(AuthorizationV1Api);
  const needed = [
    { verb: 'create', resource: 'namespaces' },
    { verb: 'create', resource: 'clusterroles', group: 'rbac.authorization.k8s.io' },
    { verb: 'create', resource: 'clusterrolebindings', group: 'rbac.authorization.k8s.io' },
    { verb: 'escalate', resource: 'clusterroles', group: 'rbac.authorization.k8s.io' },
    { verb: 'create', resource: 'secrets', namespace: account.namespace },
  ];
  for (const resourceAttributes of needed) {
    const { status } = await authorization.createSelfSubjectAccessReview({ body: { spec: { resourceAttributes } } });
    if (!status?.allowed) lack(`the right to ${resourceAttributes.verb} ${resourceAttributes.resource}`, 'Use the kubeconfig of a cluster administrator for the set-up; the worker gets an account of its own with fewer rights.');
  }
}

async function findIngressClass() {
  const { items } = await config.makeApiClient(NetworkingV1Api).listIngressClass();
  const wanted = process.env.INGRESS_CLASS;
  const found = wanted ? items.find(({ metadata }) => metadata?.name === wanted) : (items.find(({ metadata }) => metadata?.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true') ?? (items.length === 1 ? items[0] : undefined));
  if (!found) lack(wanted ? `an ingress class named ${wanted}` : 'an ingress class', items.length > 1 ? `Set INGRESS_CLASS to one of: ${items.map(({ metadata }) => metadata?.name).join(', ')}.` : 'Install an ingress controller such as Traefik, with a wildcard certificate for BASE_DOMAIN as its default.');
  return found?.metadata?.name ?? '';
}

async function findStorageClass() {
  const { items } = await config.makeApiClient(StorageV1Api).listStorageClass();
  const wanted = process.env.STORAGE_CLASS;
  const found = items.find(({ metadata }) => (wanted ? metadata?.name === wanted : metadata?.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true'));
  if (!found) lack(wanted ? `a storage class named ${wanted}` : 'a default storage class', 'Builders keep their cache on a volume: mark a storage class as default, or set STORAGE_CLASS.');
  return found?.metadata?.name ?? '';
}

/**
 * The Gateway that takes apps' routes: GATEWAY, or the only one that takes routes of other namespaces over HTTPS. Without
 * one, requests cannot be shared by weight, and everything else works.
 * @returns {Promise<{ name: string, namespace: string } | null>}
 */
async function findGateway() {
  const group = 'gateway.networking.k8s.io';
  const { groups } = await config.makeApiClient(ApisApi).getAPIVersions();
  const wanted = process.env.GATEWAY;
  const known = groups.find(({ name }) => name === group)?.versions.some(({ version }) => version === 'v1');
  /** @type {{ items: { metadata: { name: string, namespace: string }, spec: { listeners: { protocol: string, allowedRoutes?: { namespaces?: { from?: string } } }[] } }[] }} */
  const { items } = known ? await config.makeApiClient(CustomObjectsApi).listClusterCustomObject({ group, version: 'v1', plural: 'gateways' }) : { items: [] };
  const open = items.filter(({ spec }) => spec.listeners.some(({ protocol, allowedRoutes }) => protocol === 'HTTPS' && (allowedRoutes?.namespaces?.from ?? 'Same') !== 'Same'));
  const found = wanted ? items.find(({ metadata }) => `${metadata.namespace}/${metadata.name}` === wanted) : open.length === 1 ? open[0] : undefined;
  if (wanted && !found) lack(`a Gateway ${wanted}`, 'Set GATEWAY to namespace/name of one that takes routes from all namespaces over HTTPS, or unset it.');
  return found ? { name: found.metadata.name, namespace: found.metadata.namespace } : null;
}

async function checkMetrics() {
  const { groups } = await config.makeApiClient(ApisApi).getAPIVersions();
  if (!groups.some(({ name }) => name === 'metrics.k8s.io')) lack('the metrics API (metrics.k8s.io)', 'Install metrics-server: autoscaling reads it.');
}

/** Whether autoscalers are told of requests per second; without, they scale by CPU and memory. */
async function countsRequests() {
  const { groups } = await config.makeApiClient(ApisApi).getAPIVersions();
  if (!groups.some(({ name }) => name === 'external.metrics.k8s.io')) return false;
  const { resources } = await config.makeApiClient(CustomObjectsApi).getAPIResources({ group: 'external.metrics.k8s.io', version: 'v1beta1' });
  return resources.some(({ name }) => name === 'ingress_requests_per_second');
}

/** Ranges that apps must not reach: EXCLUDED_CIDRS, or what the nodes say of themselves. */
async function clusterRanges() {
  if (process.env.EXCLUDED_CIDRS) return process.env.EXCLUDED_CIDRS.split(',').map((range) => range.trim());
  const { items } = await core.listNode();
  return [...new Set(items.flatMap(({ spec, status }) => [...(spec?.podCIDRs ?? []), ...(status?.addresses ?? []).filter(({ type, address }) => type.endsWith('IP') && /^[\d.]+$/.test(address)).map(({ address }) => `${address}/32`)]))];
}

/** @returns {Promise<string>} a kubeconfig with a token that does not expire */
async function workerKubeconfig() {
  const objects = KubernetesObjectApi.makeApiClient(config);
  const role = parseAllDocuments(readFileSync(join(import.meta.dirname, '../cluster-role.yaml'), 'utf8')).map((document) => document.toJS()).filter(Boolean);
  const own = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: account.namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: account },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: `${account.name}-token`, namespace: account.namespace, annotations: { 'kubernetes.io/service-account.name': account.name } }, type: 'kubernetes.io/service-account-token' },
  ];
  for (const object of [...own, ...role]) await objects.patch(object, undefined, undefined, 'berth', true, 'application/apply-patch+yaml');
  for (let tries = 0; tries < 60; tries++, await sleep(250)) {
    const { data } = await core.readNamespacedSecret({ name: `${account.name}-token`, namespace: account.namespace });
    if (data?.token) return kubeconfigWith(Buffer.from(data.token, 'base64').toString());
  }
  throw new Error('the cluster made no token for the worker’s account within 15 s');
}

/** @param {string} token */
function kubeconfigWith(token) {
  const cluster = config.getCurrentCluster();
  if (!cluster) throw new Error('the kubeconfig names no current cluster');
  const authority = cluster.caData ?? (cluster.caFile ? readFileSync(cluster.caFile).toString('base64') : undefined);
  const name = account.name;
  return stringify({
    apiVersion: 'v1', kind: 'Config', 'current-context': name,
    clusters: [{ name, cluster: { server: cluster.server, ...(authority && { 'certificate-authority-data': authority }), ...(cluster.skipTLSVerify && { 'insecure-skip-tls-verify': true }) } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });
}
