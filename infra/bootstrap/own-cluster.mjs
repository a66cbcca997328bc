import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { putFile } from '../local/put-file.mjs';
import { run } from '../local/run-program.mjs';
import { ask } from './http.mjs';
import { checkoutState, node24, root } from './local-folder.mjs';
import { StartError } from './start-error.mjs';

/** @typedef {{ what: string, remedy: string }} Lack */
/** @typedef {{ lacks: Lack[], workerKubeconfig: string, ingressClass: string, storageClass: string, excludedCidrs: string[], gateway: { name: string, namespace: string } | null, requestMetrics: boolean }} Probe */

/**
 * Checks that the cluster of KUBECONFIG has what Berth needs, before anything is made in it, and describes it.
 * @param {import('./identity.mjs').Identity} identity
 * @returns {Promise<import('./target-cluster.mjs').TargetCluster>}
 * @throws {StartError} that lists everything missing, each with what to do
 */
export async function ownTarget(identity) {
  const { BASE_DOMAIN, REGISTRY_URL, REGISTRY_HOST, REGISTRY_MASTER_KEY_FILE, BUILDER_IMAGE, INGRESS_ADDRESS, INGRESS_CA, USER_NAMESPACES } = process.env;
  const lacks = [...variableLacks(), ...(await registryLacks(REGISTRY_URL))];
  const probe = await probeCluster(lacks.length === 0);
  lacks.push(...probe.lacks);
  if (lacks.length > 0 || !BASE_DOMAIN || !REGISTRY_URL || !BUILDER_IMAGE) {
    throw new StartError(`The cluster of KUBECONFIG (${process.env.KUBECONFIG}) is not ready for Berth. Missing:`, lacks.map(({ what, remedy }) => `- ${what}\n    ${remedy}`).join('\n'));
  }
  const address = INGRESS_ADDRESS ?? `ingress.${BASE_DOMAIN}:443`;
  return {
    local: false,
    kubeconfig: resolve(process.env.KUBECONFIG ?? ''),
    workerKubeconfig: probe.workerKubeconfig,
    registryMasterKey: REGISTRY_MASTER_KEY_FILE ? readFileSync(REGISTRY_MASTER_KEY_FILE, 'utf8').trim() : openRegistryKey(),
    ca: INGRESS_CA ? resolve(INGRESS_CA) : null,
    row: {
      name: 'default',
      registryHost: REGISTRY_HOST ?? new URL(REGISTRY_URL).host,
      registryUrl: REGISTRY_URL.replace(/\/+$/, ''),
      registryInsecure: REGISTRY_URL.startsWith('http:'),
      imageMirror: process.env.IMAGE_MIRROR ?? null,
      ingressClass: probe.ingressClass,
      ingressAddress: address,
      httpsPort: Number(address.split(':').at(-1)),
      baseDomain: identity.baseDomain,
      caCertificate: INGRESS_CA ? readFileSync(INGRESS_CA, 'utf8') : null,
      storageClass: probe.storageClass,
      userNamespaces: USER_NAMESPACES === 'true',
      excludedCidrs: probe.excludedCidrs,
      builderImage: BUILDER_IMAGE,
      gatewayName: probe.gateway?.name ?? null,
      gatewayNamespace: probe.gateway?.namespace ?? null,
      ingressMetricsUrl: process.env.INGRESS_METRICS_URL ?? null,
      activatorAddress: process.env.ACTIVATOR_ADDRESS ?? null,
      requestMetrics: probe.requestMetrics,
    },
  };
}

/** @returns {Lack[]} */
function variableLacks() {
  const { BASE_DOMAIN, REGISTRY_URL, BUILDER_IMAGE, INGRESS_ADDRESS, INGRESS_CA } = process.env;
  return [
    ...(BASE_DOMAIN ? [] : [{ what: 'BASE_DOMAIN', remedy: 'Set it to a domain whose wildcard (*.domain) leads to the cluster’s ingress, for example BASE_DOMAIN=apps.example.com.' }]),
    ...(REGISTRY_URL ? [] : [{ what: 'REGISTRY_URL', remedy: 'Set it to an image registry that the cluster’s nodes trust, for example REGISTRY_URL=https://registry.example.com. This machine must reach it too.' }]),
    ...(BUILDER_IMAGE && !/@sha256:[0-9a-f]{64}$/.test(BUILDER_IMAGE) ? [{ what: 'BUILDER_IMAGE by digest', remedy: 'Name it as host/path@sha256:…; the admission policy for builds compares it.' }] : []),
    ...(BUILDER_IMAGE ? [] : [{ what: 'BUILDER_IMAGE', remedy: 'Build the image of infra/images (buildkitd, buildctl, runc, build-runner), push it to the registry, and set BUILDER_IMAGE=host/path@sha256:…' }]),
    ...(INGRESS_ADDRESS && !/^[^:]+:\d+$/.test(INGRESS_ADDRESS) ? [{ what: 'INGRESS_ADDRESS as host:port', remedy: 'For example INGRESS_ADDRESS=203.0.113.10:443.' }] : []),
    ...(INGRESS_CA && !existsSync(INGRESS_CA) ? [{ what: `the file of INGRESS_CA (${INGRESS_CA})`, remedy: 'Name the certificate (PEM) of the authority that signs *.BASE_DOMAIN, or unset it when that is a public one.' }] : []),
  ];
}

/** @param {string | undefined} url @returns {Promise<Lack[]>} */
async function registryLacks(url) {
  if (!url) return [];
  const remedy = 'Is REGISTRY_URL right, and does this machine reach it? Any registry of the OCI distribution API does.';
  try {
    const { status } = await ask(`${url.replace(/\/+$/, '')}/v2/`, { timeoutMs: 8_000 });
    return status === 200 || status === 401 ? [] : [{ what: `a registry at ${url} (it answers ${status})`, remedy }];
  } catch (error) {
    return [{ what: `a registry at ${url} (${/** @type {Error} */ (error).message})`, remedy }];
  }
}

/**
 * @param {boolean} install whether the worker's account may be made already
 * @returns {Promise<Probe>}
 */
async function probeCluster(install) {
  const args = [join(root, 'infra/bootstrap/own-cluster-probe.mjs'), ...(install ? ['--install'] : [])];
  try {
    return JSON.parse(await run(node24, args, { cwd: root, timeout: 60_000 }));
  } catch (error) {
    throw new StartError(`The cluster of KUBECONFIG (${process.env.KUBECONFIG}) cannot be asked.\n${/** @type {Error} */ (error).message.split('\n').slice(1).join('\n')}`, 'Does kubectl version work with it? Unset KUBECONFIG to let npm start make a local cluster.', error);
  }
}

/** For a registry without Berth's token service: passwords are made from it, and nobody checks them. */
function openRegistryKey() {
  const file = join(checkoutState, 'keys', 'registry-master-key');
  if (!existsSync(file)) putFile(file, randomBytes(32).toString('base64'), 0o600);
  return readFileSync(file, 'utf8');
}
