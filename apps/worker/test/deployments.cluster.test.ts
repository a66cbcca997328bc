import { quantityValue } from '@berth/k8s-adapter';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installOnCluster, node, nodeImage, server, small, until, type EndedDeployment, type TestApp, type TestInstallation } from './installation-on-cluster.js';

let installation: TestInstallation;
let tenantId: string;
let app: TestApp;

const image = (command: string[], more: object = {}) => ({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command, minReadySeconds: 2, size: small, ...more }] }) as const;

beforeAll(async () => {
  installation = await installOnCluster();
  await installation.start({ watchMs: 60_000 });
  tenantId = (await installation.tenant('acme')).id;
  app = await installation.app(tenantId, 'hello');
  expect(await app.ended(await app.deploy(image(server('one'))))).toMatchObject({ state: 'live' });
}, 240_000);

afterAll(async () => {
  await installation?.end();
});

/** Asks the URL without pause until `end`, and counts what is no answer of the app. */
async function load(end: Promise<unknown>): Promise<{ asked: number; failures: string[] }> {
  let running = true;
  void end.finally(() => (running = false));
  const failures: string[] = [];
  let asked = 0;
  while (running) {
    await Promise.all(
      [1, 2, 3].map(async () => {
        asked += 1;
        const answer = await app.ask().catch((error: Error) => ({ status: 0, text: error.message }));
        if (answer.status !== 200) failures.push(`${answer.status} ${answer.text.slice(0, 80)}`);
      }),
    );
  }
  return { asked, failures };
}

const took = (deployment: EndedDeployment): string => deployment.steps.map((step) => `${step.name} ${step.state} (${step.detail}) ${(step.finishedAt?.getTime() ?? 0) - (step.startedAt?.getTime() ?? 0)} ms`).join('; ');

test('an update and a rollback under load lose no request, and the old answer comes back', async () => {
  const update = app.deploy(image(server('two'))).then((id) => app.ended(id));
  const first = await load(update);
  expect(await update).toMatchObject({ state: 'live', release: { version: 2 } });
  expect((await app.ask()).text).toContain('two');
  const rollback = app.deploy({ kind: 'release', version: 1, keepConfig: false }, 'rollback').then((id) => app.ended(id));
  const second = await load(rollback);
  const ended = await rollback;
  expect(ended, took(ended)).toMatchObject({ state: 'live', release: { version: 3 } });
  expect((await app.ask()).text).toContain('one');
  expect([...first.failures, ...second.failures]).toEqual([]);
  expect(first.asked + second.asked).toBeGreaterThan(200);
});

test('errors of an app that its own health check does not call ready yet end no rollout', async () => {
  const warmingUp = node("const ready=Date.now()+8000;require('http').createServer((q,s)=>{s.statusCode=Date.now()>ready?200:q.url==='/health'?503:500;s.end('warm')}).listen(process.env.PORT)");
  expect(await app.ended(await app.deploy(image(warmingUp, { readiness: { type: 'http', path: '/health' } })))).toMatchObject({ state: 'live', failure: null });
  expect((await app.ask()).text).toBe('warm');
  expect(await app.ended(await app.deploy(image(server('one'), { readiness: { type: 'tcp' } })))).toMatchObject({ state: 'live' });
});

test('503 to everything ends a rollout while the release before still has its pods', async () => {
  const unavailable = node("require('http').createServer((q,s)=>{s.statusCode=503;s.end('no database')}).listen(process.env.PORT)");
  const ended = await app.ended(await app.deploy(image(unavailable, { minReadySeconds: 12 })));
  expect(ended).toMatchObject({ state: 'failed', failure: { class: 'verify-failed', step: 'rollOut', message: expect.stringMatching(/answers 503 to GET \/, and nothing better/) } });
  await until(30_000, 'only the release before answers', async () => (await Promise.all(Array.from({ length: 10 }, () => app.ask()))).every(({ text }) => text.includes('one')));
});

