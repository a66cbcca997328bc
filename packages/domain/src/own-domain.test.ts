import { expect, test } from 'vitest';
import { certificateCovers, domainHost, isWithin } from './own-domain.js';

test.each([
  ['Shop.Example.ORG', 'shop.example.org'],
  [' shop.example.org. ', 'shop.example.org'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  [`${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(50)}.org`, `${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(50)}.org`],
])('%s is kept as DNS has it', (given, host) => {
  expect(domainHost.parse(given)).toBe(host);
});

test.each([
  ['*.example.org', /wildcard/],
  ['203.0.113.7', /not an address/],
  ['0x7f.1', /not an address/],
  ['[::1]', /host name alone/],
  ['::1', /host name alone/],
  ['shop.example.org:443', /host name alone/],
  ['https://shop.example.org', /host name alone/],
  ['shop.example.org/x', /host name alone/],
  ['user@shop.example.org', /host name alone/],
  ['localhost', /nobody/],
  ['shop.localhost', /nobody/],
  ['org', /with a dot/],
  ['', /host name/],
  ['_berth.example.org', /letters, digits/],
  ['-shop.example.org', /letters, digits/],
  ['shop..example.org', /letters, digits/],
  [`${'a'.repeat(64)}.example.org`, /letters, digits/],
  [`${'a.'.repeat(126)}org`, /at most 246/],
])('%s is refused', (given, why) => {
  expect(domainHost.safeParse(given).error?.issues[0]?.message).toMatch(why);
});

test('a name is within a domain at a dot alone', () => {
  expect([isWithin('example.org', 'example.org'), isWithin('a.example.org', 'example.org'), isWithin('badexample.org', 'example.org')]).toEqual([true, true, false]);
});

test('a certificate is shown for the hosts that it names, a wildcard for one label', () => {
  expect(['example.org', 'shop.example.org', 'a.shop.example.org', 'badexample.org'].map((host) => ['example.org', '*.example.org'].filter((name) => certificateCovers(name, host)))).toEqual([['example.org'], ['*.example.org'], [], []]);
});
