import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { putFile } from '../local/put-file.mjs';
import { pidsByVariable, startTime } from './proc.mjs';
import { StartError } from './start-error.mjs';

/** @typedef {import('./local-folder.mjs').LocalFolder} LocalFolder */

/**
 * A process of an installation.
 * @typedef {object} Process
 * @property {ProcessName} name
 * @property {string} file
 * @property {string[]} args
 * @property {Record<string, string>} [env]
 * @property {string} cwd
 * @property {string} [revision] whatever else makes a restart needed when it changes
 */

/** In the order in which they start. @typedef {'postgres' | 'redis' | 'api' | 'worker' | 'web' | 'origin' | 'supervisor'} ProcessName */
/** @type {ProcessName[]} */
export const processNames = ['postgres', 'redis', 'api', 'worker', 'web', 'origin', 'supervisor'];

/** @typedef {{ pid: number, started: string, recipe: string, file: string, args: string[], env: Record<string, string>, cwd: string, log: string }} ProcessRecord */

const largestLog = 50 * 2 ** 20;
const recordFile = (/** @type {LocalFolder} */ local, /** @type {ProcessName} */ name) => join(local.run, `${name}.json`);
export const logFile = (/** @type {LocalFolder} */ local, /** @type {ProcessName} */ name) => join(local.log, `${name}.log`);

/** @param {Process} wanted */
const recipeOf = ({ file, args, env, cwd, revision }) => createHash('sha256').update(JSON.stringify([file, args, env, cwd, revision])).digest('hex').slice(0, 16);

/** What every process takes over from whoever starts it. */
function inherited() {
  const names = ['PATH', 'HOME', 'LANG', 'TZ', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}

/**
 * What was started last under this name, running or not.
 * @param {LocalFolder} local @param {ProcessName} name
 * @returns {ProcessRecord | undefined}
 */
export function readRecord(local, name) {
  try {
    return JSON.parse(readFileSync(recordFile(local, name), 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw new StartError(`${recordFile(local, name)} cannot be read.`, 'Remove it, then run npm run stop.', error);
  }
}

/** @param {LocalFolder} local @param {ProcessName} name @returns {number | undefined} its pid while it runs */
export function runningPid(local, name) {
  const record = readRecord(local, name);
  if (record && startTime(record.pid) === record.started) return record.pid;
  return pidsByVariable('BERTH_PROCESS', recordFile(local, name))[0]; // a test started it again
}

/** @param {LocalFolder} local @param {Process} wanted whether it runs as described */
export function isCurrent(local, wanted) {
  const record = readRecord(local, wanted.name);
  return record !== undefined && startTime(record.pid) === record.started && record.recipe === recipeOf(wanted);
}

/**
 * Starts a process in its own session with its output in its log, unless it runs already as described; one that runs
 * otherwise is stopped first.
 * @param {LocalFolder} local
 * @param {Process} wanted
 * @returns {Promise<boolean>} whether it was started
 */
export async function ensureProcess(local, wanted) {
  if (isCurrent(local, wanted)) return false;
  await stopProcess(local, wanted.name);
  const { name, file, args, cwd } = wanted;
  const env = { ...inherited(), ...wanted.env, BERTH_PROCESS: recordFile(local, name) };
  await launch(local, name, { recipe: recipeOf(wanted), file, args, env, cwd, log: logFile(local, name) });
  return true;
}

/**
 * Starts a process that has ended as it was started last.
 * @param {LocalFolder} local @param {ProcessName} name
 */
export async function startAgain(local, name) {
  const record = readRecord(local, name);
  if (record && runningPid(local, name) === undefined) await launch(local, name, record);
}

/** @param {LocalFolder} local @param {ProcessName} name @param {Omit<ProcessRecord, 'pid' | 'started'>} what */
async function launch(local, name, { recipe, file, args, env, cwd, log }) {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > largestLog) truncateSync(log);
  const output = openSync(log, 'a', 0o600);
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', output, output], detached: true });
  closeSync(output);
  await new Promise((resolve, reject) => {
    child.once('spawn', () => resolve(undefined));
    child.once('error', (error) => reject(new StartError(`${name} cannot be started: ${error.message}.`, undefined, error)));
  });
  child.unref();
  const pid = /** @type {number} */ (child.pid);
  putFile(recordFile(local, name), JSON.stringify({ pid, started: startTime(pid) ?? '', recipe, file, args, env, cwd, log }, undefined, 1), 0o600);
}

/**
 * Waits until a process answers. One that ends meanwhile is reported at once, with its last words.
 * @param {LocalFolder} local
 * @param {ProcessName} name
 * @param {number} seconds at most
 * @param {() => Promise<boolean>} answers an error counts as "not yet"
 */
export async function waitHealthy(local, name, seconds, answers) {
  let last;
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(80)) {
    try {
      if (await answers()) return;
    } catch (error) {
      last = error;
    }
    if (!runningPid(local, name)) throw new StartError(`${name} ended at its start. Its last lines:\n${logTail(local, name)}`, `The whole log: ${logFile(local, name)}`);
  }
  throw new StartError(`${name} runs, but did not answer within ${seconds} s${last instanceof Error ? ` (${last.message})` : ''}. Its last lines:\n${logTail(local, name)}`, `The whole log: ${logFile(local, name)}`, last);
}

/**
 * Asks a process to end and waits until it has; one that does not is killed after 15 seconds.
 * @param {LocalFolder} local
 * @param {ProcessName} name
 * @returns {Promise<boolean>} whether there was one
 */
export async function stopProcess(local, name) {
  let stopped = false;
  for (let pid = runningPid(local, name); pid !== undefined; pid = runningPid(local, name)) {
    stopped = true;
    const started = startTime(pid);
    signal(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM'); // PostgreSQL's fast shutdown: SIGTERM waits for its clients
    for (const end = Date.now() + 15_000; startTime(pid) === started && started; await sleep(40)) {
      if (Date.now() > end) signal(pid, 'SIGKILL');
    }
  }
  rmSync(recordFile(local, name), { force: true });
  return stopped;
}

/** @param {number} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Stops all processes of an installation, last started first.
 * @param {LocalFolder} local
 * @returns {Promise<ProcessName[]>} those that ran
 */
export async function stopAll(local) {
  /** @type {ProcessName[]} */
  const stopped = [];
  await stopProcess(local, 'supervisor'); // first: it starts again what ends
  const fronts = /** @type {ProcessName[]} */ (['origin', 'web', 'worker', 'api']);
  const ran = await Promise.all(fronts.map(async (name) => ((await stopProcess(local, name)) ? [name] : [])));
  stopped.push(...ran.flat());
  for (const name of /** @type {ProcessName[]} */ (['redis', 'postgres'])) if (await stopProcess(local, name)) stopped.push(name);
  return stopped;
}

/** @param {LocalFolder} local @param {ProcessName} name @param {number} [lines] the last lines of a log */
export function logTail(local, name, lines = 15) {
  try {
    return readFileSync(logFile(local, name), 'utf8').trimEnd().split('\n').slice(-lines).map((line) => line.slice(0, 600)).join('\n');
  } catch {
    return '(no log)';
  }
}
