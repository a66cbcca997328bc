import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { withHostLock } from '../local/host-lock.mjs';
import { hostDir, installationsDir } from '../local/paths.mjs';
import { putFile } from '../local/put-file.mjs';
import { root } from './local-folder.mjs';
import { runningPid } from './processes.mjs';
import { StartError } from './start-error.mjs';

/** @typedef {import('./local-folder.mjs').LocalFolder} LocalFolder */
/** @typedef {{ api: number, web: number, worker: number, postgres: number, redis: number, origin: number }} Ports on the host's loopback */

/**
 * What tells an installation from every other one on this host and in its cluster.
 * @typedef {object} Identity
 * @property {string} id
 * @property {import('./local-folder.mjs').Kind} kind
 * @property {string} checkout
 * @property {string} namespacePrefix without a hyphen; also of registry paths
 * @property {string} portalHost
 * @property {string} baseDomain of the apps
 * @property {Ports} ports
 * @property {boolean} ownCluster whether its apps run on a cluster of the user's
 */

const firstPort = 4310;
const portNames = /** @type {(keyof Ports)[]} */ (['api', 'web', 'worker', 'postgres', 'redis', 'origin']);
const recordFile = (/** @type {LocalFolder} */ local) => join(local.path, 'installation.json');

/** Four hexadecimal digits that belong to a checkout, and to its tests. @param {string} checkout @param {import('./local-folder.mjs').Kind} kind */
export const checkoutId = (checkout, kind) => createHash('sha256').update(kind === 'test' ? `${checkout} test` : checkout).digest('hex').slice(0, 4);

/**
 * The names that follow from an id.
 * @param {string} id `berth` is the plain one, of the first checkout on a host
 * @param {string | undefined} baseDomain when it is the user's own
 */
export function namesOf(id, baseDomain) {
  const plain = id === 'berth';
  return {
    namespacePrefix: plain ? 'berth' : `berth${id}`,
    portalHost: plain ? 'berth.localhost' : `berth-${id}.localhost`,
    baseDomain: baseDomain ?? (plain ? 'apps.localhost' : `apps-${id}.localhost`),
  };
}

/** @param {LocalFolder} local @returns {Identity | undefined} as it was claimed before */
export function readIdentity(local) {
  try {
    return JSON.parse(readFileSync(recordFile(local), 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @returns {Identity[]} of all installations that this host knows */
function readClaims() {
  if (!existsSync(installationsDir)) return [];
  return readdirSync(installationsDir).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(join(installationsDir, name), 'utf8')));
}

/** Whether claims of several checkouts can be kept apart: the host's folder is root's. */
function canClaim() {
  try {
    mkdirSync(installationsDir, { recursive: true });
    accessSync(hostDir, constants.W_OK);
    return process.platform === 'linux';
  } catch {
    return false; // an ordinary user: its own cluster, and an id from the path
  }
}

/**
 * Takes an id, names and ports that no other checkout on this host has, and keeps them.
 * @param {LocalFolder} local
 * @param {{ ownCluster: boolean }} options ownCluster: whether the cluster is the user's, where the plain names may be another's
 * @returns {Promise<{ identity: Identity, leftBy: string | undefined }>} leftBy: the checkout that had the plain names and is gone
 */
export async function claimIdentity(local, { ownCluster }) {
  if (!canClaim()) return { identity: await settle(local, [], ownCluster), leftBy: undefined };
  return withHostLock('takes its names and ports', async () => {
    const claims = readClaims();
    const before = readIdentity(local);
    const rival = before && claims.find(({ id, checkout }) => id === before.id && checkout !== root && existsSync(checkout));
    if (rival) {
      throw new StartError(`The folder .local came here from ${rival.checkout}, which uses it still.`, `Remove ${local.path} and run this again: a new one is made.`);
    }
    const others = claims.filter(({ checkout, kind }) => checkout !== root || (kind ?? 'main') !== local.kind);
    const identity = await settle(local, others, ownCluster);
    const gone = before ? undefined : claims.find(({ id, checkout }) => id === identity.id && checkout !== root);
    putFile(join(installationsDir, `${identity.id}.json`), JSON.stringify(identity, undefined, 1));
    return { identity, leftBy: gone?.checkout };
  });
}

/** @param {LocalFolder} local @param {Identity[]} others @param {boolean} ownCluster @returns {Promise<Identity>} */
async function settle(local, others, ownCluster) {
  const before = readIdentity(local);
  if (before && (before.ownCluster ?? false) !== ownCluster) {
    throw new StartError(`This checkout's installation runs on ${before.ownCluster ? 'a cluster of your own, and KUBECONFIG is not set' : 'the local cluster, and KUBECONFIG names another one'}.`, `${before.ownCluster ? 'Set KUBECONFIG' : 'Unset KUBECONFIG'}, or run npm run reset to begin anew.`);
  }
  const plainIsFree = local.kind === 'main' && !ownCluster && !others.some(({ id, checkout }) => id === 'berth' && existsSync(checkout));
  const id = before?.id ?? (plainIsFree ? 'berth' : checkoutId(ownCluster ? `${hostname()}:${root}` : root, local.kind));
  const ports = before && (await usable(local, before.ports)) ? before.ports : await choosePorts(others);
  const identity = { id, kind: local.kind, checkout: root, ownCluster, ...namesOf(id, ownBaseDomain()), ports, apiPort: ports.api, webPort: ports.web };
  putFile(recordFile(local), JSON.stringify(identity, undefined, 1));
  return identity;
}

/** The user's own domain; one that an installation's env file named is none. */
const ownBaseDomain = () => (process.env.BASE_DOMAIN && !/^apps(-[0-9a-f]{4})?\.localhost$/.test(process.env.BASE_DOMAIN) ? process.env.BASE_DOMAIN : undefined);

/** Six ports in a row that nobody has. @param {Identity[]} others */
async function choosePorts(others) {
  const taken = new Set(others.flatMap(({ ports }) => Object.values(ports ?? {})));
  for (let base = firstPort; base < firstPort + 1000; base += 10) {
    const ports = /** @type {Ports} */ (Object.fromEntries(portNames.map((name, index) => [name, base + index])));
    const numbers = Object.values(ports);
    if (numbers.some((port) => taken.has(port))) continue;
    if ((await Promise.all(numbers.map(isFree))).every(Boolean)) return ports;
  }
  throw new StartError(`No six free ports in a row between ${firstPort} and ${firstPort + 1000}.`, 'Stop what listens there.');
}

/** Whether each port is free, or taken by this installation's own process. @param {LocalFolder} local @param {Ports} ports */
async function usable(local, ports) {
  const checks = portNames.map(async (name) => (runningPid(local, name) !== undefined) || (ports[name] !== undefined && (await isFree(ports[name]))));
  return (await Promise.all(checks)).every(Boolean);
}

/** @param {number} port @returns {Promise<boolean>} */
const isFree = (port) =>
  new Promise((done) => {
    const server = createServer().once('error', () => done(false)).listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });

/** Gives the names and ports back. @param {LocalFolder} local */
export function releaseIdentity(local) {
  const identity = readIdentity(local);
  if (!identity) return;
  const claim = join(installationsDir, `${identity.id}.json`);
  if (readClaims().some(({ id, checkout }) => id === identity.id && checkout === root)) rmSync(claim, { force: true });
  rmSync(recordFile(local), { force: true });
}
