#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { timed } from '../local/progress.mjs';
import { ensureAccounts, operatorEmail, ownerEmail } from './accounts.mjs';
import { localFolder, root } from './local-folder.mjs';
import { otherWays, usesOwnCluster } from './machine.mjs';
import { addresses, startPlatform } from './platform.mjs';
import { stopAll, stopProcess } from './processes.mjs';
import { progressPrinter } from './progress-printer.mjs';
import { deploySampleApp, sampleAppAnswers, sampleUrl } from './sample-app.mjs';
import { setUp, writeVariables } from './set-up.mjs';
import { printFailure } from './start-error.mjs';
import { superviseInBackground, superviseUntilStopped } from './supervise.mjs';

const usage = `usage: npm start [-- --detach]

Makes everything run, from nothing: npm packages, PostgreSQL, Redis, a Kubernetes cluster, Berth, a sample app.
  --detach   return when it is ready, and leave the processes running (npm run stop ends them)
`;

async function main() {
  const { values } = parseArgs({ options: { detach: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } });
  if (values.help) return void process.stdout.write(usage);
  const local = localFolder('main');
  const printer = progressPrinter();
  const { report, print } = printer;
  const interrupted = stopWhenInterrupted(local, print);
  const began = Date.now();
  if (!existsSync(local.env) && !usesOwnCluster()) void otherWays().then((sentence) => sentence && print(`  ${sentence}`));

  const platform = await setUp('main', { report, print });
  await stopProcess(local, 'supervisor'); // it would start again what is replaced
  await timed(report, 'platform', 'Starting API, worker and portal', () => startPlatform(platform));
  await timed(report, 'accounts', 'Looking for operator, tenant and logins', () => ensureAccounts(platform));
  const variables = writeVariables(platform);
  const deployed = !(await sampleAppAnswers(platform));
  if (deployed) await timed(report, 'deploy sample app', 'Deploying the sample app (test/apps/hello-node)', () => deploySampleApp(platform, { variables, print }));
  if (values.detach) await superviseInBackground(local);
  printer.stop();
  print(summary(platform, { seconds: (Date.now() - began) / 1000, deployed, detached: values.detach }));
  interrupted.release();
  if (!values.detach) await superviseUntilStopped(local, print);
}

/**
 * Ctrl-C before all is ready ends what was started; a second start goes on from there.
 * @param {import('./local-folder.mjs').LocalFolder} local
 * @param {(line: string) => void} print
 */
function stopWhenInterrupted(local, print) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  let stopping = false;
  const stop = () => {
    if (stopping) return; // npm passes on what the terminal has sent already
    stopping = true;
    print('\nStopping. npm start goes on from here.');
    stopAll(local).then(() => process.exit(130), (error) => { printFailure(error); process.exit(1); });
  };
  for (const name of signals) process.on(name, stop);
  return { release: () => { for (const name of signals) process.removeListener(name, stop); } };
}

/**
 * @param {import('./platform.mjs').Platform} platform
 * @param {{ seconds: number, deployed: boolean, detached: boolean }} run
 */
function summary(platform, { seconds, deployed, detached }) {
  const { secrets, target, local } = platform;
  const { origin, api } = addresses(platform);
  const trust = target.ca && (process.platform === 'linux' ? `
  Certificate  ${target.ca}
               to trust it:  cp ${target.ca} /usr/local/share/ca-certificates/berth-local.crt && update-ca-certificates
               (a browser may want it imported: Settings, Certificates, Authorities)` : '');
  return `
Berth runs (${seconds.toFixed(1)} s). The sample app ${deployed ? 'was built from source and is live' : 'answers'}:

  App          ${sampleUrl(platform)}
  Portal       ${origin}
  API          ${api}
  Logins       ${ownerEmail}  ${secrets.ownerPassword}   (owner of acme)
               ${operatorEmail}  ${secrets.operatorPassword}   (operator)
  Cluster      export KUBECONFIG=${target.kubeconfig}${trust || ''}
  Logs         ${local.log}/

Next, a folder of your own:

  . ${local.env}
  export PATH=${root}/.local/bin:$PATH
  cd your-app && berth deploy

${detached ? 'npm run stop ends Berth; the cluster and its apps go on.' : 'Ctrl-C ends Berth; the cluster and its apps go on.'}`;
}

main().catch((error) => {
  printFailure(error);
  process.stderr.write('\nnpm start goes on from here; npm run stop ends what runs already.\n');
  process.exit(1);
});
