import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { node24, root } from './local-folder.mjs';
import { answersOk, ask } from './http.mjs';
import { ensureProcess, waitHealthy } from './processes.mjs';
import { workerKeyFiles } from './secrets.mjs';

/** @typedef {import('./processes.mjs').Process} Process */

/**
 * Everything that Berth's own processes are started from.
 * @typedef {object} Platform
 * @property {import('./local-folder.mjs').LocalFolder} local
 * @property {import('./identity.mjs').Identity} identity
 * @property {import('./secrets.mjs').Secrets} secrets
 * @property {import('./build.mjs').Revisions} revisions
 * @property {import('./target-cluster.mjs').TargetCluster} target
 * @property {string} databaseUrl
 * @property {string} redisUrl
 */

/** Where people and programs reach the installation. @param {Pick<Platform, 'identity' | 'target'>} platform */
export function addresses({ identity, target }) {
  const port = target.row.httpsPort === 443 ? '' : `:${target.row.httpsPort}`;
  const origin = target.local ? `https://${identity.portalHost}${port}` : `http://localhost:${identity.ports.origin}`;
  return { origin, api: `${origin}/api`, app: (/** @type {string} */ name, tenant = 'acme') => `https://${name}-${tenant}.${identity.baseDomain}${port}/` };
}

/** How the API is reached from this host past the ingress. @param {Pick<Platform, 'identity'>} platform */
export const directApi = ({ identity }) => `http://127.0.0.1:${identity.ports.api}/api`;

/**
 * Starts API, worker and portal, or starts again those that changed, and waits until each answers.
 * @param {Platform} platform
 */
export async function startPlatform(platform) {
  const { local, identity: { ports }, target } = platform;
  const processes = [await api(platform), worker(platform), web(platform), ...(target.local ? [] : [origin(platform)])];
  await Promise.all(processes.map((one) => ensureProcess(local, one)));
  await Promise.all([
    waitHealthy(local, 'api', 60, () => answersOk(`${directApi(platform)}/ready`)),
    waitHealthy(local, 'worker', 60, () => answersOk(`http://127.0.0.1:${ports.worker}/ready`)),
    waitHealthy(local, 'web', 60, async () => (await ask(`http://127.0.0.1:${ports.web}/login`, { timeoutMs: 5_000 })).status < 500),
  ]);
}

/**
 * What whoever starts the platform has set of a process's own settings (docs/operations/limits.md). A change of one starts
 * the process anew.
 * @param {string[]} names
 */
export const settings = (names, variables = process.env) => Object.fromEntries(names.flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])));
export const apiSettings = ['BERTH_GIT_PUSH_BYTES', 'BERTH_GIT_REPOSITORY_BYTES', 'BERTH_GIT_ALLOWED_HOSTS', 'BERTH_DNS_RESOLVER', 'BERTH_LOG_LEVEL'];
export const workerSettings = ['BERTH_DEPLOYMENTS', 'BERTH_DEPLOYMENTS_PER_TENANT', 'BERTH_LEASE_MS', 'BERTH_SWEEP_MS', 'BERTH_RESYNC_MS', 'BERTH_ROLL_OUT_MS', 'BERTH_VERIFY_MS', 'BERTH_WATCH_MS', 'BERTH_LOG_LEVEL'];

/** @param {Platform} platform */
function sharedVariables({ identity, secrets, databaseUrl, redisUrl }) {
  return {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    BERTH_INSTALLATION_ID: identity.id,
    BERTH_NAMESPACE_PREFIX: identity.namespacePrefix,
    BERTH_INSTALLATION_KEY: secrets.installationKey,
    ...(identity.kind === 'main' && { NODE_ENV: 'production' }), // tests use hooks that production ignores
  };
}

/** @param {Platform} platform @returns {Promise<Process>} */
async function api(platform) {
  const { local, identity, secrets, target, revisions } = platform;
  /** @type {{ registryRoleKey(masterKey: Buffer, role: string): Buffer }} */
  const { registryRoleKey } = await import(pathToFileURL(join(root, 'packages/sealing/dist/index.js')).href);
  return {
    name: 'api',
    file: node24,
    args: ['--enable-source-maps', join(root, 'apps/api/dist/main.js')],
    cwd: root,
    revision: revisions.api,
    env: {
      ...settings(apiSettings),
      ...sharedVariables(platform),
      PORT: String(identity.ports.api),
      BERTH_PUBLIC_URL: addresses(platform).origin,
      BERTH_AUTH_SECRET: secrets.authSecret,
      BERTH_WORKER_PUBLIC_KEY_FILE: workerKeyFiles(local).publicKey,
      BERTH_GIT_DIR: join(local.path, 'git'),
      BERTH_REGISTRY_URL: target.row.registryUrl,
      BERTH_REGISTRY_SOURCE_KEY: registryRoleKey(Buffer.from(target.registryMasterKey, 'base64'), 'source').toString('base64'),
    },
  };
}

/** @param {Platform} platform @returns {Process} */
function worker(platform) {
  const { local, identity, revisions } = platform;
  return {
    name: 'worker',
    file: node24,
    args: ['--enable-source-maps', join(root, 'apps/worker/dist/main.js')],
    cwd: root,
    revision: revisions.worker,
    env: { ...settings(workerSettings), ...sharedVariables(platform), BERTH_WORKER_PRIVATE_KEY_FILE: workerKeyFiles(local).privateKey, BERTH_HEALTH_PORT: String(identity.ports.worker) },
  };
}

/** @param {Platform} platform @returns {Process} */
function web(platform) {
  const { identity, revisions } = platform;
  const buildId = readFileSync(join(root, 'apps/web/.next/BUILD_ID'), 'utf8');
  return {
    name: 'web',
    file: node24,
    args: [join(root, 'node_modules/next/dist/bin/next'), 'start', '-H', '127.0.0.1', '-p', String(identity.ports.web)],
    cwd: join(root, 'apps/web'),
    revision: `${revisions.web} ${buildId}`,
    env: { PORT: String(identity.ports.web), API_INTERNAL_URL: directApi(platform), BERTH_PUBLIC_URL: addresses(platform).origin, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  };
}

/** Portal and API on one origin, where no ingress of ours does it. @param {Platform} platform @returns {Process} */
function origin({ identity: { ports } }) {
  return { name: 'origin', file: node24, args: [join(root, 'infra/bootstrap/origin-proxy.mjs')], cwd: root, env: { PORT: String(ports.origin), API_PORT: String(ports.api), WEB_PORT: String(ports.web) } };
}
