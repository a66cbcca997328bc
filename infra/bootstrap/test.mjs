#!/usr/bin/env node
import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installDebianPackages } from '../local/debian-packages.mjs';
import { timed } from '../local/progress.mjs';
import { ensureAccounts } from './accounts.mjs';
import { ensureBuilt } from './build.mjs';
import { readIdentity, releaseIdentity } from './identity.mjs';
import { removeDeadTestRuns } from './dead-test-runs.mjs';
import { checkoutState, localFolder, node24, root } from './local-folder.mjs';
import { usesOwnCluster } from './machine.mjs';
import { ensureNodeModules } from './node-modules.mjs';
import { startPlatform } from './platform.mjs';
import { postgresData, removePostgresData } from './postgres.mjs';
import { stopAll } from './processes.mjs';
import { progressPrinter } from './progress-printer.mjs';
import { clusterReached, removeFromCluster } from './remove-installation.mjs';
import { setUp, writeVariables } from './set-up.mjs';
import { printFailure } from './start-error.mjs';
import { endRunning, runCheck, runVitest, sum } from './test-runs.mjs';

const usage = `usage: npm test [-- --unit | -- --only FILE…]

Everything from nothing: static checks, unit tests, then tests on PostgreSQL, Redis and the cluster, on an installation
of their own beside the one of npm start. The last line says how many passed and failed.
  --unit        unit tests alone: seconds, no services
  --only FILE   the tests of these files alone; the test installation stays up for the next run (npm run stop ends it)
`;

/** @typedef {import('./test-runs.mjs').Result} Result */

const local = localFolder('test');
const reports = join(checkoutState, 'reports');
/** The last test run's logs, kept when its installation is gone. */
const keptLogs = join(reports, 'log');
const reportFile = (/** @type {string} */ name) => join(reports, `${name}.json`);

async function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { unit: { type: 'boolean', default: false }, only: { type: 'string', multiple: true, default: [] }, help: { type: 'boolean', short: 'h', default: false } } });
  if (values.help) return void process.stdout.write(usage);
  const files = [...values.only, ...positionals];
  endWhenInterrupted();
  const results = values.unit ? await unitTests(files) : files.length > 0 ? await chosenTests(files) : await allTests();
  const { passed, failed, skipped, failures } = sum(results);
  if (failed > 0) process.stdout.write(`\nLogs of the test installation: ${values.only.length > 0 ? local.log : keptLogs}`);
  process.stdout.write(`\n${failures.map((failure) => `✗ ${failure}\n`).join('')}${skipped > 0 ? `${skipped} skipped\n` : ''}${passed} passed, ${failed} failed\n`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

/** @param {string[]} files */
async function unitTests(files) {
  const { report } = progressPrinter();
  await ensureNodeModules(report);
  await ensureBuilt(report); // the database client is generated, and some tests read what is built
  return [await runVitest('unit', { files, minutes: 10, report: reportFile('unit') })];
}

/** @param {string[]} files of any project */
async function chosenTests(files) {
  const projects = [...new Set(files.map(projectOf))];
  if (projects.join() === 'unit') return unitTests(files);
  const env = await testInstallation();
  const results = [];
  for (const project of projects) results.push(await runVitest(project, { files: files.filter((file) => projectOf(file) === project), env: variablesFor(project, env), minutes: project === 'random' ? 180 : 60, report: reportFile(project) }));
  return results;
}

/** @param {string} file @returns {string} the vitest project that has it (vitest.config.ts) */
function projectOf(file) {
  if (file.includes('.bench.')) return 'bench';
  if (file.includes('.random.')) return 'random';
  if (file.includes('.services.test.')) return 'services';
  if (file.includes('.alone.test.')) return 'alone';
  if (!file.includes('.cluster.test.')) return 'unit';
  return /^(apps\/(api|worker)|packages)\//.test(relative(root, resolve(file))) ? 'parts' : 'installation';
}

/** @returns {Promise<Result[]>} */
async function allTests() {
  await removeTestInstallation(); // what a killed run left
  try {
    const env = await testInstallation();
    if (!usesOwnCluster()) for (const id of await removeDeadTestRuns()) process.stdout.write(`Removed what a killed test run left in the cluster: ${id}\n`);
    const results = await staticChecks();
    results.push(await runVitest('unit', { minutes: 10, report: reportFile('unit') }));
    results.push(await runVitest('services', { env, minutes: 15, report: reportFile('services') }));
    results.push(...(await Promise.all(['parts', 'installation'].map((project) => runVitest(project, { env: variablesFor(project, env), minutes: 65, report: reportFile(project) })))));
    results.push(await runVitest('alone', { env, minutes: 20, report: reportFile('alone') }));
    return results;
  } finally {
    await removeTestInstallation();
  }
}

/**
 * Tests of parts have a Redis database of their own: those of the installation empty theirs meanwhile.
 * @param {string} project @param {Record<string, string>} env
 */
const variablesFor = (project, env) => (project === 'parts' ? { ...env, TEST_REDIS_URL: `${env.TEST_REDIS_URL}/1` } : env);

/** Types of what the build does not compile, and lint. @returns {Promise<Result[]>} */
async function staticChecks() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return [
    await runCheck('types of the programs (tsc -b)', node24, [tsc, '-b'], { minutes: 10 }),
    await runCheck('types of the portal', node24, [tsc, '-p', 'apps/web'], { minutes: 10 }),
    await runCheck('types of the tests', node24, [tsc, '-p', 'test'], { minutes: 10 }),
    await runCheck('types of the two commands and the local cluster', node24, [tsc, '-p', 'infra/bootstrap'], { minutes: 10 }),
    await runCheck('lint (oxlint)', node24, [join(root, 'node_modules/oxlint/bin/oxlint'), '--quiet'], { minutes: 5 }),
  ];
}