const failing: [string, ReturnType<typeof image>, string, RegExp][] = [
  ['crash', image(node('console.error("no database at hunter22hunter22");process.exit(1)')), 'crash', /no database/],
  ['exit 0', image(node('console.log("done")')), 'exited', /done/],
  ['missing command', image(['nosuchprogram']), 'no-start-command', /nosuchprogram/],
  ['wrong port', image(node('require("http").createServer((q,r)=>r.end("x")).listen(9999)')), 'wrong-port', /9999/],
  ['localhost only', image(node('require("http").createServer((q,r)=>r.end("x")).listen(process.env.PORT,"127.0.0.1")')), 'localhost-only', /127\.0\.0\.1|localhost/],
  ['out of memory', image(node('const a=[];setInterval(()=>a.push(Buffer.alloc(2e7,1)),5)'), { size: { cpuRequestMillicores: 10, memoryRequestBytes: 64 * 2 ** 20, memoryLimitBytes: 96 * 2 ** 20 } }), 'out-of-memory', /memory/i],
  ['too large', image(server('big'), { size: { cpuRequestMillicores: 5000, memoryRequestBytes: 2 ** 27, memoryLimitBytes: 2 ** 29 } }), 'quota', /10000m CPU/],
];

test.each(failing)('%s ends failed with its cause while the old version serves', async (_name, input, failureClass, shown) => {
  const began = performance.now();
  const ending = app.deploy(input).then((id) => app.ended(id));
  const { failures, asked } = await load(ending);
  const ended = await ending;
  console.log(`${failureClass}: ${Math.round(performance.now() - began)} ms, ${asked} requests`);
  expect(ended).toMatchObject({ state: 'failed', failure: { class: failureClass } });
  expect(JSON.stringify(ended.failure)).toMatch(shown);
  expect(failures).toEqual([]);
  const environment = await installation.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } });
  expect(environment.targetReleaseId).toBe(environment.liveReleaseId);
  expect((await app.ask()).text).toContain('one');
});

test('an app that answers just like the ingress to an unknown host goes live; a route that the ingress has not taken up does not', async () => {
  const { db } = installation;
  const like = await installation.app(tenantId, 'like');
  await like.scale(1);
  const goLike = image(node(`require('http').createServer((q,r)=>{r.writeHead(404,{'content-type':'text/plain; charset=utf-8'});r.end('404 page not found\\n')}).listen(process.env.PORT)`));
  expect(await like.ended(await like.deploy(goLike))).toMatchObject({ state: 'live', failure: null });
  const cluster = await db.cluster.findFirstOrThrow();
  const unserved = await installation.app(tenantId, 'unserved');
  await unserved.scale(1);
  await db.cluster.update({ where: { id: cluster.id }, data: { ingressClass: 'nobody-serves-it' } });
  try {
    await new Promise((done) => setTimeout(done, 6_000)); // until the worker has read the row again
    const ended = await unserved.ended(await unserved.deploy(image(server('unseen'))), 180_000);
    expect(ended).toMatchObject({ state: 'failed', failure: { class: 'verify-failed', step: 'verify', message: expect.stringMatching(/ingress has not taken up the route/) } });
    expect(await unserved.objects()).toEqual([]);
  } finally {
    await db.cluster.update({ where: { id: cluster.id }, data: { ingressClass: cluster.ingressClass } });
    await new Promise((done) => setTimeout(done, 6_000));
  }
});

test('an image that does not exist is named before anything is touched', async () => {
  const ended = await app.ended(await app.deploy({ kind: 'image', ref: 'registry.registry.svc:5000/mirror/library/nosuch:1' }));
  expect(ended).toMatchObject({ state: 'failed', failure: { class: 'image-missing', step: 'build' } });
  const foreign = await app.ended(await app.deploy({ kind: 'image', ref: `registry.registry.svc:5000/${installation.env.namespacePrefix}/other/app:1` }));
  expect(foreign).toMatchObject({ state: 'failed', failure: { class: 'image-missing' } });
});

test('a first deployment that fails leaves nothing behind, and the next one goes live', async () => {
  const fresh = await installation.app(tenantId, 'fresh');
  expect(await fresh.ended(await fresh.deploy(image(node('process.exit(3)'))))).toMatchObject({ state: 'failed', failure: { class: 'crash' } });
  const { env, cluster } = installation;
  expect(await cluster.listOwned({ scope: 'environment', installation: env.namespacePrefix, namespace: `${env.namespacePrefix}-acme`, environmentId: fresh.environmentId })).toEqual([]);
  expect(await fresh.ended(await fresh.deploy(image(server('fresh'))))).toMatchObject({ state: 'live', release: { version: 2 } });
  expect((await fresh.ask()).text).toContain('fresh');
});

