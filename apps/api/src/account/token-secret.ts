import { createHash, randomBytes } from 'node:crypto';

const pattern = /^berth_[A-Za-z0-9_-]{43}$/;
const shownCharacters = 12;

/** A new API token of 256 random bits; only its hash and its first characters are kept. */
export function newTokenSecret(): { secret: string; hash: Buffer<ArrayBuffer>; prefix: string } {
  const secret = `berth_${randomBytes(32).toString('base64url')}`;
  return { secret, hash: hashSecret(secret), prefix: secret.slice(0, shownCharacters) };
}

/** SHA-256; enough for a secret that nobody can guess. */
export const hashSecret = (secret: string): Buffer<ArrayBuffer> => Buffer.from(createHash('sha256').update(secret).digest());

/** False for text that cannot be a token, so that it costs no query. */
export const looksLikeToken = (text: string): boolean => pattern.test(text);
