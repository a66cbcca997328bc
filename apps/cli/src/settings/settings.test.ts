import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contractServer, ok } from '../../test/contract-server.js';
import { sampleFolder } from '../../test/sample-folder.js';
import { readEnv } from '../env.js';
import { fileFailure } from './file-failure.js';
import { findLink, readLink, removeLink, writeLink } from './folder-link.js';
import { InstallationsFile, normalUrl } from './installations.js';
import { refuseOpenTransport, Session } from './session.js';

const link = { url: 'https://berth.localhost/api', tenant: 'acme', app: 'shop' };

test('logins are kept by installation, readable by their owner alone, and replaced whole', () => {
  const folder = join(sampleFolder(), 'config/berth');
  const file = new InstallationsFile(folder);
  expect(file.read()).toEqual({ current: null, installations: {} });
  file.update('https://a/api', { token: 'berth_a', email: 'a@x' }, { current: true });
  file.update('https://b/api', { token: 'berth_b' });
  file.update('https://a/api', { tenant: 'acme' });
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(file.read()).toMatchObject({ current: 'https://a/api', installations: { 'https://a/api': { token: 'berth_a', tenant: 'acme', email: 'a@x' }, 'https://b/api': { token: 'berth_b', tenant: null } } });
});

test('a damaged settings file is named, not passed over', () => {
  const folder = sampleFolder({ 'installations.json': '{"current": 5' });
  expect(() => new InstallationsFile(folder).read()).toThrow(expect.objectContaining({ code: 'settings-damaged', remedy: expect.stringContaining('berth login') as string }));
});

test('one installation has one spelling', () => {
  expect(new Set(['https://Berth.Localhost/api/', 'https://berth.localhost:443/api', 'https://berth.localhost/api'].map(normalUrl)).size).toBe(1);
});

const failing = (code: string) => fileFailure(Object.assign(new Error('x'), { code }), '/a/b', 'write');

test('a full disk, a forbidden and a missing file are sentences', () => {
  expect(failing('ENOSPC')).toMatchObject({ code: 'disk-full', message: 'The disk is full: /a/b could not be written.' });
  expect(failing('EACCES')).toMatchObject({ code: 'file-forbidden' });
  expect(failing('ENOENT')).toMatchObject({ code: 'file-missing' });
});

test('a link is found from below, ignored by git, and removed', () => {
  const folder = sampleFolder({ 'src/deep/a.js': '' });
  writeLink(folder, link);
  expect(findLink(join(folder, 'src/deep'))).toEqual({ folder, link });
  expect(readLink(join(folder, 'src'))).toBeNull();
  expect(readFileSync(join(folder, '.berth/.gitignore'), 'utf8')).toBe('*\n');
  expect(removeLink(folder)).toBe(true);
  expect(existsSync(join(folder, '.berth'))).toBe(false);
  expect(removeLink(folder)).toBe(false);
});

test('a damaged link says how to make it anew', () => {
  expect(() => findLink(sampleFolder({ '.berth/app.json': '[]' }))).toThrow(expect.objectContaining({ code: 'link-damaged' }));
});

test('wrong variables are all named at once', () => {
  expect(() => readEnv({ BERTH_URL: 'berth.localhost' })).toThrow(/BERTH_URL is not an http or https URL/);
  expect(readEnv({ BERTH_URL: '', CI: 'false', XDG_CONFIG_HOME: '/x' })).toMatchObject({ url: undefined, unattended: false, configFolder: '/x/berth' });
});

test('tokens do not travel in the clear, except to this computer', () => {
  expect(() => refuseOpenTransport('http://berth.example.com/api')).toThrow(expect.objectContaining({ code: 'not-encrypted' }));
  for (const url of ['https://berth.example.com', 'http://127.0.0.1:80', 'http://x.localhost/api']) refuseOpenTransport(url);
});

const sessionIn = (folder: string, more: { env?: NodeJS.ProcessEnv; tenant?: string; app?: string; ownLinkOnly?: boolean } = {}) =>
  new Session({ env: readEnv({ XDG_CONFIG_HOME: join(folder, 'config'), ...more.env }), userAgent: 'test', folder, tenant: more.tenant, app: more.app, ownLinkOnly: more.ownLinkOnly });

test('without an installation or a login, the way to one is shown', () => {
  const folder = sampleFolder();
  expect(() => sessionIn(folder)).toThrow(expect.objectContaining({ code: 'no-installation' }));
  expect(() => sessionIn(folder, { env: { BERTH_URL: link.url } })).toThrow(expect.objectContaining({ code: 'unauthenticated', remedy: expect.stringContaining('berth login') as string }));
});

test('a flag comes before the link, the link before the chosen tenant', async () => {
  const folder = sampleFolder();
  new InstallationsFile(join(folder, 'config/berth')).update(link.url, { token: 't', tenant: 'chosen' }, { current: true });
  expect(await sessionIn(folder).tenant()).toBe('chosen');
  expect(() => sessionIn(folder).requireApp()).toThrow(expect.objectContaining({ exitCode: 2 }));
  writeLink(folder, link);
  expect([await sessionIn(folder).tenant(), sessionIn(folder).app()]).toEqual(['acme', 'shop']);
  const flagged = sessionIn(folder, { tenant: 'other' });
  expect([await flagged.tenant(), flagged.app()]).toEqual(['other', null]);
  expect(sessionIn(folder, { app: 'blog' }).app()).toBe('blog');
});

test('a link of another installation does not count', async () => {
  const folder = sampleFolder();
  writeLink(folder, link);
  const session = sessionIn(folder, { env: { BERTH_URL: 'https://elsewhere.example/api', BERTH_TOKEN: 't' } });
  expect([session.link, session.app()]).toEqual([null, null]);
});

test('a folder that is deployed does not take the link of one above it', () => {
  const folder = sampleFolder();
  writeLink(folder, link);
  mkdirSync(join(folder, 'sub'));
  writeFileSync(join(folder, 'sub/index.html'), '');
  const env = { BERTH_TOKEN: 't', BERTH_URL: link.url };
  expect(sessionIn(join(folder, 'sub'), { env }).app()).toBe('shop');
  expect(sessionIn(join(folder, 'sub'), { env, ownLinkOnly: true }).app()).toBeNull();
});

test('the only tenant needs no choice; among several, or without one, the way is shown', async () => {
  const folder = sampleFolder();
  const tenants: { tenant: string; name: string; role: string }[] = [];
  const { url } = await contractServer({ 'GET /v1/me': () => ok({ tenants }) });
  const tenant = () => sessionIn(folder, { env: { BERTH_URL: url, BERTH_TOKEN: 't' } }).tenant();
  await expect(tenant()).rejects.toMatchObject({ code: 'no-tenant' });
  tenants.push({ tenant: 'acme', name: 'Acme', role: 'owner' });
  expect(await tenant()).toBe('acme');
  tenants.push({ tenant: 'shop', name: 'Shop', role: 'viewer' });
  await expect(tenant()).rejects.toMatchObject({ exitCode: 2, lines: ['acme', 'shop'] });
});
