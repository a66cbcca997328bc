#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { localFolder, root } from './local-folder.mjs';
import { usesOwnCluster } from './machine.mjs';
import { stopAll } from './processes.mjs';
import { printFailure, StartError } from './start-error.mjs';

const usage = `usage: npm run stop [-- --cluster [--force]]

Ends API, worker, portal, PostgreSQL and Redis of this checkout. Their state stays, and so do the cluster and its apps.
  --cluster   stop the local cluster too, and its apps with it; refused while another checkout uses it
  --force     even then
`;

async function main() {
  const { values } = parseArgs({ options: { cluster: { type: 'boolean', default: false }, force: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } });
  if (values.help) return void process.stdout.write(usage);
  const { otherUsers, stopCluster } = await import('../local/cluster.mjs');
  if (values.cluster && usesOwnCluster()) throw new StartError('The cluster is the one of KUBECONFIG, which Berth did not start.', 'Stop it with its own tools, or unset KUBECONFIG.');
  const others = values.cluster ? [...new Set(otherUsers(undefined).map(({ checkout }) => checkout))].filter((checkout) => checkout !== root) : [];
  if (others.length > 0 && !values.force) {
    throw new StartError(`Nothing was stopped: these checkouts use the cluster too: ${others.join(', ')}.`, 'Run npm run reset in them first, or npm run stop -- --cluster --force.');
  }
  const stopped = [...(await stopAll(localFolder('main'))), ...(await stopAll(localFolder('test')))];
  process.stdout.write(stopped.length > 0 ? `Stopped: ${stopped.join(', ')}.\n` : 'Nothing of this checkout was running.\n');
  if (values.cluster) {
    process.stdout.write('Stopping the cluster…\n');
    await stopCluster();
    process.stdout.write('The cluster is stopped. npm start starts it and its apps again.\n');
  } else process.stdout.write('The cluster and its apps go on; npm run stop -- --cluster stops them.\n');
}

main().catch(printFailure);
