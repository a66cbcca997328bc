import { readFileSync } from 'node:fs';
import { authorityBundle } from '../machine.mjs';
import { run } from '../run-program.mjs';

/**
 * What this machine is told about package registries, for builds that run on it: they must
 * reach what the machine reaches. Nothing with credentials in it is carried over.
 * @typedef {object} MachineSettings
 * @property {Record<string, string>} npm lines of an npmrc
 * @property {Record<string, string>} pip lines of pip.conf's [global]
 * @property {Record<string, string>} go environment variables
 * @property {string[]} authorities every certificate (PEM) that the machine trusts
 */

const pipKeys = ['index-url', 'extra-index-url', 'trusted-host'];
const goKeys = ['GOPROXY', 'GOSUMDB', 'GONOSUMDB', 'GONOPROXY', 'GOPRIVATE', 'GOINSECURE'];

/** @param {string} go path @returns {Promise<MachineSettings>} */
export async function readMachineSettings(go) {
  const [npm, pip, goSettings] = await Promise.all([readNpm(), readPip(), readGo(go)]);
  return { npm, pip, go: goSettings, authorities: certificatesIn(readFileSync(authorityBundle(), 'utf8')) };
}

/** @param {string} bundle PEM text @returns {string[]} each certificate, in one form */
export const certificatesIn = (bundle) =>
  [...bundle.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g)].map(([, body]) => {
    const lines = body.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
    return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  });

/** @param {string} url */
const isOpen = (url) => !/\/\/[^/]*@/.test(url) && !/^(file:|\/)/.test(url);

/** @returns {Promise<Record<string, string>>} */
async function readNpm() {
  const changed = await run('npm', ['config', 'list'], { cwd: '/' }); // names what differs from npm's defaults
  const registry = /^registry = "(.+)"/m.exec(changed)?.[1];
  return registry !== undefined && isOpen(registry) ? { registry } : {};
}

/** @returns {Promise<Record<string, string>>} */
async function readPip() {
  const listed = await run('python3', ['-m', 'pip', 'config', 'list'], { cwd: '/' }).catch(() => ''); // a machine without pip has no settings for it
  return pipSettings(listed, process.env);
}

/** @param {string} listed by `pip config list` @param {NodeJS.ProcessEnv} env */
export function pipSettings(listed, env) {
  const fromFiles = Object.fromEntries([...listed.matchAll(/^(?:global|install|:env:)\.([\w-]+)='(.*)'$/gm)].map(([, name, value]) => [name, value.replaceAll('\\n', ' ')]));
  return Object.fromEntries(
    pipKeys.flatMap((name) => {
      const value = env[`PIP_${name.toUpperCase().replaceAll('-', '_')}`] ?? fromFiles[name];
      return value && value.split(/\s+/).every(isOpen) ? [[name, value]] : [];
    }),
  );
}

/** @param {string} go */
async function readGo(go) {
  const changed = JSON.parse(await run(go, ['env', '-changed', '-json', ...goKeys], { cwd: '/' }).catch(() => '{}')); // an older Go has no -changed
  return Object.fromEntries(Object.entries(changed).filter(([name, value]) => goKeys.includes(name) && String(value).split(',').every(isOpen)));
}
