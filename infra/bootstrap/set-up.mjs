import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { timed } from '../local/progress.mjs';
import { run } from '../local/run-program.mjs';
import { putFile } from '../local/put-file.mjs';
import { ensureBuilt } from './build.mjs';
import { checkAddresses, checkLogins } from './check-urls.mjs';
import { answersOk } from './http.mjs';
import { claimIdentity } from './identity.mjs';
import { writeEnv, writeLauncher } from './launcher.mjs';
import { localFolder, makeFolders, node24, root } from './local-folder.mjs';
import { ensureNodeModules } from './node-modules.mjs';
import { addresses, directApi } from './platform.mjs';
import { startPostgres } from './postgres.mjs';
import { ensureGit } from './git.mjs';
import { findRedis, startRedis } from './redis.mjs';
import { ensureSecrets, ensureWorkerKeys, workerKeyFiles } from './secrets.mjs';
import { sampleUrl } from './sample-app.mjs';
import { requireMachine, usesOwnCluster } from './machine.mjs';

/** @typedef {import('./platform.mjs').Platform} Platform */
/** @typedef {import('../local/progress.mjs').Report} Report */

/**
 * Everything below Berth's own processes: packages, programs, database, queue, cluster, names and keys. What does not
 * depend on each other runs side by side, and what is there is left alone.
 * @param {import('./local-folder.mjs').Kind} kind
 * @param {{ report: Report, print: (line: string) => void, prepared?: (platform: Pick<Platform, 'databaseUrl' | 'redisUrl'>) => Promise<unknown> }} options
 *   prepared: called as soon as programs, database and queue are there, while the cluster may still be on its way
 * @returns {Promise<Platform>}
 */
export async function setUp(kind, { report, print, prepared }) {
  const ownCluster = usesOwnCluster();
  requireMachine({ ownCluster });
  const url = { database: process.env.DATABASE_URL, redis: process.env.REDIS_URL };
  await checkAddresses(url);
  const local = localFolder(kind);
  makeFolders(local);
  const { identity, leftBy } = await claimIdentity(local, { ownCluster });
  const secrets = ensureSecrets(local);
  ensureWorkerKeys(local);

  const modules = ensureNodeModules(report);
  const redisProgram = url.redis ? undefined : timed(report, 'redis program', 'Looking for Redis', findRedis); // before the cluster: one apt-get at a time
  const git = Promise.resolve(redisProgram).then(ensureGit);
  const target = git.then(() => findTarget({ report, identity, ownCluster, modules }));
  const parts = (async () => {
    await modules;
    await checkLogins(url);
    const [revisions, databaseUrl, redisUrl] = await Promise.all([
      ensureBuilt(report),
      url.database ?? timed(report, 'postgres', 'Starting PostgreSQL', () => startPostgres(local, { id: identity.id, port: identity.ports.postgres, password: secrets.databasePassword, durable: kind === 'main' })),
      url.redis ?? Promise.resolve(redisProgram).then(() => timed(report, 'redis', 'Starting Redis', () => startRedis(local, { port: identity.ports.redis, password: secrets.redisPassword }))),
    ]);
    await prepared?.({ databaseUrl, redisUrl });
    return { revisions, databaseUrl, redisUrl };
  })();
  const [described, made] = await bothOrFirstFailure(target, parts);
  const platform = { local, identity, secrets, target: described, ...made };
  const lacking = await git;
  if (lacking !== null) print(`  ${lacking}`);
  if (leftBy) {
    print(`  The names of this installation belonged to ${leftBy}, which is gone: what it left in the cluster is removed.`);
    await run(node24, [join(root, 'infra/bootstrap/cluster-objects.mjs'), 'delete', identity.namespacePrefix], { env: { KUBECONFIG: described.kubeconfig }, timeout: 180_000 });
  }
  if (!(await isSeeded(platform))) await timed(report, `seed ${kind}`, 'Bringing the database up to date', () => seedDatabase(platform, url.database === undefined));
  writeLauncher(local, { url: addresses(platform).api, ca: described.ca });
  return platform;
}

/** @param {{ report: Report, identity: import('./identity.mjs').Identity, ownCluster: boolean, modules: Promise<void> }} needs */
async function findTarget({ report, identity, ownCluster, modules }) {
  if (!ownCluster) {
    const { localTarget } = await import('./target-cluster.mjs');
    return localTarget(report, identity);
  }
  await modules; // the check is made with the npm client
  const { ownTarget } = await import('./own-cluster.mjs');
  return timed(report, 'own cluster', 'Checking the cluster of KUBECONFIG', () => ownTarget(identity));
}

/**
 * Both results, or the first failure at once.
 * @template A, B
 * @param {Promise<A>} a @param {Promise<B>} b
 * @returns {Promise<[A, B]>}
 */
const bothOrFirstFailure = (a, b) => Promise.all([a, b]);

const seedStamp = (/** @type {Platform} */ { local }) => join(local.keys, 'seeded.json');

/** Hash of everything that the database is seeded from. @param {Platform} platform */
const seedHash = ({ databaseUrl, target, revisions, local }) => createHash('sha256').update(JSON.stringify([databaseUrl, target, revisions.database, readFileSync(workerKeyFiles(local).publicKey, 'utf8')])).digest('hex');

/** Whether the running API shows that nothing is to be written. @param {Platform} platform */
async function isSeeded(platform) {
  const stamp = seedStamp(platform);
  if (!existsSync(stamp) || JSON.parse(readFileSync(stamp, 'utf8')).hash !== seedHash(platform)) return false;
  return answersOk(`${directApi(platform)}/v1/me`, { headers: { authorization: `Bearer ${platform.secrets.operatorToken}` } });
}

/** @param {Platform} platform @param {boolean} createDatabase */
async function seedDatabase(platform, createDatabase) {
  const { local, databaseUrl, target } = platform;
  const stamp = seedStamp(platform);
  const sealedFrom = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')).sealedFrom : null;
  const input = JSON.stringify({ databaseUrl, createDatabase, publicKeyFile: workerKeyFiles(local).publicKey, target, sealedFrom });
  const output = await run(node24, [join(root, 'infra/bootstrap/seed.mjs')], { cwd: root, input, timeout: 120_000 });
  putFile(stamp, JSON.stringify({ sealedFrom: JSON.parse(output).sealedFrom, hash: seedHash(platform) }), 0o600);
}

/**
 * What scripts need to use an installation; also written to its env file.
 * @param {Platform} platform
 */
export function writeVariables(platform) {
  const { local, identity, secrets, target } = platform;
  const { origin, api } = addresses(platform);
  const variables = {
    BERTH_URL: api,
    BERTH_TOKEN: secrets.ownerToken ?? '',
    BERTH_OPERATOR_TOKEN: secrets.operatorToken ?? '',
    ...(target.ca && { BERTH_CA: target.ca }),
    BASE_DOMAIN: identity.baseDomain,
    KUBECONFIG: target.kubeconfig,
    PORTAL_URL: origin,
    APP_URL: sampleUrl(platform),
    BERTH_NAMESPACE_PREFIX: identity.namespacePrefix,
  };
  writeEnv(local.env, variables);
  return variables;
}
