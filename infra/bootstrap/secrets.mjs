import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { putFile } from '../local/put-file.mjs';

/** @typedef {import('./local-folder.mjs').LocalFolder} LocalFolder */

/**
 * What an installation alone knows. Files of mode 600 below `.local/keys`.
 * @typedef {object} Secrets
 * @property {string} installationKey 32 bytes in base64: seals tenants' keys
 * @property {string} authSecret of the sessions
 * @property {string} databasePassword
 * @property {string} redisPassword
 * @property {string} operatorPassword
 * @property {string} ownerPassword
 * @property {string} [operatorToken]
 * @property {string} [ownerToken] of acme's owner
 */

const secretsFile = (/** @type {LocalFolder} */ local) => join(local.keys, 'secrets.json');

/** @param {LocalFolder} local */
export const workerKeyFiles = (local) => ({ publicKey: join(local.keys, 'worker-public.pem'), privateKey: join(local.keys, 'worker-private.pem') });

/** A password that can be read out and typed: about 77 bits. */
const readable = () => Array.from(randomBytes(15), (byte) => 'abcdefghjkmnpqrstuvwxyz23456789'[byte % 31]).join('').replace(/.{5}(?=.)/g, '$&-');

/**
 * Reads the secrets, and makes those that are missing.
 * @param {LocalFolder} local
 * @returns {Secrets}
 */
export function ensureSecrets(local) {
  const before = existsSync(secretsFile(local)) ? JSON.parse(readFileSync(secretsFile(local), 'utf8')) : {};
  const secrets = {
    installationKey: randomBytes(32).toString('base64'),
    authSecret: randomBytes(32).toString('base64url'),
    databasePassword: randomBytes(18).toString('base64url'),
    redisPassword: randomBytes(18).toString('base64url'),
    operatorPassword: readable(),
    ownerPassword: readable(),
    ...before,
  };
  saveSecrets(local, secrets);
  return secrets;
}

/** @param {LocalFolder} local @param {Secrets} secrets */
export const saveSecrets = (local, secrets) => putFile(secretsFile(local), JSON.stringify(secrets, undefined, 1), 0o600);

/**
 * The worker's key pair, RSA-3072 in PEM, as `newWorkerKeyPair` of @berth/sealing makes it.
 * @param {LocalFolder} local
 */
export function ensureWorkerKeys(local) {
  const files = workerKeyFiles(local);
  if (existsSync(files.publicKey) && existsSync(files.privateKey)) return files;
  const pair = generateKeyPairSync('rsa', { modulusLength: 3072, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
  putFile(files.privateKey, pair.privateKey, 0o600);
  putFile(files.publicKey, pair.publicKey, 0o600);
  return files;
}
