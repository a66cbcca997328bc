import { createHash } from 'node:crypto';
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { auditLog, binDir, logDir, runDir } from './paths.mjs';
import { putFile } from './put-file.mjs';

/**
 * A program of the cluster that runs on the host.
 * @typedef {object} Process
 * @property {string} name also of its log and its record
 * @property {string} file
 * @property {string[]} args
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [revision] whatever else makes a restart needed when it changes, e.g. a config file's content
 */

/** @typedef {{ pid: number, started: string, recipe: string }} ProcessRecord started: the kernel's start time, so that a reused pid is not mistaken */

const recordFile = (/** @type {string} */ name) => join(runDir, 'processes', `${name}.json`);

/** @param {Process} process */
function recipeOf({ file, args, env, revision }) {
  const program = statSync(file, { throwIfNoEntry: false });
  return createHash('sha256').update(JSON.stringify([file, program?.mtimeMs, program?.size, args, env, revision])).digest('hex').slice(0, 16);
}

/** @param {string} name @returns {ProcessRecord | undefined} of a process that is running */
export function runningProcess(name) {
  try {
    /** @type {ProcessRecord} */
    const record = JSON.parse(readFileSync(recordFile(name), 'utf8'));
    return startTime(record.pid) === record.started ? record : undefined;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @param {number} pid @returns {string | undefined} undefined when there is none, or only its zombie */
export function startTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined; // the process is gone
  }
}

/** @param {Process} process @returns {boolean} whether it runs as this recipe says */
export const isCurrent = (process) => runningProcess(process.name)?.recipe === recipeOf(process);

/**
 * Starts a process in its own session with its output in its log, unless it runs already as
 * this recipe says; one of another recipe is stopped first.
 * @param {Process} process
 * @returns {Promise<boolean>} whether it was started
 */
export async function ensureProcess(process) {
  if (isCurrent(process)) return false;
  await stopProcess(process.name);
  mkdirSync(logDir, { recursive: true });
  const log = openSync(join(logDir, `${process.name}.log`), 'a');
  const child = spawn(process.file, process.args, { detached: true, stdio: ['ignore', log, log], env: { ...inheritedEnvironment(), ...process.env }, cwd: '/' });
  closeSync(log);
  await new Promise((resolve, reject) => child.once('spawn', () => resolve(undefined)).once('error', reject));
  child.unref();
  const pid = /** @type {number} */ (child.pid);
  putFile(recordFile(process.name), JSON.stringify({ pid, started: startTime(pid), recipe: recipeOf(process) }));
  return true;
}

/** What a daemon may take over from whoever started it: nothing that differs between checkouts. */
function inheritedEnvironment() {
  const names = ['HOME', 'LANG', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  const taken = names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return { ...Object.fromEntries(taken), PATH: `${binDir}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin` };
}

/**
 * Asks a process to end and waits until it has (the API server takes seconds to drain); after
 * 20 seconds it is killed.
 * @param {string} name
 * @returns {Promise<boolean>} whether there was one
 */
export async function stopProcess(name) {
  const record = runningProcess(name);
  if (record) {
    process.kill(record.pid, 'SIGTERM');
    for (const end = Date.now() + 20_000; runningProcess(name); await sleep(50)) {
      if (Date.now() > end) process.kill(record.pid, 'SIGKILL');
    }
  }
  rmSync(recordFile(name), { force: true });
  return record !== undefined;
}

const mostLogBytes = 50 * 2 ** 20;

/** Cuts logs that have grown large; the processes append, so they go on after the cut. */
export function trimLogs() {
  if (!existsSync(logDir)) return;
  for (const name of readdirSync(logDir).filter((file) => file.endsWith('.log') && file !== basename(auditLog))) {
    const file = join(logDir, name);
    if (statSync(file).size > mostLogBytes) truncateSync(file, 0);
  }
}
