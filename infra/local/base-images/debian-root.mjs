import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { here } from '../paths.mjs';
import { run } from '../run-program.mjs';
import { suite } from './debian-suite.mjs';
import { certificatesIn } from './machine-settings.mjs';

/** @typedef {import('./machine-settings.mjs').MachineSettings} MachineSettings */

const bundlePath = 'etc/ssl/certs/ca-certificates.crt';
const slim = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/info/*', '/usr/share/locale/*', '/usr/share/lintian/*'].map((path) => `--dpkgopt=path-exclude=${path}`);

/**
 * @param {string} root folder that becomes the script's root
 * @param {string} apt shared folder of package lists and archives
 * @param {string} script
 * @param {{ lower: string, upper: string, work: string }} [overlay] keeps root apart from what the script changes
 */
export function runInRoot(root, apt, script, overlay) {
  const layers = overlay ? [overlay.lower, overlay.upper, overlay.work] : [];
  return run('unshare', ['--mount', 'sh', join(here, 'base-images', 'in-root.sh'), root, apt, script, ...layers], { timeout: 900_000 });
}

/** @param {string} work @returns {string} an empty folder for package lists and archives */
export function makeAptFolder(work) {
  const apt = join(work, 'apt');
  for (const name of ['lists/partial', 'archives/partial']) mkdirSync(join(apt, name), { recursive: true });
  return apt;
}

/**
 * Makes a small Debian with an init, with what this machine trusts and where it finds packages.
 * @param {string} root folder to make it in
 * @param {string} apt
 * @param {MachineSettings} settings
 * @returns {Promise<Record<string, string>>} environment variables that images on it need
 */
export async function makeDebianRoot(root, apt, settings) {
  await run('mmdebstrap', ['--quiet', '--variant=apt', '--include=ca-certificates,tini,netbase,tzdata', ...slim, suite, root], { timeout: 900_000 });
  chmodSync(root, 0o755);
  writeFileSync(join(root, 'etc/resolv.conf'), ''); // the container runtime mounts its own over it
  writeFileSync(join(root, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 }); // no package starts a service
  const known = new Set(certificatesIn(readFileSync(join(root, bundlePath), 'utf8')));
  const own = settings.authorities.filter((certificate) => !known.has(certificate));
  own.forEach((certificate, index) => writeFileSync(join(root, 'usr/local/share/ca-certificates', `machine-${index}.crt`), certificate));
  if (Object.keys(settings.pip).length > 0) writeFileSync(join(root, 'etc/pip.conf'), `[global]\n${lines(settings.pip, ' = ')}`);
  mkdirSync(join(root, 'usr/local/etc'), { recursive: true });
  if (Object.keys(settings.npm).length > 0) writeFileSync(join(root, 'usr/local/etc/npmrc'), lines(settings.npm, '='));
  await runInRoot(root, apt, 'update-ca-certificates >/dev/null 2>&1; apt-get -qq update');
  if (own.length === 0) return {};
  const bundle = `/${bundlePath}`; // for programs that bring authorities of their own
  return { SSL_CERT_FILE: bundle, NODE_EXTRA_CA_CERTS: bundle, REQUESTS_CA_BUNDLE: bundle, PIP_CERT: bundle };
}

/** @param {Record<string, string>} settings @param {string} between */
const lines = (settings, between) => Object.entries(settings).map(([name, value]) => `${name}${between}${value}\n`).join('');

/**
 * Packs a folder as a layer: what an overlay marks as deleted becomes what images mark as deleted.
 * @param {string} folder
 * @param {string} tar
 */
export async function packLayer(folder, tar) {
  markDeleted(folder);
  for (const leftover of ['var/cache/apt', 'var/log', 'var/cache/debconf', 'var/cache/ldconfig', 'root/.npm', 'tmp']) {
    const path = join(folder, leftover);
    if (existsSync(path)) for (const name of readdirSync(path)) if (leftover !== 'var/cache/apt' || name !== 'archives') rmSync(join(path, name), { recursive: true, force: true });
  }
  await run('tar', ['--numeric-owner', '--sort=name', '--mtime=@0', '-C', folder, '-cf', `${tar}.new`, '.']);
  renameSync(`${tar}.new`, tar);
}

/** @param {string} folder */
function markDeleted(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) markDeleted(path);
    else if (entry.isCharacterDevice() && lstatSync(path).rdev === 0) {
      rmSync(path);
      writeFileSync(join(folder, `.wh.${entry.name}`), '');
    }
  }
}
