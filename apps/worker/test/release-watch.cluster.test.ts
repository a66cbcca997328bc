import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningWorker } from '../src/start-worker.js';
import { installOnCluster, node, nodeImage, server, small, until, type EndedDeployment, type TestApp, type TestInstallation } from './installation-on-cluster.js';

let installation: TestInstallation;
let worker: RunningWorker;
let tenantId: string;

const image = (command: string[]) => ({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command, minReadySeconds: 1, size: small }] }) as const;
/** Serves, and after `seconds` does what `then` says. */
const serverThat = (text: string, seconds: number, then: string): string[] =>
  node(`let status=200;const s=require('http').createServer((q,r)=>{r.statusCode=status;r.end(${JSON.stringify(text)})});s.listen(process.env.PORT);setTimeout(()=>{${then}},${seconds * 1000});process.on('SIGTERM',()=>process.exit(0))`);
const crashAfter = (seconds: number, text = 'flaky') => image(serverThat(text, seconds, "console.error('out of connections');process.exit(1)"));

beforeAll(async () => {
  installation = await installOnCluster();
  worker = await installation.start();
  tenantId = (await installation.tenant('acme')).id;
}, 240_000);

afterAll(async () => {
  await installation?.end();
});

/** An app with one pod and a healthy v1. */
async function healthyApp(name: string): Promise<TestApp> {
  const app = await installation.app(tenantId, name);
  await installation.db.environment.update({ where: { id: app.environmentId }, data: { scale: { web: { min: 1, max: 1 } } } });
  expect(await app.ended(await app.deploy(image(server('healthy'))))).toMatchObject({ state: 'live', failure: null, watch: null });
  return app;
}

const automatic = (app: TestApp) => installation.db.deployment.findMany({ where: { environmentId: app.environmentId, cause: 'automatic' }, orderBy: { number: 'asc' } });

/** The deployment by which Berth went back, once it has ended. */
async function wentBack(app: TestApp, seconds: number): Promise<EndedDeployment> {
  await until(seconds * 1000, 'Berth went back by itself', async () => ((await automatic(app))[0]?.finishedAt ?? null) !== null);
  return app.ended((await automatic(app))[0]!.id);
}

test('a release that crashes 20 s after its start is live, and then left for the one before, with the cause', async () => {
  const app = await healthyApp('late');
  const faulty = await app.ended(await app.deploy(crashAfter(20)));
  expect(faulty).toMatchObject({ state: 'live', failure: null, watch: 'watching' });
  const began = performance.now();
  const back = await wentBack(app, 90);
  console.log(`went back ${Math.round((performance.now() - began) / 1000)} s after it went live`);
  expect(back).toMatchObject({ state: 'live', cause: 'automatic', recoversId: faulty.id, release: { version: 3 }, watch: null });
  const { watch, watchFailure, state } = await installation.db.deployment.findUniqueOrThrow({ where: { id: faulty.id } });
  expect({ watch, watchFailure, state }).toMatchObject({ state: 'live', watch: 'failed', watchFailure: { class: 'crash', lastLines: expect.arrayContaining(['out of connections']) } });
  expect(JSON.stringify(watchFailure)).toMatch(/exit code 1/);
  expect((await app.ask()).text).toContain('healthy');
  await app.remove();
});

test('a release that its liveness check ends is left, although it is ready in between', async () => {
  const app = await healthyApp('ailing');
  const ailing = node("require('http').createServer((q,s)=>{s.statusCode=q.url==='/alive'?503:200;s.end('ailing')}).listen(process.env.PORT);process.on('SIGTERM',()=>{})");
  const faulty = await app.ended(await app.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: ailing, minReadySeconds: 1, size: small, liveness: { type: 'http', path: '/alive', periodSeconds: 5, failureThreshold: 3 } }] }));
  expect(faulty).toMatchObject({ state: 'live', watch: 'watching' });
  expect(await wentBack(app, 90)).toMatchObject({ state: 'live', recoversId: faulty.id });
  expect(await installation.db.deployment.findUniqueOrThrow({ where: { id: faulty.id } })).toMatchObject({ watch: 'failed', watchFailure: { class: 'probe-failed', message: expect.stringMatching(/failed its liveness check/) } });
  await app.remove();
});

test('a release whose URL begins to answer 500 is left too', async () => {
  const app = await healthyApp('broken');
  const faulty = await app.ended(await app.deploy(image(serverThat('teapot', 12, 'status=500'))));
  expect(faulty).toMatchObject({ state: 'live' });
  expect(await wentBack(app, 70)).toMatchObject({ state: 'live', recoversId: faulty.id });
  expect(await installation.db.deployment.findUniqueOrThrow({ where: { id: faulty.id } })).toMatchObject({ watch: 'failed', watchFailure: { class: 'verify-failed', message: expect.stringContaining('answers 500') } });
  expect((await app.ask()).text).toContain('healthy');
  await app.remove();
});

test('with every worker away until the watch time is over, the next one looks all the same, and goes back', async () => {
  const app = await healthyApp('away');
  await installation.db.environment.update({ where: { id: app.environmentId }, data: { watchSeconds: 15 } });
  const faulty = await app.ended(await app.deploy(crashAfter(12)));
  expect(faulty).toMatchObject({ state: 'live', watch: 'watching' });
  expect(faulty.watchUntil!.getTime() - faulty.finishedAt!.getTime()).toBeGreaterThan(14_000);
  expect(faulty.watchUntil!.getTime() - faulty.finishedAt!.getTime()).toBeLessThan(16_000);
  await worker.stop();
  await until(60_000, 'the watch time is over', async () => Date.now() > faulty.watchUntil!.getTime() + 5_000);
  expect(await automatic(app)).toEqual([]);
  worker = await installation.start();
  expect(await wentBack(app, 60)).toMatchObject({ state: 'live', recoversId: faulty.id });
  await app.remove();
});

test('a newer deployment wins, and a healthy watch ends as passed', async () => {
  const app = await healthyApp('newer');
  await installation.db.environment.update({ where: { id: app.environmentId }, data: { watchSeconds: 20 } });
  const faulty = await app.ended(await app.deploy(crashAfter(15)));
  const newer = await app.ended(await app.deploy(image(server('newer'))));
  expect(newer).toMatchObject({ state: 'live', watch: 'watching' });
  await until(60_000, 'its watch is over', async () => (await installation.db.deployment.findUniqueOrThrow({ where: { id: newer.id } })).watch === 'passed');
  expect(await installation.db.deployment.findUniqueOrThrow({ where: { id: faulty.id } })).toMatchObject({ watch: 'replaced', watchFailure: null });
  expect(await automatic(app)).toEqual([]);
  expect((await app.ask()).text).toContain('newer');
  await app.remove();
});

test('a return that fails as well starts no other', async () => {
  const app = await installation.app(tenantId, 'loop');
  await installation.db.environment.update({ where: { id: app.environmentId }, data: { scale: { web: { min: 1, max: 1 } } } });
  expect(await app.ended(await app.deploy(crashAfter(25, 'first')))).toMatchObject({ state: 'live', watch: null });
  const faulty = await app.ended(await app.deploy(crashAfter(15, 'second')));
  expect(faulty).toMatchObject({ state: 'live' });
  const back = await wentBack(app, 120);
  expect(back).toMatchObject({ recoversId: faulty.id });
  await new Promise((resolve) => setTimeout(resolve, 60_000)); // long enough for it to fail twice
  expect(await automatic(app)).toHaveLength(1);
  await app.remove();
});
