import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConstantLoad } from '../real-services/constant-load.js';
import { api, berth, deleteApp, get, sampleApp, until, urlOf } from '../real-services/installation.js';
import { startProcess, stopProcess } from '../real-services/processes.js';
import { resumeControlPlane, stopControlPlane } from '../../infra/local/control-plane.mjs';

const app = 'rock';
const newApp = 'pebble';
const { folder, remove } = sampleApp('hello-node');
const parts = ['web', 'worker', 'api', 'redis', 'postgres'] as const;

beforeAll(async () => {
  const first = await berth(['deploy', '--app', app], { cwd: folder });
  expect(first.code, first.stdout + first.stderr).toBe(0);
});

afterAll(async () => {
  remove();
  await deleteApp(app);
  await deleteApp(newApp);
});

test('control plane, API, worker, portal, Redis and Postgres all down: the app answers every request', async () => {
  const load = startConstantLoad(urlOf(app));
  try {
    for (const part of parts) await stopProcess(part);
    await stopControlPlane();
    await expect(get(`${process.env.BERTH_URL}/health`)).resolves.toMatchObject({ status: 502 });
    await new Promise((done) => setTimeout(done, 10_000));
  } finally {
    await resumeControlPlane();
    for (const part of parts.toReversed()) startProcess(part);
  }
  await until('the platform answers again', 60, async () => ((await api('GET', '/ready')).status === 200 ? true : undefined));
  const report = await load.stop();
  console.log(`${report.sent} requests, ${report.failed.length} failed`);
  expect(report.failed).toEqual([]);
  expect((await api('GET', `/v1/tenants/acme/apps/${app}/environments/production`)).body.state).toBe('live');
});

test('a deployment right after it says live only when the ingress has found its way back to the cluster', { timeout: 240_000 }, async () => {
  const deployed = await berth(['deploy', '--app', newApp], { cwd: folder });
  expect(deployed.code, deployed.stdout + deployed.stderr).toBe(0);
  expect((await get(urlOf(newApp))).status).toBe(200);
});
