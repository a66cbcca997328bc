import { generateKeyPairSync } from 'node:crypto';
import { Problem } from '@berth/domain';
import { expect, test } from 'vitest';
import { testCertificate } from '../../test/test-certificate.js';
import { describeCertificate, readCertificate } from './read-certificate.js';

const host = 'shop.example.org';
const now = new Date(Date.now() + 60_000); // made below
const good = testCertificate([`DNS:${host}`], { subject: `/O=Shop/CN=${host}` });
const refusal = (given: { certificate: string; key: string }, proven = [host], at = now): string => {
  try {
    readCertificate(given, host, proven, at);
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
  return 'none';
};

test('what is kept is the chain and the key alone, and says of itself who signed it and until when it is good', () => {
  const kept = readCertificate({ certificate: `a note\n${good.certificate}\n${good.ca}`, key: good.key }, host, [host], now);
  expect(kept.chain).toBe(good.certificate + good.ca);
  expect(kept.key).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  expect(describeCertificate(kept.chain)).toEqual({ names: [host], issuer: 'Authority of a test', validUntil: kept.validUntil });
});

test('a wildcard and further names are taken where the tenant has proven what they are within', () => {
  const wide = testCertificate(['DNS:example.org', 'DNS:*.example.org']);
  expect(refusal(wide, [host, 'example.org'])).toBe('none');
  expect(refusal(wide, [host])).toMatch(/names example\.org, too, which is no verified domain of yours/);
  expect(refusal(testCertificate(['DNS:*.example.org']), [host])).toMatch(/names \*\.example\.org, too/);
});

test('a name of somebody else is refused wherever it stands: the ingress would show the certificate to their visitors', () => {
  expect(refusal(testCertificate([`DNS:${host}`, 'DNS:bank-globex.apps.example.com']))).toMatch(/names bank-globex\.apps\.example\.com, too/);
  expect(refusal(testCertificate([`DNS:${host}`], { subject: '/CN=bank.example' }))).toMatch(/names bank\.example, too/);
  expect(refusal(testCertificate([`DNS:${host}`, 'DNS:badshop.example.org']))).toMatch(/names badshop\.example\.org, too/);
  expect(refusal(testCertificate([`DNS:${host}`, 'IP:203.0.113.7']))).toMatch(/no addresses/);
  expect(refusal(testCertificate([`DNS:${host}`, 'URI:https://bank.example']))).toMatch(/nothing else/);
});

test('what could not be shown is refused, with the reason', () => {
  const other = testCertificate([`DNS:${host}`]);
  expect(refusal({ certificate: good.certificate, key: other.key })).toMatch(/key is not the key of the first certificate/);
  expect(refusal({ certificate: good.certificate + other.ca, key: good.key })).toMatch(/in order/);
  expect(refusal({ certificate: 'x', key: good.key })).toMatch(/PEM/);
  expect(refusal({ certificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', key: good.key })).toMatch(/cannot be read/);
  expect(refusal({ certificate: good.certificate, key: 'x' })).toMatch(/not encrypted/);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const locked = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }) as string;
  expect(refusal({ certificate: good.certificate, key: locked })).toMatch(/not encrypted/);
  expect(refusal(testCertificate(['DNS:www.example.org']), [host, 'www.example.org'])).toMatch(/is for www\.example\.org, not for shop/);
  expect(refusal(testCertificate([], { subject: `/CN=${host}` }))).toMatch(/not for shop/);
  expect(refusal(good, [host], new Date(now.getTime() + 100 * 86_400_000))).toMatch(/ended on/);
  expect(refusal(good, [host], new Date(now.getTime() - 86_400_000))).toMatch(/only from/);
});
