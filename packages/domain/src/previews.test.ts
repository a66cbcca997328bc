import { expect, test } from 'vitest';
import { admitsBranch, branchName, previewSlugs, readPreviewSettings, scaleInShare, shareOf, sizeInShare } from './previews.js';
import { namedSizes } from './resources.js';
import { environmentSlug } from './slug.js';

test('a branch that can be read as a name is its preview’s; the other choice ends in the tag', () => {
  expect(previewSlugs('feature-x', '1a2b', 30)).toEqual(['feature-x', 'feature-x-1a2b']);
  expect(previewSlugs('Feature/Login_2', '1a2b', 30)).toEqual(['feature-login-2', 'feature-login-2-1a2b']);
});

test('every branch gives names that an environment may have and a host name has room for', () => {
  const branches = ['x', '42', '/', '日本語', '1-2-3', 'a'.repeat(200), 'ends-with-/', 'UPPER', '--', 'a-very-long-branch-name-of-thirty', 'dependabot/npm_and_yarn/types/node-24.1.0', 'ünïcode'];
  for (const branch of branches) {
    for (const longest of [11, 12, 20, 30, 44]) {
      const slugs = previewSlugs(branch, 'beef', longest);
      expect(slugs.length).toBeGreaterThan(0);
      for (const slug of slugs) {
        expect(environmentSlug.safeParse(slug).success, `${branch} → ${slug}`).toBe(true);
        expect(slug.length).toBeLessThanOrEqual(longest);
      }
    }
  }
});

test('a name that had to be cut always carries the tag, so that long branches that begin alike are kept apart', () => {
  const long = 'feature/the-same-long-beginning-of-one';
  expect(previewSlugs(long, '0001', 30)).toEqual(['feature-the-same-long-beg-0001']);
  expect(previewSlugs('feature-login', 'beef', 11)).toEqual(['featur-beef']);
});

test('patterns: * stays within a part, ** does not, and nothing else has a meaning', () => {
  expect(admitsBranch(['**'], 'a/b/c')).toBe(true);
  expect(admitsBranch(['feature/*'], 'feature/x')).toBe(true);
  expect(admitsBranch(['feature/*'], 'feature/x/y')).toBe(false);
  expect(admitsBranch(['feature/*'], 'my-feature/x')).toBe(false);
  expect(admitsBranch(['release-1.*'], 'release-1x2')).toBe(false);
  expect(admitsBranch(['release-1.*', 'fix/**'], 'release-1.2')).toBe(true);
  expect(admitsBranch(['a(b)+'], 'ab')).toBe(false);
  expect(admitsBranch(['**a*b'], 'a/ab')).toBe(true);
  expect(admitsBranch(['*'], 'a/b')).toBe(false);
  expect(admitsBranch(['a*c*e'], 'abcde')).toBe(true);
  expect(admitsBranch(['a*'], 'a')).toBe(true);
});

test('no pattern takes long', () => {
  const begun = performance.now();
  for (let index = 0; index < 20; index++) expect(admitsBranch([`${'**a'.repeat(66)}`, `${'*a'.repeat(99)}`], `${'a'.repeat(199)}b`)).toBe(false);
  expect(performance.now() - begun).toBeLessThan(2_000);
});

test('what git takes for no branch is none', () => {
  for (const good of ['main', 'feature/x', 'renovate/node-24.x', 'a@b', 'ünï', 'dependabot/npm_and_yarn/types/node-24.1.0']) expect(branchName.safeParse(good).success, good).toBe(true);
  for (const bad of ['', '-x', '/x', 'x/', 'a//b', 'a..b', 'a b', 'a~1', 'a^', 'a:b', 'x?', 'a*', 'a[b', 'a\\b', '.x', 'a/.b', 'x.', 'a.lock', 'a.lock/b', 'a@{b', 'a\nb', 'a\u001bb']) expect(branchName.safeParse(bad).success, JSON.stringify(bad)).toBe(false);
});

test('previews are off, last a week, and get no secret unless somebody says otherwise', () => {
  expect(readPreviewSettings({})).toEqual({ enabled: false, base: 'production', ttlSeconds: 604_800, most: 5, branches: ['**'], variables: 'all', secrets: 'none', secretNames: [], size: 'small', pods: 1 });
});

test('a preview has its share, whatever its release asks for; another environment has what it asks for', () => {
  const share = shareOf({ kind: 'preview', app: { previews: { pods: 2 } } });
  expect(scaleInShare({ min: 3, max: 10 }, share)).toEqual({ min: 2, max: 2 });
  expect(scaleInShare({ min: 0, max: 0 }, share)).toEqual({ min: 0, max: 0 });
  expect(sizeInShare(namedSizes.large, share)).toEqual(namedSizes.small);
  expect(sizeInShare(namedSizes.tiny, share)).toEqual(namedSizes.tiny);
  expect(shareOf({ kind: 'permanent', app: { previews: {} } })).toBeNull();
  expect(scaleInShare({ min: 3, max: 10 }, null)).toEqual({ min: 3, max: 10 });
  expect(sizeInShare(namedSizes.large, null)).toEqual(namedSizes.large);
});
