import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { activator } from './addons/activator.mjs';
import { base } from './addons/base.mjs';
import { appsGateway, gateway } from './addons/gateway.mjs';
import { dns } from './addons/dns.mjs';
import { ingress, middlewares, pingPort } from './addons/ingress.mjs';
import { metrics } from './addons/metrics.mjs';
import { registry } from './addons/registry.mjs';
import { requestMetrics } from './addons/request-metrics.mjs';
import { fillMirror } from './base-images/fill-mirror.mjs';
import { buildProgram, installFile, isBuilt, programDir } from './build-program.mjs';
import { ensureClusterKeys } from './certificates.mjs';
import { closePodNetwork, ensureCilium, isHealthy as isCiliumHealthy } from './cilium.mjs';
import { ClusterError } from './cluster-error.mjs';
import { startControlPlane, storage, writeControlPlaneFiles } from './control-plane.mjs';
import { findClang, installDebianPackages } from './debian-packages.mjs';
import { registerGatewayKinds } from './gateway-kinds.mjs';
import { findGo } from './go-toolchain.mjs';
import { importImage, releaseOldImages } from './images/containerd-images.mjs';
import { ensurePauseImage, ensureProgramImage } from './images/program-images.mjs';
import { applyAll, ask, askJson, forgetConnection } from './kube-client.mjs';
import { writeKubeconfigs } from './kubeconfig.mjs';
import { prepareNetwork } from './machine.mjs';
import { containerd, kubelet, proxy, writeNodeFiles } from './node.mjs';
import { binDir, containerdSocket, inCluster, logDir, node, registry as registryAddress, registryKeysDir, runDir, traefikDir } from './paths.mjs';
import { choosePorts } from './ports.mjs';
import { ensureProcess, runningProcess } from './processes.mjs';
import { programs } from './programs.mjs';
import { timed } from './progress.mjs';
import { putFile } from './put-file.mjs';
import { run } from './run-program.mjs';
import { limited } from './side-by-side.mjs';
import { waitUntil } from './wait-until.mjs';

/** @typedef {import('./progress.mjs').Report} Report */

/**
 * Brings the cluster to the state that this recipe describes, from whatever state it is in.
 * What does not depend on each other runs side by side. The host's lock is held.
 * @param {Report} report
 */
export async function bringUp(report) {
  for (const dir of [inCluster(), binDir, logDir, runDir, traefikDir, inCluster('volumes')]) mkdirSync(dir, { recursive: true });
  const packages = timed(report, 'packages', 'Looking for the Debian packages that the cluster needs', installPackages);
  const toolchain = findGo();
  const built = buildAll(report, packages, toolchain);
  const keys = packages.then(ensureClusterKeys).then(writeKubeconfigs);

  const network = packages.then(prepareNetwork);
  const runtime = startRuntime({ built, packages, network });
  const images = packImages(built, packages);
  const controlPlane = installControlPlane(report, { built, keys, network });
  const nodeReady = startNode(report, { built, runtime, controlPlane });
  const gatewayKinds = Promise.all([toolchain, controlPlane]).then(([go]) => registerGatewayKinds(go));
  const addons = startAddons(report, { built, images, runtime, controlPlane, gatewayKinds });
  const mirror = fillMirror(report, { toolchain, packages, registryUp: addons });
  await settled([packages, toolchain, network, ...Object.values(built), keys, runtime, ...Object.values(images), controlPlane, gatewayKinds, nodeReady, addons, mirror]);
}

async function installPackages() {
  await installDebianPackages(['openssl', 'iproute2', 'iptables', 'ipset', 'util-linux', 'mount', 'e2fsprogs', 'kmod', 'ca-certificates', 'gcc', 'libc6-dev', 'libseccomp-dev', 'pkg-config', 'bpftool', 'mmdebstrap', 'debian-archive-keyring']);
  await installDebianPackages([`clang-${await findClang()}`]);
}

/** @typedef {Record<string, Promise<string>>} Built program → its folder */

/**
 * Compiles what the cache lacks, two at a time on two processors: the linker uses one.
 * @param {Report} report @param {Promise<void>} packages @param {Promise<import('./go-toolchain.mjs').GoToolchain>} toolchain
 * @returns {Built}
 */
