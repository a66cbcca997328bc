import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { baseImages } from './base-images/base-images.mjs';
import { certificatesIn, pipSettings } from './base-images/machine-settings.mjs';
import { programHash } from './build-program.mjs';
import { routesOf } from './installations.mjs';
import { programs } from './programs.mjs';
import { limited } from './side-by-side.mjs';
import { waitUntil } from './wait-until.mjs';

test('a program\'s hash follows its sources, not where they are', () => {
  const [one, two] = ['one', 'two'].map((name) => {
    const folder = mkdtempSync(join(tmpdir(), `berth-${name}-`));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'go.mod'), 'module hello\n');
    writeFileSync(join(folder, 'main.go'), 'package main\n');
    return { name: 'hello', folder, packages: { hello: '.' } };
  });
  expect(programHash(one!)).toBe(programHash(two!));
  writeFileSync(join(two!.folder, 'main_test.go'), 'package main\n');
  expect(programHash(one!)).toBe(programHash(two!));
  writeFileSync(join(two!.folder, 'main.go'), 'package main\n\nfunc main() {}\n');
  expect(programHash(one!)).not.toBe(programHash(two!));
});

test('every program is pinned to an exact version', () => {
  for (const { module, folder } of Object.values(programs)) expect(folder ?? module).toMatch(folder ? /./ : /@v\d+\.\d+\.\d+$/);
});

test('no two base images have a tag in common', () => {
  const names = baseImages({ goVersion: 'go1.26.8', goSettings: {} }).flatMap(({ repository, tags }) => tags.map((tag) => `${repository}:${tag}`));
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(['node:24-slim', 'node:22-slim', 'python:3-slim', 'python:3.11-slim', 'golang:1', 'golang:1.26', 'debian:bookworm-slim', 'nginx:alpine']));
});

test('what pip is told is carried over, credentials and local folders are not', () => {
  expect(pipSettings("global.index-url='https://packages.example/simple'\n", {})).toEqual({ 'index-url': 'https://packages.example/simple' });
  expect(pipSettings("global.index-url='https://me:secret@packages.example/simple'\n", {})).toEqual({});
  expect(pipSettings("global.index-url='https://a.example/'\n", { PIP_INDEX_URL: 'https://b.example/' })).toEqual({ 'index-url': 'https://b.example/' });
  expect(pipSettings("global.find-links='/opt/wheels'\nglobal.cert='/etc/ssl/x'\n", {})).toEqual({});
});

test('certificates are compared whatever their line breaks', () => {
  const [one] = certificatesIn('# A\n-----BEGIN CERTIFICATE-----\nAAAA\nBBBB\n-----END CERTIFICATE-----\n');
  const [two] = certificatesIn('-----BEGIN CERTIFICATE-----\r\nAAAABBBB\r\n-----END CERTIFICATE-----');
  expect(one).toBe(two);
});

test('the API gets its own path of the portal\'s origin and nothing that only looks like it', () => {
  const routes = routesOf({ id: 'a1', checkout: '/src', portalHost: 'berth.localhost', apiPort: 4001, webPort: 4002, baseDomain: 'apps.localhost' }, { certificate: '/c.crt', key: '/c.key' });
  expect(routes.http.routers['a1-api']).toMatchObject({ rule: 'Host(`berth.localhost`) && (Path(`/api`) || PathPrefix(`/api/`))', service: 'a1-api' });
  expect(routes.http.services['a1-api']!.loadBalancer.servers).toEqual([{ url: 'http://127.0.0.1:4001' }]);
  expect(routes.http.routers['a1-api']!.priority).toBeGreaterThan(routes.http.routers['a1-web']!.priority);
});

test('so much work runs at once and no more, in its order', async () => {
  const lane = limited(2);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  await Promise.all([1, 2, 3, 4, 5].map((number) => lane(async () => {
    order.push(number);
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
  })));
  expect(most).toBe(2);
  expect(order).toEqual([1, 2, 3, 4, 5]);
});

test('a wait that ends in vain names what was waited for and the last error', async () => {
  await expect(waitUntil('the moon', 0.1, () => Promise.reject(new Error('clouds')))).rejects.toMatchObject({ code: 'timed_out', message: expect.stringContaining('the moon') });
});
