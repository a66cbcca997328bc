import { constants, generateKeyPairSync, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import { openBytes, sealBytes, SealBroken } from './aes-gcm.js';

const wrappedKeyBytes = 384;
const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' } as const;

/** An RSA-3072 key pair in PEM. The API and the bootstrap hold the public half and can only seal; the worker opens. */
export function newWorkerKeyPair(): { publicKey: string; privateKey: string } {
  return generateKeyPairSync('rsa', {
    modulusLength: 3072,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** Seals to the worker: a fresh AES-256-GCM key wrapped by RSA-OAEP with SHA-256 (RFC 8017). `context` as in `sealBytes`. */
export function sealForWorker(publicKey: string, plain: Uint8Array | string, context: string): Buffer {
  const key = randomBytes(32);
  return Buffer.concat([publicEncrypt({ key: publicKey, ...oaep }, key), sealBytes(key, Buffer.from(plain), context)]);
}

/** Opens what `sealForWorker` made. Throws SealBroken. */
export function openForWorker(privateKey: string, sealed: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(sealed);
  let key: Buffer;
  try {
    key = privateDecrypt({ key: privateKey, ...oaep }, bytes.subarray(0, wrappedKeyBytes));
  } catch (cause) {
    throw new SealBroken('sealed to another worker key', { cause });
  }
  return openBytes(key, bytes.subarray(wrappedKeyBytes), context);
}