function buildAll(report, packages, toolchain) {
  const lane = limited(2);
  /** @param {keyof typeof programs} name @param {Promise<unknown>} [after] */
  const build = async (name, after) => {
    await after;
    if (isBuilt(programs[name])) return programDir(programs[name]);
    return lane(() => timed(report, `build ${name}`, `Building ${name}`, async () => buildProgram(programs[name], await toolchain)));
  };
  const kube = build('kube');
  const runc = build('runc', packages); // it links libseccomp
  const containerdBuilt = build('containerd');
  const imagesBuilt = build('images');
  const cilium = build('cilium');
  const traefik = build('traefik', kube); // it shares kube's libraries
  const buildkit = build('buildkit');
  return { kube, runc, containerd: containerdBuilt, images: imagesBuilt, cilium, traefik, buildkit };
}

/** @param {{ built: Built, packages: Promise<void>, network: Promise<void> }} needs */
async function startRuntime({ built, packages, network }) {
  const [runtime, runc] = await Promise.all([built.containerd, built.runc, packages, network]);
  for (const file of ['containerd', 'containerd-shim-runc-v2', 'ctr']) installFile(join(runtime, file), join(binDir, file));
  installFile(join(runc, 'runc'), join(binDir, 'runc'));
  writeNodeFiles();
  await ensureProcess(containerd());
  await waitUntil('containerd', 30, () => run(join(binDir, 'ctr'), ['--address', containerdSocket, 'version'], { timeout: 3000 }), `See ${join(logDir, 'containerd.log')}.`);
  await importImage(await ensurePauseImage());
}

/** @param {Built} built @param {Promise<void>} packages */
function packImages(built, packages) {
  return {
    kube: Promise.all([built.kube, packages]).then(() => ensureProgramImage('kube')),
    traefik: Promise.all([built.traefik, packages]).then(() => ensureProgramImage('traefik')),
    builder: Promise.all([built.buildkit, built.runc, built.images, packages]).then(() => ensureProgramImage('builder')),
  };
}

/** @param {Report} report @param {{ built: Built, keys: Promise<void>, network: Promise<void> }} needs */
async function installControlPlane(report, { built, keys, network }) {
  const [kube] = await Promise.all([built.kube, keys, network]);
  await timed(report, 'control plane', 'Starting Kubernetes', async () => {
    installFile(join(kube, 'kube'), join(binDir, 'kube'));
    writeControlPlaneFiles();
    forgetConnection();
    await startControlPlane();
    await applyAll(base());
    await ensureProcess(storage());
  });
}

/** @param {Report} report @param {{ built: Built, runtime: Promise<void>, controlPlane: Promise<void> }} needs */
async function startNode(report, { built, runtime, controlPlane }) {
  if (!runningProcess('cilium')) closePodNetwork();
  await Promise.all([runtime, controlPlane]);
  await ensureProcess(kubelet());
  await ensureProcess(proxy());
  const cilium = await built.cilium;
  await timed(report, 'pod network', 'Starting the pod network and its policies', () => ensureCilium(cilium));
  await waitUntil('the node to be ready', 60, async () => (await askJson('GET', `/api/v1/nodes/${node.name}`))?.status?.conditions?.some((/** @type {{ type: string, status: string }} */ { type, status }) => type === 'Ready' && status === 'True'), `See ${join(logDir, 'kubelet.log')}.`);
}

