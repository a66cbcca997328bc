import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { authorityDir, network, node, pkiDir } from './paths.mjs';
import { run } from './run-program.mjs';

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/**
 * Paths of a certificate and its key.
 * @typedef {{ certificate: string, key: string }} KeyPair
 */

/** @param {string} dir @param {string} name @returns {KeyPair} */
export const keyPair = (dir, name) => ({ certificate: join(dir, `${name}.crt`), key: join(dir, `${name}.key`) });

/** The authority that signs the URLs' certificates. It outlives the cluster, so that trust in it does too. */
export const urlAuthority = keyPair(authorityDir, 'ca');

/**
 * Makes a self-signed authority unless it is there.
 * @param {KeyPair} pair
 * @param {string} commonName
 */
export async function ensureAuthority({ certificate, key }, commonName) {
  if (existsSync(certificate) && existsSync(key)) return;
  mkdirSync(dirname(certificate), { recursive: true, mode: 0o755 });
  await run('openssl', ['req', '-x509', ...curve, '-days', '3650', '-subj', `/CN=${commonName}`, '-addext', 'keyUsage=critical,keyCertSign,cRLSign', '-keyout', `${key}.new`, '-out', `${certificate}.new`]);
  renameSync(`${key}.new`, key);
  renameSync(`${certificate}.new`, certificate);
}

/**
 * Makes a certificate signed by the authority unless one with the same names is there and
 * good for another 30 days.
 * @param {KeyPair} pair
 * @param {KeyPair} authority
 * @param {{ subject: string, names?: string[], days?: number }} what names: subjectAltName entries such as `DNS:localhost`; days: 365 unless given (browsers refuse more than 825)
 * @returns {Promise<boolean>} whether it was made
 */
export async function ensureCertificate({ certificate, key }, authority, { subject, names = [], days = 365 }) {
  const wanted = JSON.stringify({ subject, names, authority: readFileSync(authority.certificate, 'utf8') });
  const record = `${certificate}.json`;
  const ageDays = existsSync(certificate) ? (Date.now() - statSync(certificate).mtimeMs) / 86_400_000 : Infinity;
  if (existsSync(key) && existsSync(record) && readFileSync(record, 'utf8') === wanted && ageDays < days - 30) return false;
  mkdirSync(dirname(certificate), { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'berth-certificate-'));
  try {
    await run('openssl', ['req', ...curve, '-subj', subject, '-keyout', join(work, 'key'), '-out', join(work, 'request')]);
    writeFileSync(join(work, 'extensions'), ['keyUsage=digitalSignature', 'extendedKeyUsage=serverAuth,clientAuth', ...(names.length ? [`subjectAltName=${names.join(',')}`] : [])].join('\n'));
    await run('openssl', ['x509', '-req', '-in', join(work, 'request'), '-CA', authority.certificate, '-CAkey', authority.key, '-set_serial', `0x${randomSerial()}`, '-days', String(days), '-extfile', join(work, 'extensions'), '-out', join(work, 'certificate')]);
    writeFileSync(`${key}.new`, readFileSync(join(work, 'key')), { mode: 0o600 });
    writeFileSync(`${certificate}.new`, readFileSync(join(work, 'certificate')));
    renameSync(`${key}.new`, key);
    renameSync(`${certificate}.new`, certificate);
    writeFileSync(record, wanted);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return true;
}

const randomSerial = () => Buffer.from(crypto.getRandomValues(new Uint8Array(15))).toString('hex').replace(/^/, '4');

export const clusterAuthority = keyPair(pkiDir, 'ca');
export const frontProxyAuthority = keyPair(pkiDir, 'front-proxy-ca');
export const clusterCertificate = (/** @type {string} */ name) => keyPair(pkiDir, name);
export const serviceAccountKey = { private: join(pkiDir, 'service-accounts.key'), public: join(pkiDir, 'service-accounts.pub') };

/** Makes every key of the cluster that is missing. */
export async function ensureClusterKeys() {
  await Promise.all([
    ensureAuthority(clusterAuthority, 'Berth local cluster'),
    ensureAuthority(frontProxyAuthority, 'Berth local cluster aggregation'),
    ensureAuthority(urlAuthority, 'Berth local development'),
    ensureServiceAccountKey(),
  ]);
  const days = 3650;
  await Promise.all([
    ensureCertificate(clusterCertificate('apiserver'), clusterAuthority, {
      subject: '/CN=kube-apiserver',
      names: [`IP:${node.address}`, 'IP:127.0.0.1', `IP:${network.kubernetes}`, 'DNS:kubernetes', 'DNS:kubernetes.default', 'DNS:kubernetes.default.svc', 'DNS:localhost'],
      days,
    }),
    ensureCertificate(clusterCertificate('admin'), clusterAuthority, { subject: '/O=system:masters/CN=admin', days }),
    ensureCertificate(clusterCertificate('kubelet-client'), clusterAuthority, { subject: '/O=system:masters/CN=apiserver-kubelet', days }),
    ensureCertificate(clusterCertificate('controllers'), clusterAuthority, { subject: '/CN=system:kube-controller-manager', days }),
    ensureCertificate(clusterCertificate('scheduler'), clusterAuthority, { subject: '/CN=system:kube-scheduler', days }),
    ensureCertificate(clusterCertificate('proxy'), clusterAuthority, { subject: '/CN=system:kube-proxy', days }),
    ensureCertificate(clusterCertificate('gateway'), urlAuthority, { subject: '/CN=gateway.invalid', names: ['DNS:gateway.invalid'], days }),
    ensureCertificate(clusterCertificate('request-metrics'), urlAuthority, { subject: '/CN=request-metrics', names: ['DNS:request-metrics.kube-system.svc'], days }),
    ensureCertificate(clusterCertificate('cilium'), clusterAuthority, { subject: '/O=system:masters/CN=cilium', days }),
    ensureCertificate(clusterCertificate('storage'), clusterAuthority, { subject: '/CN=berth-storage', days }),
    ensureCertificate(clusterCertificate('kubelet'), clusterAuthority, { subject: `/O=system:nodes/CN=system:node:${node.name}`, names: [`IP:${node.address}`, `DNS:${node.name}`], days }),
    ensureCertificate(clusterCertificate('front-proxy'), frontProxyAuthority, { subject: '/CN=front-proxy-client', days }),
  ]);
}

async function ensureServiceAccountKey() {
  if (existsSync(serviceAccountKey.public)) return;
  mkdirSync(pkiDir, { recursive: true });
  await run('openssl', ['genrsa', '-out', serviceAccountKey.private, '2048']);
  await run('openssl', ['rsa', '-in', serviceAccountKey.private, '-pubout', '-out', serviceAccountKey.public]);
}
