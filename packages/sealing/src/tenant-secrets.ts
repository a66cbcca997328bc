import { randomBytes } from 'node:crypto';
import { openBytes, sealBytes } from './aes-gcm.js';

/** A new data key for a tenant, sealed under the installation's 32-byte key; store it with the tenant. */
export function newDataKey(installationKey: Uint8Array, tenantId: string): Buffer {
  return sealBytes(installationKey, randomBytes(32), `data-key:${tenantId}`);
}

/** The tenant's data key in the clear. Keep it in memory no longer than needed. Throws SealBroken. */
export function openDataKey(installationKey: Uint8Array, tenantId: string, sealedKey: Uint8Array): Buffer {
  return openBytes(installationKey, sealedKey, `data-key:${tenantId}`);
}

/** Seals a secret's value, bound to its environment and name; base64. */
export function sealSecret(dataKey: Uint8Array, environmentId: string, name: string, value: string): string {
  return sealBytes(dataKey, Buffer.from(value), `secret:${environmentId}:${name}`).toString('base64');
}

/** Secrets of one environment, sealed for another of the same tenant. Throws SealBroken. */
export function resealSecrets(installationKey: Uint8Array, tenant: { id: string; dataKey: Uint8Array }, from: string, to: string, secrets: Record<string, string>): Record<string, string> {
  const dataKey = openDataKey(installationKey, tenant.id, tenant.dataKey);
  try {
    return Object.fromEntries(Object.entries(secrets).map(([name, sealed]) => [name, sealSecret(dataKey, to, name, openSecret(dataKey, from, name, sealed))]));
  } finally {
    dataKey.fill(0);
  }
}

/** The value that `sealSecret` sealed. Throws SealBroken. */
export function openSecret(dataKey: Uint8Array, environmentId: string, name: string, sealed: string): string {
  return openBytes(dataKey, Buffer.from(sealed, 'base64'), `secret:${environmentId}:${name}`).toString();
}

/** Seals the private key of a domain's certificate, bound to the domain; base64. */
export const sealDomainKey = (dataKey: Uint8Array, domainId: string, key: string): string => sealBytes(dataKey, Buffer.from(key), `domain:${domainId}`).toString('base64');

/** The key that `sealDomainKey` sealed. Throws SealBroken. */
export const openDomainKey = (dataKey: Uint8Array, domainId: string, sealed: string): string => openBytes(dataKey, Buffer.from(sealed, 'base64'), `domain:${domainId}`).toString();
