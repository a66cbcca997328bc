import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterFacts, installOnCluster, nodeImage, server, small, until, WorkerProcesses, type TestApp, type TestInstallation } from './installation-on-cluster.js';

let installation: TestInstallation;
let app: TestApp;
let workers: WorkerProcesses;

beforeAll(async () => {
  installation = await installOnCluster();
  workers = new WorkerProcesses(installation.env);
  workers.start('steady');
  const tenant = await installation.tenant('acme');
  app = await installation.app(tenant.id, 'hello');
}, 240_000);

afterAll(async () => {
  await workers?.stopAll();
  await installation?.end();
});

const deploy = (text: string): Promise<string> => app.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server(text), minReadySeconds: 1, size: small }] });

test('a worker that is told to stop ends within seconds', async () => {
  const began = performance.now();
  await workers.stopAll();
  expect(performance.now() - began).toBeLessThan(5_000);
});

/** The other steps are killed at in test/faults. */
const points = ['build:finished', 'apply:started', 'verify:finished'];

test.each(points)('killed at %s, the deployment ends live once, by another worker', async (point) => {
  const { db } = installation;
  await workers.stopAll();
  const marker = join(workers.folder, point.replace(':', '-'));
  const doomed = workers.start('doomed', { BERTH_KILL_AT_STEP: point, BERTH_KILL_MARKER: marker });
  const id = await deploy(point);
  await workers.ended(doomed);
  expect(doomed.signalCode).toBe('SIGKILL');
  const began = performance.now();
  workers.start('heir');
  const deployment = await app.ended(id, 60_000);
  const seconds = (performance.now() - began) / 1000;
  console.log(`${point}: taken over and live after ${seconds.toFixed(1)} s`);
  expect(deployment).toMatchObject({ state: 'live', failure: null });
  expect(seconds).toBeLessThan(60);
  expect((await app.ask()).text).toContain(point);
  expect(readFileSync(marker, 'utf8').trim()).toBe(id);
  expect(await db.event.count({ where: { deploymentId: id, kind: 'deployment.state', data: { path: ['state'], equals: 'live' } } })).toBe(1);
  expect(await db.release.count({ where: { deployments: { some: { id } } } })).toBe(1);
});

test('with Redis emptied in the middle, the deployment still ends live', async () => {
  await workers.stopAll();
  workers.start('one');
  const first = await deploy('first');
  await until(20_000, 'it runs', async () => (await installation.db.deployment.findUniqueOrThrow({ where: { id: first } })).state === 'running');
  const empty = async (): Promise<void> => {
    const keys = await installation.redis.keys(`berth:${installation.env.installation}:*`);
    if (keys.length > 0) await installation.redis.del(keys);
  };
  await empty();
  expect(await app.ended(first)).toMatchObject({ state: 'live', failure: null });
  await empty();
  expect(await app.ended(await deploy('second'), 30_000)).toMatchObject({ state: 'live' });
});

test('a worker that is told to stop in the middle of a rollout hands over, and the next one goes on', async () => {
  await workers.stopAll();
  const first = workers.start('first');
  const id = await deploy('handed over');
  await until(20_000, 'the rollout runs', async () => (await installation.db.deploymentStep.count({ where: { deploymentId: id, name: 'rollOut', state: 'running' } })) === 1);
  first.kill('SIGTERM');
  await workers.ended(first);
  expect(first.exitCode).toBe(0);
  expect(await installation.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } })).toMatchObject({ leaseHolder: null });
  const began = performance.now();
  workers.start('second');
  expect(await app.ended(id, 40_000)).toMatchObject({ state: 'live' });
  expect(performance.now() - began).toBeLessThan(20_000);
});

test('a worker that starts anew writes nothing to a cluster that is as it should be', async () => {
  await workers.stopAll();
  const { auditLog } = await clusterFacts();
  const from = new Date().toISOString();
  workers.start('anew');
  await new Promise((resolve) => setTimeout(resolve, 12_000));
  const writes = readFileSync(auditLog, 'utf8')
    .split('\n')
    .filter((line) => line.includes(installation.env.namespacePrefix))
    .map((line) => JSON.parse(line) as { stage: string; requestReceivedTimestamp: string; user: { username: string }; verb: string; requestURI: string })
    .filter((entry) => entry.stage === 'ResponseComplete' && entry.user.username.endsWith(':berth-worker') && !['get', 'list', 'watch'].includes(entry.verb));
  expect(writes.length).toBeGreaterThan(5); // what the deployments before it wrote
  expect(writes.filter((entry) => entry.requestReceivedTimestamp >= from).map((entry) => `${entry.verb} ${entry.requestURI}`)).toEqual([]);
});

test('two workers side by side do every deployment once', async () => {
  await workers.stopAll();
  workers.start('left');
  workers.start('right');
  const ids: string[] = [];
  for (let index = 0; index < 4; index += 1) ids.push(await deploy(`n${index}`));
  const last = await app.ended(ids.at(-1)!);
  expect(last.state).toBe('live');
  const all = await installation.db.deployment.findMany({ where: { id: { in: ids } }, orderBy: { number: 'asc' } });
  expect(all.every((deployment) => deployment.state === 'live' || deployment.state === 'superseded')).toBe(true);
  expect((await app.ask()).text).toContain('n3');
});
