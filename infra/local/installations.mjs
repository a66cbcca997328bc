import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureAuthority, ensureCertificate, keyPair, urlAuthority } from './certificates.mjs';
import { ClusterError } from './cluster-error.mjs';
import { installationsDir, traefikDir } from './paths.mjs';
import { putFile } from './put-file.mjs';

/**
 * One checkout that uses the cluster.
 * @typedef {object} Installation
 * @property {string} id
 * @property {string} checkout its folder
 * @property {string} portalHost
 * @property {number} apiPort on the host's loopback
 * @property {number} webPort on the host's loopback
 * @property {string} baseDomain of its apps
 */

const recordFile = (/** @type {string} */ id) => join(installationsDir, `${id}.json`);
const routesFile = (/** @type {string} */ id) => join(traefikDir, `${id}.yaml`);
const certificateOf = (/** @type {string} */ id) => keyPair(join(traefikDir, 'certificates'), id);

/**
 * Makes the ingress answer for an installation: portal and API on one origin, and a
 * certificate for it and for every app. Idempotent.
 * @param {Installation} installation
 */
export async function registerInstallation(installation) {
  const { id, portalHost, baseDomain } = installation;
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(id)) throw new ClusterError('bad_installation', `${id} is no installation id: small letters, digits and hyphens.`);
  for (const host of [portalHost, baseDomain]) if (!/^[a-z0-9.-]+$/.test(host)) throw new ClusterError('bad_installation', `${host} is no host name.`);
  const pair = certificateOf(id);
  mkdirSync(traefikDir, { recursive: true });
  await ensureAuthority(urlAuthority, 'Berth local development');
  await ensureCertificate(pair, urlAuthority, { subject: `/CN=${portalHost}`, names: [`DNS:${portalHost}`, `DNS:*.${baseDomain}`] });
  putFile(recordFile(id), JSON.stringify(installation, undefined, 1));
  putFile(routesFile(id), `${JSON.stringify(routesOf(installation, pair), undefined, 1)}\n`); // JSON is YAML
}

/**
 * What Traefik's file provider reads for one installation.
 * @param {Installation} installation
 * @param {import('./certificates.mjs').KeyPair} pair
 */
export function routesOf({ id, portalHost, apiPort, webPort }, pair) {
  const router = { entryPoints: ['websecure'], tls: {} };
  return {
    http: {
      routers: {
        [`${id}-api`]: { ...router, rule: `Host(\`${portalHost}\`) && (Path(\`/api\`) || PathPrefix(\`/api/\`))`, service: `${id}-api`, priority: 2000 },
        [`${id}-web`]: { ...router, rule: `Host(\`${portalHost}\`)`, service: `${id}-web`, priority: 1000 },
      },
      services: { [`${id}-api`]: loopbackService(apiPort), [`${id}-web`]: loopbackService(webPort) },
    },
    tls: { certificates: [{ certFile: pair.certificate, keyFile: pair.key }] },
  };
}

/** @param {number} port */
const loopbackService = (port) => ({ loadBalancer: { servers: [{ url: `http://127.0.0.1:${port}` }], responseForwarding: { flushInterval: '10ms' } } });

/** Takes an installation's routes and certificate away; its apps go on. @param {string} id */
export function unregisterInstallation(id) {
  const { certificate, key } = certificateOf(id);
  for (const file of [routesFile(id), recordFile(id), certificate, key, `${certificate}.json`]) rmSync(file, { force: true });
}

/**
 * Other checkouts that are registered; one whose folder is gone does not count.
 * @param {string} [id] one's own
 * @returns {Installation[]}
 */
export function otherUsers(id) {
  if (!existsSync(installationsDir)) return [];
  return readdirSync(installationsDir)
    .filter((name) => name.endsWith('.json'))
    .map((name) => /** @type {Installation} */ (JSON.parse(readFileSync(join(installationsDir, name), 'utf8'))))
    .filter((other) => other.id !== id && existsSync(other.checkout));
}
