import { execFileSync } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import { core, namespaceOf } from '../real-services/cluster.js';
import { berth, deleteApp, get, sampleApp, urlOf } from '../real-services/installation.js';

const samples = ['hello-node', 'hello-python', 'hello-go', 'hello-static', 'hello-dockerfile'] as const;
const appNames = samples.map((sample) => `${sample}-t`);

afterAll(async () => {
  for (const app of appNames) await deleteApp(app);
});

test.each(samples)('%s is built from its folder and answers 200 over verified HTTPS', async (sample) => {
  const { folder, remove } = sampleApp(sample);
  const result = await berth(['deploy', '--app', `${sample}-t`], { cwd: folder });
  remove();
  expect(result.code, result.stdout + result.stderr).toBe(0);
  expect(result.stdout.trim().split('\n').at(-1)?.replace(/\/$/, '')).toBe(urlOf(`${sample}-t`).replace(/\/$/, ''));
  const answer = await get(urlOf(`${sample}-t`));
  expect(answer.status, answer.text).toBe(200);
});

test('plain HTTP is redirected to HTTPS', async () => {
  const answer = await get(urlOf('hello-node-t').replace('https:', 'http:').replace(/:\d+\//, '/'));
  expect([301, 302, 307, 308]).toContain(answer.status);
  expect(answer.headers.get('location')).toMatch(/^https:/);
});

test('the same source is not built twice', async () => {
  const { folder, remove } = sampleApp('hello-node');
  const result = await berth(['deploy', '--app', 'hello-node-t', '--json'], { cwd: folder });
  remove();
  expect(result.code, result.stderr).toBe(0);
  const deployment = JSON.parse(result.stdout) as { steps: { name: string; state: string; detail: string | null }[] };
  expect(deployment.steps.find((step) => step.name === 'build')?.state).toBe('skipped');
});

test('a zip of the same files is deployed, and not built again', async () => {
  const { folder, remove } = sampleApp('hello-node');
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'All');
  git('archive', '--format=zip', '--output=all.zip', 'HEAD');
  const result = await berth(['deploy', 'all.zip', '--app', 'hello-node-t', '--json'], { cwd: folder });
  remove();
  expect(result.code, result.stderr).toBe(0);
  expect(result.stderr).toMatch(/Sending all\.zip[^]*Detected Node\.js/);
  const deployment = JSON.parse(result.stdout) as { state: string; steps: { name: string; state: string }[] };
  expect([deployment.state, deployment.steps.find((step) => step.name === 'build')?.state]).toEqual(['live', 'skipped']);
});

test('a deleted app leaves no pod', async () => {
  const app = 'hello-static-t';
  const pods = async () => (await core.listNamespacedPod({ namespace: namespaceOf('acme'), labelSelector: `berth.dev/app=${app}` })).items;
  expect(await pods()).not.toEqual([]);
  await deleteApp(app);
  expect(await pods()).toEqual([]);
});
