import { createConnection } from 'node:net';
import { StartError } from './start-error.mjs';

/** @typedef {{ name: 'DATABASE_URL' | 'REDIS_URL', what: string, schemes: string[], port: number, example: string }} Service */

/** @type {Service} */
const database = { name: 'DATABASE_URL', what: 'PostgreSQL', schemes: ['postgres:', 'postgresql:'], port: 5432, example: 'postgres://user:password@host:5432/database' };
/** @type {Service} */
const redis = { name: 'REDIS_URL', what: 'Redis', schemes: ['redis:', 'rediss:'], port: 6379, example: 'redis://:password@host:6379' };

/**
 * That the user's own services can be reached. Needs no npm package, so that it can come before everything else.
 * @param {{ database?: string | undefined, redis?: string | undefined }} urls
 * @throws {StartError} naming the variable, what is wrong with it and what to set
 */
export async function checkAddresses(urls) {
  await Promise.all([urls.database && checkAddress(database, urls.database), urls.redis && checkAddress(redis, urls.redis)]);
}

/** @param {Service} service @param {string} text */
async function checkAddress(service, text) {
  const { name, what, schemes, port, example } = service;
  if (service === database && /^postgres(ql)?:\/\/[^/]*@\//.test(text)) return; // without a host, for which PostgreSQL has its own defaults
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !schemes.includes(url.protocol)) throw new StartError(`${name} is no address of ${what}.`, `Set it as ${example}, or unset it: Berth then starts one of its own.`);
  const host = decoded(url.searchParams.get('host') ?? url.hostname).replace(/^\[|\]$/g, '') || '127.0.0.1';
  if (host.startsWith('/')) return; // a socket of this machine: the login shows whether anybody answers there
  const problem = await connectionProblem(host, Number(url.port) || port);
  if (problem) throw new StartError(`Nobody answers at ${host}:${url.port || port}, where ${name} points: ${problem}.`, `Start ${what} there, or set ${name} to where it is (${example}), or unset it: Berth then starts one of its own.`);
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a % of its own
  }
}

/** @param {string} host @param {number} port @returns {Promise<string | null>} null when somebody takes the connection */
const connectionProblem = (host, port) =>
  new Promise((resolve) => {
    const socket = createConnection({ host, port, timeout: 5000 }, () => (socket.destroy(), resolve(null)));
    socket.once('timeout', () => (socket.destroy(), resolve('no answer within 5 s')));
    socket.once('error', (/** @type {NodeJS.ErrnoException} */ { code, message }) => resolve({ ECONNREFUSED: 'the connection was refused', ENOTFOUND: `the name ${host} cannot be resolved`, EAI_AGAIN: `the name ${host} cannot be resolved` }[code ?? ''] ?? message));
  });

/**
 * That the user's own services let Berth in and are new enough. Comes before any process is replaced.
 * @param {{ database?: string | undefined, redis?: string | undefined }} urls
 * @throws {StartError} naming the variable, what is wrong with it and what to set
 */
export async function checkLogins(urls) {
  await Promise.all([urls.database && checkDatabase(urls.database), urls.redis && checkRedis(urls.redis)]);
}

/** @param {string} url */
async function checkDatabase(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {}); // what was asked fails as well
  try {
    await client.connect();
    const { rows } = await client.query(`SELECT current_setting('server_version') AS version, has_schema_privilege('public', 'CREATE') AS "mayCreate"`);
    if (parseInt(rows[0].version) < 16) throw new StartError(`DATABASE_URL leads to PostgreSQL ${rows[0].version}, which is too old.`, 'Set it to a database of PostgreSQL 16 or newer.');
    if (!rows[0].mayCreate) throw new StartError('The user of DATABASE_URL may not make tables in the schema public of that database.', 'Make it the owner: ALTER DATABASE … OWNER TO …; or set DATABASE_URL to a database of its own.');
  } catch (error) {
    throw error instanceof StartError ? error : databaseProblem(error, client.database ?? '');
  } finally {
    await client.end().catch(() => {}); // it was never open
  }
}

/** @param {unknown} error @param {string} name */
function databaseProblem(error, name) {
  const { code = '', message } = /** @type {{ code?: string, message: string }} */ (error);
  if (code.startsWith('28') || /password/.test(message)) return new StartError(`PostgreSQL refuses the login of DATABASE_URL: ${message}.`, 'Correct the user and the password in DATABASE_URL.', error);
  if (code === '3D000') return new StartError(`The database of DATABASE_URL does not exist: ${name}.`, `Make it (createdb ${name}), or set DATABASE_URL to one that is there.`, error);
  return new StartError(`What answers at DATABASE_URL does not serve as a database: ${message}.`, `Set DATABASE_URL to PostgreSQL 16 or newer: ${database.example}.`, error);
}

/** @param {string} url */
async function checkRedis(url) {
  const { Redis } = await import('ioredis');
  const client = new Redis(url, { lazyConnect: true, enableReadyCheck: false, retryStrategy: () => null, maxRetriesPerRequest: 0, connectTimeout: 10_000, commandTimeout: 10_000 });
  let last = /** @type {Error | null} */ (null);
  client.on('error', (error) => (last = error));
  try {
    await client.connect();
    const version = /redis_version:(\d+)\.(\d+)/.exec(await client.info('server'));
    if (version && (Number(version[1]) < 6 || (Number(version[1]) === 6 && Number(version[2]) < 2))) throw new StartError(`REDIS_URL leads to Redis ${version[1]}.${version[2]}, which is too old.`, 'Set it to Redis 6.2 or newer.');
  } catch (error) {
    if (error instanceof StartError) throw error;
    const said = /** @type {Error} */ (last ?? error).message;
    const message = said.startsWith('NOAUTH') ? 'it asks for a password' : said.replace(/\.$/, '');
    const refused = /^(WRONGPASS|NOAUTH|NOPERM|ERR AUTH|ERR invalid password)/.test(said);
    throw refused
      ? new StartError(`Redis refuses the login of REDIS_URL: ${message}.`, `Correct the user and the password in REDIS_URL: ${redis.example}.`, error)
      : new StartError(`What answers at REDIS_URL does not serve as Redis: ${message}.`, `Set REDIS_URL to Redis 6.2 or newer: ${redis.example}.`, error);
  } finally {
    client.disconnect();
  }
}
