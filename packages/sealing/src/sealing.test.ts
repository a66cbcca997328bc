import { expect, test } from 'vitest';
import { newDataKey, newWorkerKeyPair, openDataKey, openForWorker, openSecret, registryLogin, registryRoleKey, sealForWorker, SealBroken, sealSecret } from './index.js';

const installationKey = Buffer.alloc(32, 7);

test('a secret opens with its tenant key, environment and name, and with nothing else', () => {
  const key = openDataKey(installationKey, 'tenant-a', newDataKey(installationKey, 'tenant-a'));
  const sealed = sealSecret(key, 'env-1', 'DATABASE_URL', 'postgres://x');
  expect(openSecret(key, 'env-1', 'DATABASE_URL', sealed)).toBe('postgres://x');
  expect(() => openSecret(key, 'env-2', 'DATABASE_URL', sealed)).toThrow(SealBroken);
  expect(() => openSecret(key, 'env-1', 'OTHER', sealed)).toThrow(SealBroken);
  const other = openDataKey(installationKey, 'tenant-b', newDataKey(installationKey, 'tenant-b'));
  expect(() => openSecret(other, 'env-1', 'DATABASE_URL', sealed)).toThrow(SealBroken);
});

test('a data key cannot be given to another tenant', () => {
  const sealed = newDataKey(installationKey, 'tenant-a');
  expect(() => openDataKey(installationKey, 'tenant-b', sealed)).toThrow(SealBroken);
});

test('the same value is sealed differently each time', () => {
  expect(sealSecret(installationKey, 'e', 'N', 'v')).not.toBe(sealSecret(installationKey, 'e', 'N', 'v'));
});

test('what is sealed to a worker opens with its private key alone', () => {
  const worker = newWorkerKeyPair();
  const sealed = sealForWorker(worker.publicKey, 'kubeconfig', 'cluster:1');
  expect(openForWorker(worker.privateKey, sealed, 'cluster:1').toString()).toBe('kubeconfig');
  expect(() => openForWorker(worker.privateKey, sealed, 'cluster:2')).toThrow(SealBroken);
  expect(() => openForWorker(newWorkerKeyPair().privateKey, sealed, 'cluster:1')).toThrow(SealBroken);
  const altered = Buffer.from(sealed);
  altered[altered.length - 1]! ^= 1;
  expect(() => openForWorker(worker.privateKey, altered, 'cluster:1')).toThrow(SealBroken);
});

test('registry passwords differ by role, tenant and installation', () => {
  const master = Buffer.alloc(32, 1);
  const passwords = [
    registryLogin(registryRoleKey(master, 'pull'), 'pull', 'berth', 'acme'),
    registryLogin(registryRoleKey(master, 'build'), 'build', 'berth', 'acme'),
    registryLogin(registryRoleKey(master, 'pull'), 'pull', 'berth', 'other'),
    registryLogin(registryRoleKey(master, 'pull'), 'pull', 'berth1a2b', 'acme'),
  ].map((login) => login.password);
  expect(new Set(passwords).size).toBe(passwords.length);
});
