#!/usr/bin/env node
import { existsSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { readIdentity, releaseIdentity } from './identity.mjs';
import { checkoutState, localFolder, node24 } from './local-folder.mjs';
import { clusterReached, removeFromCluster } from './remove-installation.mjs';
import { stopAll } from './processes.mjs';
import { postgresData, removePostgresData } from './postgres.mjs';
import { printFailure, StartError } from './start-error.mjs';

const usage = `usage: npm run reset [-- --yes]

Deletes everything of this checkout's installation: its tenants' apps in the cluster, its database, its keys. Says first
what that is, and asks. The cluster itself, its caches and other checkouts are not touched.
  --yes   do not ask
`;

async function main() {
  const { values } = parseArgs({ options: { yes: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } });
  if (values.help) return void process.stdout.write(usage);
  const found = /** @type {const} */ (['test', 'main']).map(localFolder).flatMap((local) => {
    const identity = readIdentity(local);
    return identity ? [{ local, identity, data: postgresData(local) }] : [];
  });
  if (found.length === 0 && !existsSync(checkoutState)) return void process.stdout.write('There is nothing to delete.\n');
  const reached = existsSync(node24) ? await Promise.all(found.map(({ identity }) => clusterReached(identity.namespacePrefix))) : found.map(() => null);
  const lines = found.flatMap(({ identity, data }, index) => [
    `  in the cluster: ${reached[index] === null ? `namespaces ${identity.namespacePrefix}-… (the cluster does not answer; they stay until it runs and this is run again)` : (reached[index]?.join(', ') || 'nothing')}`,
    ...(data ? [`  the database in ${data}`] : []),
  ]);
  process.stdout.write(`This deletes:\n${lines.join('\n')}${lines.length ? '\n' : ''}  ${checkoutState}: keys, tokens, logs\n${process.env.DATABASE_URL ? '  not the database of DATABASE_URL: drop it yourself\n' : ''}`);
  if (!values.yes && !(await confirmed())) return void process.stdout.write('Nothing was deleted.\n');
  for (const [index, { local, identity, data }] of found.entries()) {
    await stopAll(local);
    if (reached[index]) await removeFromCluster(identity);
    const { unregisterInstallation } = await import('../local/cluster.mjs');
    if (process.getuid?.() === 0) unregisterInstallation(identity.id);
    if (data) removePostgresData(data);
    releaseIdentity(local);
  }
  rmSync(checkoutState, { recursive: true, force: true });
  process.stdout.write('Deleted. npm start begins anew.\n');
}

async function confirmed() {
  if (!process.stdin.isTTY) throw new StartError('Nothing was deleted: there is no terminal to ask on.', 'Run npm run reset -- --yes.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question('Type yes to delete it: ')).trim());
  } finally {
    terminal.close();
  }
}

main().catch(printFailure);