/**
 * Starts the installation that the tests use, or repairs it, and says where it is.
 * @returns {Promise<Record<string, string>>} variables for the tests
 */
async function testInstallation() {
  const printer = progressPrinter();
  const { report, print } = printer;
  if (process.getuid?.() === 0) await timed(report, 'browser', 'Looking for a browser for the portal’s tests', () => installDebianPackages(['chromium']));
  const platform = await setUp('test', { report, print });
  await timed(report, 'test platform', 'Starting API, worker and portal', () => startPlatform(platform));
  await timed(report, 'test accounts', 'Making operator, tenant and logins', () => ensureAccounts(platform));
  const variables = writeVariables(platform);
  printer.stop();
  const server = new URL(platform.databaseUrl);
  server.pathname = '/postgres';
  return {
    ...variables,
    TEST_DATABASE_URL: server.href,
    TEST_REDIS_URL: platform.redisUrl,
    BERTH_CLI: local.launcher,
    BERTH_LOCAL: local.path,
    ...(platform.target.local && { BERTH_CLUSTER_FACTS: await clusterFacts() }),
  };
}

/** What the local cluster says of itself, in a file for tests that install themselves. */
async function clusterFacts() {
  const { ensureCluster } = await import('../local/cluster.mjs');
  const file = join(local.path, 'cluster.json');
  writeFileSync(file, JSON.stringify(await ensureCluster()));
  return file;
}

/** Ends the test installation's processes and deletes everything of it; the cluster goes on. */
async function removeTestInstallation() {
  const identity = readIdentity(local);
  await stopAll(local);
  if (identity) {
    if ((await clusterReached(identity.namespacePrefix))?.length) {
      process.stdout.write('Removing the test installation’s namespaces…\n');
      await removeFromCluster(identity);
    }
    if (process.getuid?.() === 0) {
      const { unregisterInstallation } = await import('../local/cluster.mjs');
      unregisterInstallation(identity.id);
    }
    releaseIdentity(local);
  }
  const data = postgresData(local);
  if (data) removePostgresData(data);
  if (existsSync(local.log)) {
    rmSync(keptLogs, { recursive: true, force: true });
    cpSync(local.log, keptLogs, { recursive: true });
  }
  rmSync(local.path, { recursive: true, force: true });
}

/** Ctrl-C ends the tests; what they made is removed as at any end. */
function endWhenInterrupted() {
  let ending = false;
  const end = () => {
    if (ending) return; // npm passes on what the terminal has sent already
    ending = true;
    process.stdout.write('\nStopping the tests.\n');
    endRunning();
    removeTestInstallation().then(() => process.exit(130), (error) => { printFailure(error); process.exit(1); });
  };
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(name, end);
}

main().catch((error) => {
  printFailure(error);
  process.stdout.write('\n0 passed, 1 failed\n');
  process.exit(1);
});
