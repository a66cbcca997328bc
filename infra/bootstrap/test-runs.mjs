import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { node24, root } from './local-folder.mjs';

/**
 * How many tests passed and failed; a file that cannot be loaded, and a run that ends without a report, is a failure too.
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Result
 */

/** @typedef {{ numPassedTests: number, numPendingTests?: number, numTodoTests?: number, testResults: { name: string, status: string, message?: string, assertionResults: { status: string, fullName: string }[] }[] }} VitestReport */

/**
 * @param {VitestReport} report of vitest's JSON reporter
 * @returns {Result}
 */
export function resultOf(report) {
  const failures = report.testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => `${file}: ${fullName}`);
    return failed.length === 0 && status === 'failed' ? [`${file}: did not run to its end`] : failed;
  });
  return { passed: report.numPassedTests, failed: failures.length, skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0), failures };
}

/** @param {Result[]} results */
export const sum = (results) => ({
  passed: results.reduce((total, { passed }) => total + passed, 0),
  failed: results.reduce((total, { failed }) => total + failed, 0),
  skipped: results.reduce((total, { skipped }) => total + skipped, 0),
  failures: results.flatMap(({ failures }) => failures),
});

/**
 * Runs one vitest project, with its output shown.
 * @param {string} project
 * @param {{ files?: string[], env?: Record<string, string>, minutes: number, report: string }} options report: file of the JSON report
 * @returns {Promise<Result>}
 */
export async function runVitest(project, { files = [], env, minutes, report }) {
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files];
  const { code, timedOut } = await show(node24, args, { env, minutes });
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, failures: [`${project}: vitest ${timedOut ? `did not end within ${minutes} min` : `ended with ${code}`} and left no report`] };
  const result = resultOf(JSON.parse(readFileSync(report, 'utf8')));
  if (code !== 0 && result.failed === 0) return { ...result, failed: 1, failures: [`${project}: vitest ended with ${code}: an error outside of the tests, shown above`] };
  return result;
}

/**
 * Runs a check that passes or fails as one, and shows its output when it fails.
 * @param {string} name
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, minutes: number }} options
 * @returns {Promise<Result>}
 */
export async function runCheck(name, file, args, { cwd, env, minutes }) {
  const { code, timedOut, output } = await show(file, args, { cwd, env, minutes, quiet: true });
  process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name}\n`);
  if (code === 0) return { passed: 1, failed: 0, skipped: 0, failures: [] };
  process.stdout.write(`${output}\n`);
  return { passed: 0, failed: 1, skipped: 0, failures: [`${name}: ${timedOut ? `did not end within ${minutes} min` : `ended with ${code}`}`] };
}

/** What is running now, so that Ctrl-C ends it too. @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();
let ended = false;
/** Ends what runs; nothing else is started after it. */
export function endRunning() {
  ended = true;
  for (const child of children) child.kill('SIGTERM');
}

/**
 * @param {string} file @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, minutes: number, quiet?: boolean }} options
 * @returns {Promise<{ code: number, timedOut: boolean, output: string }>}
 */
function show(file, args, { cwd = root, env, minutes, quiet = false }) {
  if (ended) return Promise.resolve({ code: 130, timedOut: false, output: '' });
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'] });
    children.add(child);
    let output = '';
    let timedOut = false;
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => { output = (output + text).slice(-20_000); });
    const timer = setTimeout(() => { timedOut = true; child.kill('SIGTERM'); setTimeout(() => child.kill('SIGKILL'), 10_000).unref(); }, minutes * 60_000);
    const end = (/** @type {number} */ code) => { clearTimeout(timer); children.delete(child); resolve({ code, timedOut, output }); };
    child.once('error', (error) => { output += error.message; end(1); }).once('close', (code) => end(code ?? 1));
  });
}
