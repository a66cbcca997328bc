import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { answersOk } from './http.mjs';
import { root } from './local-folder.mjs';
import { addresses } from './platform.mjs';
import { StartError } from './start-error.mjs';

export const sampleName = 'hello';
const folder = join(root, 'test/apps/hello-node');

/** The URL of the sample app. @param {import('./platform.mjs').Platform} platform */
export const sampleUrl = (platform) => addresses(platform).app(sampleName);

/**
 * Whether this very source of the sample app answers already.
 * @param {import('./platform.mjs').Platform} platform
 */
export async function sampleAppAnswers(platform) {
  const { stamp, revision } = stampOf(platform);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === revision && (await answersOk(sampleUrl(platform), { ca: platform.target.ca }));
}

/** @param {import('./platform.mjs').Platform} platform */
const stampOf = ({ local, identity }) => ({ stamp: join(local.path, 'sample-app'), revision: `${identity.id} ${sourceHash()}` });

/**
 * Deploys the sample app from its source as a user does, through the CLI and the public API; then waits until its URL
 * answers 200.
 * @param {import('./platform.mjs').Platform} platform
 * @param {{ variables: Record<string, string>, print: (line: string) => void }} options variables of the installation, for the CLI
 */
export async function deploySampleApp(platform, { variables, print }) {
  const { local, target } = platform;
  const url = sampleUrl(platform);
  const code = await deploy(local.launcher, variables, print);
  if (code !== 0) throw new StartError(`The sample app could not be deployed (berth deploy ended with ${code}).`, `The cause is above; the logs are in ${local.log}.`);
  for (const end = Date.now() + 30_000; !(await answersOk(url, { ca: target.ca })); await sleep(200)) {
    if (Date.now() > end) throw new StartError(`${url} does not answer 200, although its deployment is live.`, 'Run berth status --app hello, or npm run status.');
  }
  const { stamp, revision } = stampOf(platform);
  writeFileSync(stamp, revision);
}

function sourceHash() {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) if (!['node_modules', '.berth'].includes(name)) hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}

/** @param {string} launcher @param {Record<string, string>} variables @param {(line: string) => void} print @returns {Promise<number>} exit code */
function deploy(launcher, variables, print) {
  return new Promise((resolve, reject) => {
    const child = spawn(launcher, ['deploy', folder, '--app', sampleName], { cwd: root, env: { ...process.env, ...variables, BERTH_TENANT: 'acme', CI: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', (line) => print(`  ${line}`));
    const timer = setTimeout(() => child.kill('SIGTERM'), 600_000);
    child.once('error', reject).once('close', (code) => { clearTimeout(timer); resolve(code ?? 1); });
  });
}
