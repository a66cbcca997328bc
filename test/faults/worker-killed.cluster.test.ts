import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploymentSteps } from '@berth/domain';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, berth, berthJson, deleteApp, get, sampleApp, until, urlOf } from '../real-services/installation.js';
import { startProcess, stopProcess } from '../real-services/processes.js';

const app = 'survivor';
const environment = `/v1/tenants/acme/apps/${app}/environments/production`;
/** A release command and a staged rollout, so that every step has something to do. */
const withCommand = { Procfile: 'web: node server.js\nrelease: node --version\n', 'berth.yaml': 'rollout: {strategy: staged, watch: 2s}\n' };
const { folder, remove } = sampleApp('hello-node', withCommand);
let undisturbedMs = 0;

const deployChanged = async () => {
  const fresh = sampleApp('hello-node', { ...withCommand, 'change.txt': randomUUID() });
  const started = Date.now();
  const accepted = await berthJson<{ id: string }>(['deploy', '--detach', '--app', app], { cwd: fresh.folder });
  fresh.remove();
  return { id: accepted.id, started };
};
const finalOf = (id: string, seconds: number) =>
  until('the deployment’s final state', seconds, async () => {
    const { body } = await api('GET', `${environment}/deployments/${id}`);
    return ['live', 'failed', 'cancelled', 'superseded'].includes(body.state) ? body : undefined;
  });

async function expectLiveOnce(id: string, started: number): Promise<void> {
  const deployment = await finalOf(id, 180);
  expect(deployment.state, JSON.stringify(deployment.failure)).toBe('live');
  expect(Date.now() - started).toBeLessThan(undisturbedMs + 60_000);
  const { body } = await api('GET', `${environment}/releases`);
  expect(body.items.filter((release: { version: number }) => release.version === deployment.release)).toHaveLength(1);
  expect(body.items[0]).toMatchObject({ version: deployment.release, live: true });
  expect((await get(urlOf(app))).status).toBe(200);
}

beforeAll(async () => {
  const first = await berth(['deploy', '--app', app], { cwd: folder });
  expect(first.code, first.stdout + first.stderr).toBe(0);
  const { id, started } = await deployChanged();
  expect((await finalOf(id, 120)).state).toBe('live');
  undisturbedMs = Date.now() - started;
});

afterAll(async () => {
  remove();
  await deleteApp(app);
});

test.each(deploymentSteps.flatMap((step) => [`${step}:started`, `${step}:finished`]))('worker killed at %s: the deployment ends live, once, in time', async (point) => {
  await stopProcess('worker');
  const doomed = startProcess('worker', { BERTH_KILL_AT_STEP: point, BERTH_KILL_MARKER: join(tmpdir(), `berth-kill-${randomUUID()}`) });
  const killed = new Promise<NodeJS.Signals | null>((resolve) => doomed.once('exit', (_code, signal) => resolve(signal)));
  const { id, started } = await deployChanged();
  expect(await killed).toBe('SIGKILL');
  startProcess('worker');
  await expectLiveOnce(id, started);
});

test('Redis emptied in the middle of a deployment: it ends live, once, in time', async () => {
  const { id, started } = await deployChanged();
  await until('a running step', 60, async () => ((await api('GET', `${environment}/deployments/${id}`)).body.state === 'running' ? true : undefined), 50);
  const redis = new Redis(process.env.TEST_REDIS_URL!);
  await redis.flushdb();
  redis.disconnect();
  await expectLiveOnce(id, started);
});
