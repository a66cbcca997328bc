import { expect, test } from 'vitest';
import { branchPattern } from '../previews.js';
import { ruleFor } from './branch-rules.js';
import { partsOfRepositoryUrl, repositoryUrl } from './repository-url.js';

test.each([
  ['https://github.com/acme/shop', 'https://github.com/acme/shop.git'],
  ['https://github.com/acme/shop.git', 'https://github.com/acme/shop.git'],
  ['https://gitlab.example.com:8443/group/sub/shop.git/', 'https://gitlab.example.com:8443/group/sub/shop.git'],
])('%s is the address of a repository', (text, url) => {
  expect(repositoryUrl.parse(text)).toBe(url);
});

test.each([
  'http://github.com/acme/shop', 'git://github.com/acme/shop', 'ssh://git@github.com/acme/shop', 'git@github.com:acme/shop', 'file:///etc/passwd', 'ext::sh -c id', 'https::https://a/b/c', '--upload-pack=id', '-u/acme/shop',
  'https://user:pass@github.com/acme/shop', 'https://token@github.com/acme/shop', 'https://github.com/acme/shop?x=1', 'https://github.com/acme/shop#x', 'https://github.com/acme', 'https://github.com/../etc', 'https://github.com/acme/..',
  'https://github.com/acme/../../x', 'https://github.com/acme//shop', 'https://github.com/acme/sh op', 'https://github.com/acme/shop\nx', 'https://github.com/acme/$(id)', 'https://github.com/acme/%2e%2e/x', 'https://-x/acme/shop', 'https://[::1]/acme/shop',
  'https://github.com:99999/acme/shop', 'https://github.com\\@evil/acme/shop', `https://github.com/acme/${'x'.repeat(300)}`, '',
])('%j is no address of a repository', (text) => {
  expect(repositoryUrl.safeParse(text).success).toBe(false);
});

test('the parts of an address', () => {
  expect(partsOfRepositoryUrl('https://gitlab.example.com:8443/group/sub/shop.git')).toEqual({ host: 'gitlab.example.com:8443', hostname: 'gitlab.example.com', port: 8443, path: 'group/sub/shop' });
  expect(partsOfRepositoryUrl('https://github.com/acme/my.site.git')).toMatchObject({ port: 443, path: 'acme/my.site' });
});

test('the first rule that fits counts', () => {
  const rules = [{ branch: 'main', environment: 'production' }, { branch: 'm**', environment: 'staging' }];
  expect([ruleFor(rules, 'main')?.environment, ruleFor(rules, 'mx')?.environment, ruleFor(rules, 'x')]).toEqual(['production', 'staging', undefined]);
});

test.each(['a b', 'a:b', ''])('%j is no pattern', (pattern) => {
  expect(branchPattern.safeParse(pattern).success).toBe(false);
});

test('a pattern that fits almost takes no time', () => {
  const began = performance.now();
  expect(ruleFor([{ branch: '**a**a**a', environment: 'x' }], `${'a'.repeat(199)}b`)).toBeUndefined();
  expect(performance.now() - began).toBeLessThan(2_000);
});
