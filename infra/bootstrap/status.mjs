#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { answersOk, ask } from './http.mjs';
import { readIdentity } from './identity.mjs';
import { localFolder } from './local-folder.mjs';
import { usesOwnCluster } from './machine.mjs';
import { logFile, processNames, readRecord, runningPid } from './processes.mjs';
import { printFailure } from './start-error.mjs';

const usage = `usage: npm run status [-- --json]

Says what of this checkout runs and answers. Exit code 0 when all does, 1 when not.
`;

/** @param {string} text of an env file @returns {Record<string, string>} */
const readEnv = (text) => Object.fromEntries([...text.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value?.replaceAll(`'\\''`, "'")]));

async function main() {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } });
  if (values.help) return void process.stdout.write(usage);
  const local = localFolder('main');
  const identity = readIdentity(local);
  const variables = existsSync(local.env) ? readEnv(readFileSync(local.env, 'utf8')) : {};
  const { clusterStatus } = await import('../local/cluster.mjs');
  const own = usesOwnCluster();
  const ca = variables.BERTH_CA ?? null;
  const [cluster, ...processes] = await Promise.all([
    own ? undefined : clusterStatus(),
    ...processNames.map(async (name) => {
      const pid = runningPid(local, name);
      return { name, pid: pid ?? null, expected: readRecord(local, name) !== undefined, answers: pid !== undefined && identity ? await answers(name, identity.ports) : null, log: logFile(local, name) };
    }),
  ]);
  const urls = await Promise.all([['app', variables.APP_URL], ['portal', variables.PORTAL_URL && `${variables.PORTAL_URL}/login`], ['api', variables.BERTH_URL && `${variables.BERTH_URL}/ready`]].map(async ([name, url]) => ({ name, url: url ?? null, answers: url ? await answersOk(url, { ca }) : false })));
  const shown = processes.filter(({ name, expected, pid }) => !['origin', 'supervisor'].includes(name) || expected || pid !== null);
  const well = urls.every((url) => url.answers) && (own || cluster?.state === 'running');
  const status = { well, installation: identity ?? null, cluster: own ? { state: 'own', kubeconfig: process.env.KUBECONFIG } : { state: cluster?.state, current: cluster?.current, stopped: cluster?.processes.filter(({ running }) => !running).map(({ name }) => name) }, processes: shown, urls };
  process.stdout.write(values.json ? `${JSON.stringify(status, undefined, 2)}\n` : text(status));
  if (!well) process.exitCode = 1;
}

/** @param {string} name @param {import('./identity.mjs').Ports} ports @returns {Promise<boolean | null>} null where nothing can be asked */
async function answers(name, ports) {
  if (name === 'api') return answersOk(`http://127.0.0.1:${ports.api}/api/ready`);
  if (name === 'worker') return answersOk(`http://127.0.0.1:${ports.worker}/ready`);
  if (name !== 'web') return null;
  return ask(`http://127.0.0.1:${ports.web}/login`, { timeoutMs: 3_000 }).then(({ status }) => status < 500, () => false);
}

/** @param {any} status */
function text({ well, installation, cluster, processes, urls }) {
  const mark = (/** @type {boolean} */ good) => (good ? '✓' : '✗');
  const lines = [
    `${mark(cluster.state === 'running' || cluster.state === 'own')} cluster     ${cluster.state}${cluster.stopped?.length ? ` (not running: ${cluster.stopped.join(', ')})` : ''}${cluster.current === false ? ', of another recipe: npm start replaces it in place' : ''}`,
    ...processes.map((/** @type {any} */ { name, pid, answers: good, log }) => `${mark(pid !== null && good !== false)} ${name.padEnd(11)} ${pid === null ? 'stopped' : `pid ${pid}${good === false ? ', does not answer' : ''}`}   ${log}`),
    ...urls.map((/** @type {any} */ { name, url, answers: good }) => `${mark(good)} ${name.padEnd(11)} ${url ?? 'not set up yet'}`),
  ];
  return `${installation ? `Installation ${installation.id}, namespaces ${installation.namespacePrefix}-…\n` : 'Nothing is set up here yet.\n'}${lines.join('\n')}\n${well ? '' : 'npm start repairs what is down.\n'}`;
}

main().catch(printFailure);
