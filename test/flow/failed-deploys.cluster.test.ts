import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startConstantLoad } from '../real-services/constant-load.js';
import { api, berth, deleteApp, get, sampleApp, urlOf } from '../real-services/installation.js';

const app = 'fragile';
const url = urlOf(app);
const good = sampleApp('hello-node');

const server = (listen: string, before = '') => `${before}
const server = require('node:http').createServer((_, response) => response.end('broken'));
${listen}
`;
const packageJson = JSON.stringify({ name: 'fragile', version: '1.0.0', scripts: { start: 'node server.js' } });

const cases = [
  { name: 'crash', failureClass: 'crash', files: { 'server.js': "console.error('DATABASE_URL is not set'); process.exit(3);" }, evidence: /DATABASE_URL is not set/ },
  { name: 'wrong port', failureClass: 'wrong-port', files: { 'server.js': server('server.listen(9090);') }, evidence: /:9090/ },
  { name: 'localhost only', failureClass: 'localhost-only', files: { 'server.js': server("server.listen(process.env.PORT, '127.0.0.1');") }, evidence: /127\.0\.0\.1/ },
  { name: 'never ready', failureClass: 'never-ready', files: { 'server.js': 'setInterval(() => {}, 1000);' }, evidence: /connection refused/ },
  { name: 'out of memory', failureClass: 'out-of-memory', files: { 'server.js': 'const kept = []; setInterval(() => kept.push(Buffer.alloc(64 * 2 ** 20, 1)), 20);' }, evidence: /OOMKilled/ },
] as const;

beforeAll(async () => {
  const first = await berth(['deploy', '--app', app], { cwd: good.folder });
  expect(first.code, first.stdout + first.stderr).toBe(0);
});

afterAll(async () => {
  good.remove();
  await deleteApp(app);
});

async function expectFailed(args: string[], cwd: string | undefined, failureClass: string, evidence: RegExp) {
  const before = (await get(url)).text;
  const load = startConstantLoad(url);
  const result = await berth(['deploy', ...args, '--app', app, '--json'], { cwd });
  const report = await load.stop();
  expect(result.code, result.stdout + result.stderr).toBe(1);
  const { failure, state } = JSON.parse(result.stdout) as { state: string; failure: { class: string; message: string; evidence: string[]; lastLines: string[]; remedy: string } };
  expect(state).toBe('failed');
  expect(failure.class, JSON.stringify(failure, null, 1)).toBe(failureClass);
  expect([failure.message, ...failure.evidence, ...failure.lastLines].join('\n'), JSON.stringify(failure, null, 1)).toMatch(evidence);
  expect(failure.message).not.toBe('');
  expect(failure.remedy).not.toBe('');
  expect(report.failed).toEqual([]);
  expect((await get(url)).text).toBe(before);
  return failure;
}

test.each(cases)('$name: ends failed with its class, evidence and remedy; the old version answers throughout', async ({ failureClass, files, evidence }) => {
  const broken = sampleApp('hello-static', { ...files, 'package.json': packageJson });
  await expectFailed([], broken.folder, failureClass, evidence);
  broken.remove();
});

test('answers with errors alone: a ready pod gets requests, so the rollout ends as soon as that is certain, and all are the old version’s again once they have drained', async () => {
  const broken = sampleApp('hello-static', { 'server.js': "require('node:http').createServer((_, response) => { response.statusCode = 500; response.end('no database'); }).listen(process.env.PORT);", 'package.json': packageJson });
  const before = (await get(url)).text;
  const { code, stdout, stderr } = await berth(['deploy', '--app', app, '--json'], { cwd: broken.folder });
  broken.remove();
  expect(code, stdout + stderr).toBe(1);
  expect((JSON.parse(stdout) as { failure: object }).failure).toMatchObject({ class: 'verify-failed', step: 'rollOut', message: expect.stringMatching(/^v\d+ answers 500 to GET \/.*; v1 goes on serving/) });
  await vi.waitFor(async () => expect(await Promise.all(Array.from({ length: 20 }, async () => (await get(url)).text))).toEqual(Array.from({ length: 20 }, () => before)), { timeout: 20_000, interval: 500 });
});

test('bad image: refused with its class, and the old version answers throughout', async () => {
  await expectFailed(['--image', 'registry.registry.svc:5000/mirror/library/nothing:here'], undefined, 'image-missing', /nothing/);
});

test('build error: the failing step and its output are shown; the old version answers throughout', async () => {
  const broken = sampleApp('hello-dockerfile', { Dockerfile: 'FROM debian:bookworm-slim\nRUN echo about-to-break && exit 7\n' });
  const { message, evidence, lastLines } = await expectFailed([], broken.folder, 'build-failed', /exit code 7/);
  expect(message).toContain('line 2 of the Dockerfile');
  expect(evidence).toEqual([expect.stringContaining('RUN echo about-to-break && exit 7')]);
  expect(lastLines.join('\n')).toContain('about-to-break');
  broken.remove();
  const log = await berth(['logs', '--build', '--app', app]);
  expect(log.stdout).toContain('about-to-break');
});

test('the crashed pods’ last lines are kept', async () => {
  const log = await berth(['logs', '--previous', '--app', app]);
  expect(log.code, log.stderr).toBe(0);
  expect(log.stdout).toContain('DATABASE_URL is not set');
});

test('after all of them the app still says live', async () => {
  const { body } = await api('GET', `/v1/tenants/acme/apps/${app}/environments/production`);
  expect(body.state).toBe('live');
});
