import { expect, test } from 'vitest';
import { isPublicAddress, lookupPublic } from './public-address.js';

test.each(['127.0.0.1', '10.96.0.20', '172.16.5.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '::1', '::', 'fd00::1', 'fe80::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', 'not-an-address'])('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['1.1.1.1', '93.184.216.34', '2606:4700::1111'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test('a name that leads inside is refused', async () => {
  const error = await new Promise((resolve) => lookupPublic('localhost', { all: false }, (failure) => resolve(failure)));
  expect(String(error)).toMatch(/not a public address/);
});
