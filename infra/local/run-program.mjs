import { spawn } from 'node:child_process';
import { ClusterError } from './cluster-error.mjs';

/**
 * Runs a program to its end and returns what it printed.
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, input?: string | Buffer, inputStream?: NodeJS.ReadableStream, timeout?: number }} [options]
 *   timeout in milliseconds, ten minutes unless given
 * @returns {Promise<string>} standard output
 * @throws {ClusterError} `program_failed` with the last lines that it printed, `program_missing`
 */
export function run(file, args, options = {}) {
  const { cwd, env, input, inputStream, timeout = 600_000 } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: env ? { ...process.env, ...env } : process.env, stdio: 'pipe' });
    let timedOut = false;
    const timer = setTimeout(() => { timedOut = true; child.kill('SIGKILL'); }, timeout);
    let output = '';
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text) => { output += text; printed = (printed + text).slice(-4000); });
    child.stderr.setEncoding('utf8').on('data', (text) => { printed = (printed + text).slice(-4000); });
    child.stdin.on('error', () => {}); // a program that ends early is reported by its exit code
    if (inputStream) inputStream.pipe(child.stdin);
    else child.stdin.end(input ?? '');
    child.on('error', (error) => {
      clearTimeout(timer);
      const missing = /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT';
      reject(new ClusterError(missing ? 'program_missing' : 'program_failed', missing ? `The program ${file} is missing.` : `${file}: ${error.message}`, undefined, error));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(output);
      const how = timedOut ? `did not end within ${Math.round(timeout / 1000)} s` : `ended with ${signal ?? `exit code ${code}`}`;
      const last = printed.trim().split('\n').slice(-15).join('\n');
      reject(new ClusterError('program_failed', `${[file, ...args].join(' ').slice(0, 300)} ${how}.${last ? `\n${last}` : ''}`));
    });
  });
}

/**
 * Whether the program ends with exit code 0.
 * @param {string} file
 * @param {string[]} args
 */
export async function succeeds(file, args) {
  try {
    await run(file, args);
    return true;
  } catch (error) {
    if (error instanceof ClusterError) return false;
    throw error;
  }
}