/** @param {Report} report @param {{ built: Built, images: ReturnType<typeof packImages>, runtime: Promise<void>, controlPlane: Promise<void>, gatewayKinds: Promise<void> }} needs */
async function startAddons(report, { built, images, runtime, controlPlane, gatewayKinds }) {
  const [programDirectory] = await Promise.all([built.images, runtime, controlPlane]);
  const traefikImage = async () => {
    const image = await images.traefik;
    await importImage(image);
    const ports = await choosePorts(doesIngressAnswer);
    putFile(join(traefikDir, '_cluster.yaml'), `${JSON.stringify(middlewares, undefined, 1)}\n`); // JSON is YAML; no installation's id begins so
    await gatewayKinds; // Traefik watches them from its start
    await applyAll([...ingress({ traefik: image.ref }, ports), ...gateway(ports)]);
  };
  const clusterImages = async () => {
    const kube = await images.kube;
    await importImage(kube);
    await applyAll([...dns({ kube: kube.ref }), ...metrics({ kube: kube.ref })]);
    const builder = await images.builder;
    await importImage(builder);
    await run(join(programDirectory, 'registry-token'), ['init', '-keys', registryKeysDir]);
    await applyAll([...registry({ kube: kube.ref, builder: builder.ref }), ...activator({ builder: builder.ref }), ...requestMetrics({ builder: builder.ref })]);
  };
  await Promise.all([traefikImage(), clusterImages()]);
  await timed(report, 'add-ons', 'Starting DNS, registry and ingress', waitForAddons);
  const refs = await Promise.all(Object.values(images));
  await releaseOldImages(refs.map(({ ref }) => ref));
}

/** A ready pod is not yet a Service that answers: asks for the answers. Metrics are not waited for. */
async function waitForAddons() {
  const see = `See kubectl get pods --all-namespaces, with KUBECONFIG=${inCluster('admin.conf')}.`;
  await Promise.all([
    waitUntil('cluster DNS', 120, () => isAvailable('kube-system', 'coredns'), see),
    waitUntil('the registry', 120, isRegistryUp, see),
    waitUntil('the ingress', 120, isIngressUp, see),
    waitUntil('the gateway', 120, isGatewayUp, see),
  ]);
}

/** @param {string} namespace @param {string} name whether a Deployment runs wholly as its newest description says */
async function isAvailable(namespace, name) {
  const found = await askJson('GET', `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`, { timeout: 2000 });
  const { replicas = 1 } = found?.spec ?? {};
  const { observedGeneration = 0, updatedReplicas = 0, availableReplicas = 0, replicas: all = 0 } = found?.status ?? {};
  return found && observedGeneration >= found.metadata.generation && updatedReplicas === replicas && availableReplicas === replicas && all === replicas;
}

/** @param {string} url @param {(status: number) => boolean} accepts */
async function answers(url, accepts) {
  try {
    return accepts((await fetch(url, { signal: AbortSignal.timeout(2000), redirect: 'manual' })).status);
  } catch {
    return false; // nobody listens yet
  }
}

const doesIngressAnswer = () => answers(`http://127.0.0.1:${pingPort}/ping`, (status) => status === 200);
const isIngressUp = async () => (await isAvailable('ingress', 'traefik')) && doesIngressAnswer();
const isGatewayUp = async () =>
  (await askJson('GET', `/apis/gateway.networking.k8s.io/v1/namespaces/${appsGateway.namespace}/gateways/${appsGateway.name}`))?.status?.listeners?.some((/** @type {{ conditions: { type: string, status: string }[] }} */ { conditions }) => conditions.some(({ type, status }) => type === 'Programmed' && status === 'True'));
const isRegistryUp = async () =>
  (await isAvailable('registry', 'registry')) && (await isAvailable('registry', 'registry-token')) &&
  (await answers(`${registryAddress.url}/v2/`, (status) => status === 401)) && answers(new URL('/health', registryAddress.tokenUrl).href, (status) => status === 200);

/** Whether everything answers that an installation needs. */
export async function isServing() {
  try {
    const [ready, ...others] = await Promise.all([ask('GET', '/readyz', { timeout: 1500 }), isCiliumHealthy(), isAvailable('kube-system', 'coredns'), isRegistryUp(), isIngressUp()]);
    return ready.status === 200 && others.every(Boolean);
  } catch {
    return false; // the API server does not answer
  }
}

/**
 * Waits for all, so that nothing goes on behind a failure's back; then throws the first failure.
 * @param {Promise<unknown>[]} all
 */
async function settled(all) {
  const failed = (await Promise.allSettled(all)).flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (failed.length === 0) return;
  throw failed[0] instanceof ClusterError ? failed[0] : new ClusterError('cluster_failed', `The cluster did not start: ${failed[0]?.message ?? failed[0]}`, undefined, failed[0]);
}