test('where no node has room for a new pod beside the old one, it is replaced by it', async () => {
  const { cluster } = installation;
  const nodes = (await cluster.list('Node')) as unknown as { status: { allocatable: { memory: string } } }[];
  const largest = Math.max(...nodes.map((one) => quantityValue(one.status.allocatable.memory)!));
  const half = Math.ceil(largest * 0.51); // never two on one node, whatever else runs there; little of it is used
  const size = { cpuRequestMillicores: 10, memoryRequestBytes: half, memoryLimitBytes: half };
  const wide = await installation.app((await installation.tenant('crowded', { cpuMillicores: 2_000, memoryBytes: 2 ** 42, pods: 20, storageBytes: 0, apps: 5 })).id, 'wide');
  await wide.scale(nodes.length);
  const ask = (text: string) => wide.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server(text), minReadySeconds: 1, size }] });
  expect(await wide.ended(await ask('first'))).toMatchObject({ state: 'live', failure: null });
  const second = await wide.ended(await ask('second'));
  expect(second).toMatchObject({ state: 'live', failure: null, check: { maxSurge: 'none', surge: expect.stringMatching(/no node has room/) } });
  expect((await wide.ask()).text).toContain('second');
});

test('a cancelled rollout goes back, and a newer deployment supersedes a waiting one', async () => {
  const slow = await app.deploy(image(node('setTimeout(()=>{},1e9)')));
  await until(20_000, 'the rollout runs', async () => (await installation.db.deploymentStep.count({ where: { deploymentId: slow, name: 'rollOut', state: 'running' } })) === 1);
  const waiting = await app.deploy(image(server('never')));
  const newest = await app.deploy(image(server('one')));
  const asked = Date.now();
  await installation.db.deployment.update({ where: { id: slow }, data: { cancelRequestedAt: new Date() } });
  const cancelled = await app.ended(slow);
  expect(cancelled.state).toBe('cancelled');
  expect(cancelled.finishedAt!.getTime() - asked).toBeLessThan(3_000);
  expect(await app.ended(newest)).toMatchObject({ state: 'live', failure: null });
  expect(await app.ended(waiting)).toMatchObject({ state: 'superseded' });
  expect((await app.ask()).text).toContain('one');
});

test('scaling gives the pods within 10 s, and a range an autoscaler', async () => {
  const { db, cluster, env } = installation;
  const { enqueue } = await import('@berth/db');
  const scale = async (min: number, max: number): Promise<void> => {
    await db.$transaction(async (tx) => {
      await tx.environment.update({ where: { id: app.environmentId }, data: { scale: { web: { min, max } } } });
      await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId: app.environmentId });
    });
  };
  const ready = async (): Promise<number | undefined> => ((await db.environment.findUniqueOrThrow({ where: { id: app.environmentId } })).observed as { processes: { ready: number }[] } | null)?.processes[0]?.ready;
  const autoscalers = () => cluster.list('HorizontalPodAutoscaler', { namespace: `${env.namespacePrefix}-acme` });
  await scale(5, 5);
  await until(10_000, '5 pods are ready', async () => (await ready()) === 5);
  await scale(1, 1);
  await until(15_000, '1 pod is ready', async () => (await ready()) === 1);
  await scale(2, 4);
  await until(10_000, '2 pods are ready', async () => (await ready()) === 2);
  expect(await autoscalers()).toHaveLength(1);
  await scale(2, 2);
  await until(10_000, 'the autoscaler is gone', async () => (await autoscalers()).length === 0);
});

test('a hand-made change is put right within seconds', async () => {
  const { cluster, env } = installation;
  const namespace = `${env.namespacePrefix}-acme`;
  const [service] = await cluster.list('Service', { namespace });
  await cluster.remove({ kind: 'Service', namespace, name: service!.metadata.name });
  await until(15_000, 'the Service is back', async () => (await cluster.list('Service', { namespace })).some(({ metadata }) => metadata.name === service!.metadata.name && metadata.uid !== service!.metadata.uid));
});

test('a release that fails soon after it went live is left by itself, once', async () => {
  const flaky = node(`const s=require('http').createServer((q,r)=>r.end('flaky'));s.listen(process.env.PORT);setTimeout(()=>{console.error('gave up');process.exit(1)},9000)`);
  expect(await app.ended(await app.deploy(image(flaky)))).toMatchObject({ state: 'live', failure: null });
  await until(60_000, 'it went back', async () => (await installation.db.deployment.count({ where: { environmentId: app.environmentId, cause: 'automatic', state: 'live' } })) === 1);
  expect((await app.ask()).text).toContain('one');
  expect(await installation.db.deployment.count({ where: { environmentId: app.environmentId, cause: 'automatic' } })).toBe(1);
  const kept = await installation.db.podLog.findFirst({ where: { environmentId: app.environmentId, lines: { contains: 'gave up' } } });
  expect(kept).not.toBeNull();
});
