import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sampleFolder } from '../../test/sample-folder.js';
import { listFiles, staysInside } from './list-files.js';

const paths = (folder: string) => listFiles(folder).entries.map(({ path }) => path);

test('files are listed by path, with their sizes, whatever order the disk has', () => {
  const listed = listFiles(sampleFolder({ 'b.txt': 'bb', 'a/z.txt': 'z', 'a/b.txt': '', 'a.txt': 'aaa' }));
  expect(listed.entries.map(({ path }) => path)).toEqual(['a.txt', 'a/b.txt', 'a/z.txt', 'b.txt']);
  expect(listed).toMatchObject({ files: 4, bytes: 6, leftOut: [] });
});

test('version control and the link to the app are never packed', () => {
  expect(paths(sampleFolder({ '.git/config': '', '.berth/app.json': '', 'sub/.git': 'gitdir: elsewhere', 'index.html': '' }))).toEqual(['index.html', 'sub']);
});

test('node_modules stays out beside a package.json or lock file, and only there', () => {
  expect(paths(sampleFolder({ 'package.json': '', 'node_modules/a/index.js': '', 'web/pnpm-lock.yaml': '', 'web/node_modules/b.js': '', 'docs/node_modules/c.md': '' }))).toEqual(['docs/node_modules/c.md', 'package.json', 'web/pnpm-lock.yaml']);
});

test('.gitignore counts in its folder and below, and a deeper one may take back', () => {
  const folder = sampleFolder({ '.gitignore': '*.log\n/build/\n', 'a.log': '', 'build/x': '', 'sub/build/y': '', 'sub/b.log': '', 'sub/.gitignore': '!keep.log\nsecret', 'sub/keep.log': '', 'sub/secret': '', secret: '' });
  expect(paths(folder)).toEqual(['.gitignore', 'secret', 'sub/.gitignore', 'sub/build/y', 'sub/keep.log']);
});

test('what lies in an ignored folder cannot be taken back by a file inside it', () => {
  expect(paths(sampleFolder({ '.gitignore': 'data/', 'data/.gitignore': '!*', 'data/a': '', 'b.txt': '' }))).toEqual(['.gitignore', 'b.txt']);
});

test('.berthignore has the last word over every .gitignore', () => {
  const folder = sampleFolder({ '.gitignore': 'dist/\n', '.berthignore': '!dist/\ntests\n*.psd\n', 'dist/app.js': '', 'tests/a': '', 'sub/x.psd': '', 'sub/.gitignore': '!x.psd', 'index.js': '' });
  expect(paths(folder)).toEqual(['.berthignore', '.gitignore', 'dist/app.js', 'index.js', 'sub/.gitignore']);
});

test('the rules of the repository above count too, up to its root and not beyond', () => {
  const folder = sampleFolder({ '.gitignore': 'a.txt', 'repo/.git/HEAD': '', 'repo/.gitignore': '*.tmp\n/apps/shop/local\n', 'repo/apps/shop/a.txt': '', 'repo/apps/shop/b.tmp': '', 'repo/apps/shop/local/c': '' });
  expect(paths(join(folder, 'repo/apps/shop'))).toEqual(['a.txt']);
});

test('links that stay inside are kept as links; others are left out and named', () => {
  const listed = listFiles(sampleFolder({ 'a/b.txt': 'x', 'a/in': { link: 'b.txt' }, 'up': { link: 'a/../a' }, 'out': { link: '../../etc/passwd' }, 'abs': { link: '/etc/passwd' } }));
  expect(listed.entries.filter(({ type }) => type === 'link')).toEqual([{ type: 'link', path: 'a/in', target: 'b.txt' }, { type: 'link', path: 'up', target: 'a/../a' }]);
  expect(listed.leftOut.sort()).toEqual(['abs', 'out']);
});

test('sockets and the like are left out', async () => {
  const folder = sampleFolder({ 'index.html': '' });
  const server = createServer().listen(join(folder, 'socket'));
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  expect(listFiles(folder).leftOut).toEqual(['socket']);
});

test('empty folders are kept', () => {
  const folder = sampleFolder({ 'index.html': '' });
  mkdirSync(join(folder, 'tmp/cache'), { recursive: true });
  expect(listFiles(folder).entries).toContainEqual({ type: 'folder', path: 'tmp/cache' });
});

test.each([
  ['a/b', '../c', true],
  ['a', '..', false],
  ['a/b/c', '../../../x', false],
  ['a', './b', true],
  ['a', '', false],
])('a link at %s to %s stays inside: %s', (path, target, stays) => {
  expect(staysInside(path, target)).toBe(stays);
});
