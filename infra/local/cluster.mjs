#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { activatorAddress } from './addons/activator.mjs';
import { appsGateway } from './addons/gateway.mjs';
import { metricsUrl } from './addons/ingress.mjs';
import { readMirror } from './base-images/fill-mirror.mjs';
import { bringUp, isServing } from './bring-up.mjs';
import { urlAuthority } from './certificates.mjs';
import { ClusterError } from './cluster-error.mjs';
import { withHostLock } from './host-lock.mjs';
import { installedImage } from './images/containerd-images.mjs';
import { programImageRef } from './images/program-images.mjs';
import { otherUsers } from './installations.mjs';
import { requireSuitableMachine } from './machine.mjs';
import { adminKubeconfig, auditLog, cacheDir, hostDir, network, node, registry, registryKeysDir, traefikDir } from './paths.mjs';
import { rememberedPorts } from './ports.mjs';
import { trimLogs } from './processes.mjs';
import { readStamp, recipeHash, writeStamp } from './recipe.mjs';
import { processStates, takeDown, wipe } from './take-down.mjs';

export { otherUsers, registerInstallation, unregisterInstallation } from './installations.mjs';
export { workerKubeconfig } from './worker-access.mjs';
export { ClusterError } from './cluster-error.mjs';

/**
 * The running cluster, as the rest of Berth needs it.
 * @typedef {object} Cluster
 * @property {string} kubeconfig path; the administrator's
 * @property {{ address: string, httpPort: number, httpsPort: number }} ingress
 * @property {string} caCertificate path of the certificate of the authority behind the URLs
 * @property {string} caKey path of its key
 * @property {{ host: string, url: string, tokenUrl: string, masterKeyFile: string, mirror: string | null }} registry
 *   host: as nodes name it; url: as the host reaches it; mirror: where docker.io's base images are, null where Docker Hub is reached
 * @property {{ ref: string, digest: string }} builderImage
 * @property {string} storageClass
 * @property {string} ingressClass
 * @property {string} traefikDir
 * @property {string} nodeAddress
 * @property {string[]} excludedCidrs ranges that tenants never reach: pods, services, node
 * @property {boolean} hostUsers pods can have their own user namespace
 * @property {{ name: string, namespace: string }} gateway takes HTTPRoutes of installations' namespaces
 * @property {string} ingressMetricsUrl where the ingress counts requests, for Prometheus
 * @property {string} activatorAddress host:port at which requests to sleeping apps are held
 * @property {string} auditLog path; one JSON line per write by Berth's worker
 */

/**
 * Makes the cluster run as this checkout's recipe says: builds what is missing, repairs what
 * is down, replaces in place what another recipe left. Apps and their data stay.
 * @param {{ report?: import('./progress.mjs').Report }} [options]
 * @returns {Promise<Cluster>}
 * @throws {ClusterError} with a code and a remedy
 */
export async function ensureCluster({ report = () => {} } = {}) {
  requireSuitableMachine();
  trimLogs();
  const recipe = recipeHash();
  if (await isUp(recipe)) return describe();
  const onWait = (/** @type {string} */ holder) => report({ phase: 'lock', message: `Waiting for process ${holder}` });
  return withHostLock('starts the cluster', async () => {
    if (!(await isUp(recipe))) {
      await bringUp(report);
      writeStamp(recipe);
    }
    return describe();
  }, { onWait });
}

/** @param {string} recipe */
const isUp = async (recipe) => readStamp() === recipe && processStates().every(({ running }) => running) && (await isServing());

/** @returns {Promise<Cluster>} */
async function describe() {
  const ports = rememberedPorts();
  if (!ports) throw new ClusterError('cluster_down', 'The local cluster is not set up.', 'Run npm start.');
  return {
    kubeconfig: adminKubeconfig,
    ingress: { address: '127.0.0.1', ...ports },
    caCertificate: urlAuthority.certificate,
    caKey: urlAuthority.key,
    registry: { ...registry, masterKeyFile: join(registryKeysDir, 'master-key'), mirror: readMirror() },
    builderImage: await installedImage(programImageRef('builder')),
    storageClass: 'local',
    ingressClass: 'traefik',
    traefikDir,
    nodeAddress: node.address,
    excludedCidrs: [network.pods, network.services, node.range],
    hostUsers: true,
    gateway: appsGateway,
    ingressMetricsUrl: metricsUrl,
    activatorAddress,
    auditLog,
  };
}

/** Stops the cluster and its pods; state, images and volumes stay. */
export const stopCluster = () => withHostLock('stops the cluster', takeDown);

/** Stops the cluster and removes its state: apps, volumes, images. The programs' cache and the local authority stay. */
export const wipeCluster = () => withHostLock('wipes the cluster', async () => {
  await takeDown();
  await wipe();
});

/**
 * @typedef {object} ClusterStatus
 * @property {'running' | 'degraded' | 'stopped' | 'absent'} state
 * @property {{ name: string, running: boolean, pid?: number }[]} processes on the host
 * @property {boolean} current whether it is of this checkout's recipe
 * @property {import('./installations.mjs').Installation[]} users
 */

/** @returns {Promise<ClusterStatus>} */
export async function clusterStatus() {
  const processes = processStates();
  const running = processes.filter((process) => process.running).length;
  const state = running === 0 ? (existsSync(adminKubeconfig) ? 'stopped' : 'absent') : running === processes.length && (await isServing()) ? 'running' : 'degraded';
  return { state, processes, current: readStamp() === recipeHash(), users: otherUsers() };
}

const usage = `usage: cluster.mjs up | down | status | wipe [--force]

up      builds what is missing and starts the local cluster (state in ${hostDir}, caches in ${cacheDir()})
down    stops it and its apps; their state stays
status  says what runs
wipe    stops it and removes its apps, volumes and images
`;

/** @param {string[]} args */
async function main([verb, ...options]) {
  if (verb === 'up') {
    const started = Date.now();
    const cluster = await ensureCluster({ report: printProgress });
    process.stdout.write(`The cluster runs (${seconds(Date.now() - started)}).\nexport KUBECONFIG=${cluster.kubeconfig}\n`);
  } else if (verb === 'down' || verb === 'wipe') {
    const users = otherUsers(undefined);
    if (users.length > 0 && !options.includes('--force')) {
      throw new ClusterError('in_use', `These checkouts use the cluster: ${users.map(({ checkout }) => checkout).join(', ')}.`, `Stop them first, or run ${verb} --force.`);
    }
    await (verb === 'down' ? stopCluster() : wipeCluster());
    process.stdout.write(verb === 'down' ? 'The cluster is stopped.\n' : 'The cluster is gone.\n');
  } else if (verb === 'status') {
    process.stdout.write(`${JSON.stringify(await clusterStatus(), undefined, 2)}\n`);
  } else {
    process.stderr.write(usage);
    process.exitCode = 2;
  }
}

/** @param {number} milliseconds */
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** @param {import('./progress.mjs').ProgressEvent} event */
function printProgress({ message, expectedSeconds, seconds: took }) {
  if (took === undefined) process.stdout.write(`… ${message}${expectedSeconds && expectedSeconds > 2 ? ` (took ${Math.round(expectedSeconds)} s last time)` : ''}\n`);
  else if (took >= 1) process.stdout.write(`✓ ${message}: ${took} s\n`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv.slice(2)).catch((error) => {
    process.stderr.write(`${error.message}\n${error.remedy ? `${error.remedy}\n` : ''}`);
    process.exitCode = 1;
  });
}
