import { isWithin } from '@berth/domain';
import { certificateNames, nameIn } from '@berth/sealing';
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { invalidField } from '../http/invalid-input.js';

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const mostCertificates = 10;
/** What every TLS client of today understands. */
const keyTypes: ReadonlySet<string | undefined> = new Set(['rsa', 'ec', 'ed25519']);

export interface OwnCertificate {
  /** PEM, as it is served: leaf first, nothing besides certificates. */
  chain: string;
  /** PEM, PKCS #8. */
  key: string;
  names: string[];
  validUntil: Date;
}

interface Given {
  certificate: string;
  key: string;
}

/**
 * A certificate that may be shown for `host`. The ingress shows certificates by the names in them, whoever gave them: so
 * each name must be within `proven`, the hosts that the tenant has proven. Throws invalid-input.
 */
export function readCertificate(given: Given, host: string, proven: readonly string[], now: Date): OwnCertificate {
  const refuse = (words: string): Error => invalidField('/body/certificate', words);
  const chain = certificatesIn(given.certificate);
  const [leaf] = chain;
  if (!leaf) throw refuse('must hold certificates in PEM, the host’s own first');
  if (chain.length > mostCertificates) throw refuse(`must hold at most ${mostCertificates} certificates`);
  const key = privateKey(given.key);
  if (!leaf.checkPrivateKey(key)) throw invalidField('/body/key', 'is not the key of the first certificate');
  if (chain.some((one, index) => index + 1 < chain.length && !one.verify(chain[index + 1]!.publicKey))) throw refuse('must be in order: each certificate signed by the next one');
  const names = certificateNames(leaf);
  if (names === null) throw refuse('must name hosts alone: no addresses, and nothing else');
  if (leaf.checkHost(host, { subject: 'never' }) === undefined) throw refuse(`is for ${names.join(', ') || 'nobody'}, not for ${host}`);
  const foreign = names.find((name) => !proven.some((domain) => isWithin(name.replace(/^\*\./, ''), domain)));
  if (foreign !== undefined) throw refuse(`names ${foreign}, too, which is no verified domain of yours: verify it first, or leave it out of the certificate`);
  const validUntil = leaf.validToDate;
  if (validUntil <= now) throw refuse(`ended on ${validUntil.toISOString().slice(0, 10)}`);
  if (leaf.validFromDate > now) throw refuse(`is valid only from ${leaf.validFromDate.toISOString().slice(0, 10)} on`);
  return { chain: chain.map((one) => one.toString()).join(''), key: key.export({ type: 'pkcs8', format: 'pem' }).toString(), names, validUntil };
}

/** What a kept certificate says of itself. */
export function describeCertificate(chain: string): { names: string[]; issuer: string; validUntil: Date } {
  const leaf = new X509Certificate(chain);
  return { names: certificateNames(leaf) ?? [], issuer: nameIn(leaf.issuer, 'CN') ?? nameIn(leaf.issuer, 'O') ?? leaf.issuer.replaceAll('\n', ', '), validUntil: leaf.validToDate };
}

function certificatesIn(pem: string): X509Certificate[] {
  try {
    return (pem.match(block) ?? []).map((text) => new X509Certificate(text));
  } catch {
    throw invalidField('/body/certificate', 'holds a certificate that cannot be read');
  }
}

function privateKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw invalidField('/body/key', 'must be a private key in PEM that is not encrypted');
  }
  if (!keyTypes.has(key.asymmetricKeyType)) throw invalidField('/body/key', `must be RSA, ECDSA or Ed25519, not ${key.asymmetricKeyType}`);
  return key;
}
