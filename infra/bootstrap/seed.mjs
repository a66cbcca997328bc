/**
 * Runs on Node 24 against the built packages: brings the database to the newest schema and writes what the API has no
 * operation for: plans, and the cluster with its credentials sealed to the worker. Reads JSON from standard input.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { createDb, migrate } from '@berth/db';
import { registryRoleKey, sealForWorker } from '@berth/sealing';
import pg from 'pg';

/** @typedef {{ databaseUrl: string, createDatabase: boolean, publicKeyFile: string, target: import('./target-cluster.mjs').TargetCluster, sealedFrom: string | null }} Seed */

const GiB = 2 ** 30;
const plans = {
  starter: { cpuMillicores: 1_000, memoryBytes: 4 * GiB, pods: 12, storageBytes: 2 * GiB, apps: 3 },
  team: { cpuMillicores: 4_000, memoryBytes: 16 * GiB, pods: 40, storageBytes: 10 * GiB, apps: 20 },
  large: { cpuMillicores: 16_000, memoryBytes: 64 * GiB, pods: 200, storageBytes: 100 * GiB, apps: 100 },
};

/** @type {Seed} */
const seed = JSON.parse(await text(process.stdin));
if (seed.createDatabase) await createDatabase(new URL(seed.databaseUrl));
const migrations = await migrate(seed.databaseUrl);
const db = createDb(seed.databaseUrl, 2);
try {
  for (const [name, budget] of Object.entries(plans)) {
    await db.plan.upsert({ where: { name }, create: { name, budget, isDefault: name === 'team' }, update: {} }); // an operator's change stays
  }
  process.stdout.write(JSON.stringify({ migrations, sealedFrom: await writeCluster(seed) }));
} finally {
  await db.$disconnect();
}

/** @param {URL} url */
async function createDatabase(url) {
  const name = url.pathname.slice(1);
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  const client = new pg.Client({ connectionString: maintenance.href });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/**
 * Sealing gives other bytes each time, so the row is written only when what is sealed, or the key, changed.
 * @param {Seed} seed
 * @returns {Promise<string>} a hash of what was sealed
 */
async function writeCluster({ target: { row, workerKubeconfig, registryMasterKey }, publicKeyFile, sealedFrom }) {
  const publicKey = readFileSync(publicKeyFile, 'utf8');
  const master = Buffer.from(registryMasterKey, 'base64');
  const keys = JSON.stringify(Object.fromEntries(/** @type {const} */ (['build', 'pull', 'admin']).map((role) => [role, registryRoleKey(master, role).toString('base64')])));
  const hash = createHash('sha256').update(JSON.stringify([row.name, workerKubeconfig, keys, publicKey])).digest('hex');
  const { name, ...columns } = row;
  const sealedTo = (/** @type {string} */ text, /** @type {string} */ context) => new Uint8Array(sealForWorker(publicKey, text, `${context}:${name}`));
  const sealed = { kubeconfig: sealedTo(workerKubeconfig, 'cluster-kubeconfig'), registryKeys: sealedTo(keys, 'cluster-registry-keys') };
  const found = await db.cluster.findUnique({ where: { name } });
  if (!found) await db.cluster.create({ data: { name, isDefault: true, ...columns, ...sealed } });
  else if (sealedFrom !== hash || differs(found, columns)) await db.cluster.update({ where: { name }, data: { ...columns, ...(sealedFrom !== hash && sealed) } });
  return hash;
}

/** @param {Record<string, unknown>} found @param {Record<string, unknown>} columns */
function differs(found, columns) {
  return Object.entries(columns).some(([name, value]) => JSON.stringify(found[name]) !== JSON.stringify(value));
}
