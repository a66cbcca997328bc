import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ensureAuthority, ensureCertificate, keyPair } from './certificates.mjs';

test('a certificate is signed by the authority, for the names asked for, and made anew only when they change', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'berth-certificates-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const authority = keyPair(dir, 'authority');
  const pair = keyPair(dir, 'portal');
  await ensureAuthority(authority, 'Test');
  const names = ['DNS:berth.localhost', 'DNS:*.apps.localhost'];
  expect(await ensureCertificate(pair, authority, { subject: '/CN=berth.localhost', names })).toBe(true);
  expect(await ensureCertificate(pair, authority, { subject: '/CN=berth.localhost', names })).toBe(false);
  const certificate = new X509Certificate(readFileSync(pair.certificate));
  const issuer = new X509Certificate(readFileSync(authority.certificate));
  expect(issuer.ca).toBe(true);
  expect(certificate.verify(issuer.publicKey)).toBe(true);
  expect(certificate.checkHost('hello-acme.apps.localhost')).toBeDefined();
  expect(certificate.checkHost('elsewhere.localhost')).toBeUndefined();
  expect(await ensureCertificate(pair, authority, { subject: '/CN=berth.localhost', names: ['DNS:other.localhost'] })).toBe(true);
});
