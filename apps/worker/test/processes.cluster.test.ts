import { get } from 'node:https';
import { namedSizes, type Observed, type Protocol } from '@berth/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLoad } from './load.js';
import { installOnCluster, node, nodeImage, server, small, until, type TestApp, type TestInstallation } from './installation-on-cluster.js';

let installation: TestInstallation;
let tenantId: string;

beforeAll(async () => {
  installation = await installOnCluster();
  await installation.start({ verifyMs: 12_000 });
  tenantId = (await installation.tenant('acme')).id;
});

afterAll(async () => {
  await installation?.end();
});

async function onePod(slug: string): Promise<TestApp> {
  const app = await installation.app(tenantId, slug);
  await installation.db.environment.update({ where: { id: app.environmentId }, data: { scale: { web: { min: 1, max: 1 } } } });
  return app;
}

const withCommand = (command: string[], more: object = {}) => ({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command, minReadySeconds: 0, gracePeriodSeconds: 5, size: small, ...more }] }) as const;

/** Speaks HTTP/2 without TLS alone; a gRPC server without any service when it is asked by gRPC. */
const http2Server = node(`require('http2').createServer((q,s)=>{
  if(q.headers['content-type']==='application/grpc'){s.writeHead(200,{'content-type':'application/grpc','grpc-status':'12'});s.end()}
  else{s.statusCode=q.headers.te?415:200;s.end('HTTP/'+q.httpVersion)}
}).listen(process.env.PORT)`);

/** Says UNAVAILABLE to gRPC, and `status` to everything. */
const failingHttp2 = (status: number): string[] => node(`require('http2').createServer((q,s)=>{s.writeHead(${status},{'content-type':'application/grpc','grpc-status':'14'});s.end()}).listen(process.env.PORT)`);

/** Deploys what must fail while the pods of the release before stand by. */
async function failsInTime(app: TestApp, command: string[], protocol: Protocol, message: RegExp): Promise<void> {
  const ended = await app.ended(await app.deploy(withCommand(command, { protocol, minReadySeconds: 8 })));
  expect(ended, JSON.stringify(ended.failure)).toMatchObject({ state: 'failed', failure: { class: 'verify-failed', step: 'rollOut', message: expect.stringMatching(message) } });
}

test('an app that speaks HTTP/2 alone is reached at its URL, and one that speaks gRPC answers gRPC; neither without its protocol', async () => {
  const app = await onePod('modern');
  expect(await app.ended(await app.deploy(withCommand(http2Server, { protocol: 'h2c' })))).toMatchObject({ state: 'live' });
  expect(await app.ask()).toEqual({ status: 200, text: 'HTTP/2.0' });
  await failsInTime(app, failingHttp2(500), 'h2c', /^v2 answers 500 to GET \/, and nothing better; v1 goes on serving/);
  await until(30_000, 'only the release before answers', async () => (await app.ask().catch(() => null))?.text === 'HTTP/2.0');

  expect(await app.ended(await app.deploy(withCommand(http2Server, { protocol: 'grpc' })))).toMatchObject({ state: 'live' });
  expect(await app.ask('/', 'grpc')).toEqual({ status: 200, text: 'gRPC status 12' });
  await failsInTime(app, failingHttp2(200), 'grpc', /^v4 answers a gRPC health check with gRPC status 14, and nothing better; v3 goes on serving/);
  await until(30_000, 'only the release before answers', async () => (await app.ask('/', 'grpc').catch(() => null))?.text === 'gRPC status 12');

  const failed = await app.ended(await app.deploy(withCommand(http2Server, { protocol: 'http1' })));
  expect(failed, JSON.stringify(failed.failure)).toMatchObject({ state: 'failed', failure: { class: 'verify-failed' } });
  await until(30_000, 'the ingress has read how the release before speaks', async () => (await app.ask('/', 'grpc').catch(() => null))?.text === 'gRPC status 12');
  await app.remove();
});

test('steps before the start run first, in order; one that fails ends the deployment with its last lines, and the old pod serves on', async () => {
  const app = await onePod('prepared');
  const step = (text: string, code = 0) => ['sh', '-c', `echo ${text}; exit ${code}`];
  expect(await app.ended(await app.deploy(withCommand(server('one'), { init: [step('first'), step('second')] })))).toMatchObject({ state: 'live' });
  const failed = await app.ended(await app.deploy(withCommand(server('two'), { init: [step('first'), step('no database', 4)] })));
  expect(failed, JSON.stringify(failed.failure)).toMatchObject({
    state: 'failed',
    failure: { class: 'init-failed', message: expect.stringMatching(/^The step `sh -c 'echo no database; exit 4'` before the start ended with exit code 4\. It last said: no database$/) as string, lastLines: ['no database'] },
  });
  expect((await app.ask()).text).toContain('one');
  const kept = async () => installation.db.podLog.findFirst({ where: { environmentId: app.environmentId, release: 2, container: 'init-2' } });
  await until(30_000, 'the lines of the step are kept', async () => (await kept()) !== null);
  expect(await kept()).toMatchObject({ lines: expect.stringMatching(/^\d{4}-\S+Z no database$/), exitCode: 4, process: 'web' });
  await app.remove();
});

async function exitsOf({ environmentId }: TestApp) {
  const { observed } = await installation.db.environment.findUniqueOrThrow({ where: { id: environmentId } });
  return ((observed as Observed | null)?.processes ?? []).flatMap(({ pods }) => pods.flatMap(({ process, lastExit }) => (lastExit ? [{ process, ...lastExit }] : [])));
}

test('a crash is shown with its exit code and the termination message; a process of the smallest size beside it runs on', async () => {
  const app = await onePod('crashing');
  const crash = node("require('http').createServer((q,s)=>{if(q.url==='/crash'){require('fs').writeFileSync('/dev/termination-log','the disk is full');process.exit(3)}s.end('ok')}).listen(process.env.PORT)");
  const idle = { name: 'idle', kind: 'worker', port: null, command: ['sleep', '3600'], size: namedSizes.nano, gracePeriodSeconds: 1 } as const;
  const { processes: [web], ...image } = withCommand(crash);
  expect(await app.ended(await app.deploy({ ...image, processes: [web, idle] }))).toMatchObject({ state: 'live' });
  await app.ask('/crash').catch(() => {});
  await until(60_000, 'the crash is seen', async () => (await exitsOf(app)).length > 0);
  expect(await exitsOf(app)).toMatchObject([{ process: 'web', reason: 'exit code 3', exitCode: 3, message: 'the disk is full' }]);
  await app.remove();
});

test('a restart by a liveness check is shown as such, with the check’s answer', async () => {
  const app = await onePod('ailing');
  const ailing = node("const t=Date.now();require('http').createServer((q,s)=>{s.statusCode=q.url==='/alive'&&Date.now()-t>4000?503:200;s.end('ok')}).listen(process.env.PORT);process.on('SIGTERM',()=>{console.log('bye');process.exit(7)})");
  expect(await app.ended(await app.deploy(withCommand(ailing, { liveness: { type: 'http', path: '/alive', periodSeconds: 1, failureThreshold: 2 } })))).toMatchObject({ state: 'live' });
  await until(60_000, 'a restart is seen', async () => (await exitsOf(app)).length > 0);
  expect((await exitsOf(app))[0]).toMatchObject({ reason: 'failed its liveness check, which is answered with status 503', exitCode: 7, message: 'bye' });
  await app.remove();
});

/** Answers /slow after 8 s, and ends at SIGTERM without waiting for it. */
const hasty = (text: string) =>
  node(`require('http').createServer((q,s)=>{if(q.url==='/left')console.log('left');setTimeout(()=>s.end('${text}'),q.url==='/slow'?8000:0)}).listen(process.env.PORT);process.on('SIGTERM',()=>{console.log('SIGTERM');process.exit(0)})`);

/** The answer of /slow, or how the connection ended. */
const askSlowly = ({ host, address, ca }: { host: string; address: string; ca: string }): Promise<string> =>
  new Promise((resolve) => {
    const [ip, port] = address.split(':');
    const asked = get({ host: ip, port, path: '/slow', servername: host, headers: { host }, agent: false, ca, timeout: 60_000 }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('close', () => resolve(`${response.statusCode} ${text}`));
      response.on('error', () => {}); // 'close' follows
    });
    asked.on('error', (error) => resolve(String(error)));
    asked.on('timeout', () => asked.destroy());
  });

test('a pod that has to go serves on for its drain time, then runs its stop command, then gets SIGTERM: no request is cut', async () => {
  const app = await onePod('leaving');
  const leaving = { drainSeconds: 15, stop: node("require('http').get('http://127.0.0.1:'+process.env.PORT+'/left',(s)=>s.resume())") };
  expect(await app.ended(await app.deploy(withCommand(hasty('one'), leaving)))).toMatchObject({ state: 'live' });
  const asked: Promise<string>[] = [];
  const { ingressAddress, caCertificate: ca } = await installation.db.cluster.findFirstOrThrow();
  const timer = setInterval(() => asked.push(askSlowly({ host: app.host, address: ingressAddress, ca: ca! })), 250);
  const { state } = await app.ended(await app.deploy(withCommand(hasty('two'), leaving)));
  clearInterval(timer);
  expect(state).toBe('live');
  expect([...new Set(await Promise.all(asked))].sort()).toEqual(['200 one', '200 two']);
  const oldLines = async () => (await installation.db.podLog.findFirst({ where: { environmentId: app.environmentId, release: 1 } }))?.lines ?? '';
  await until(60_000, 'the old pod is gone, and its lines are kept', async () => (await oldLines()).endsWith(' SIGTERM'));
  expect(await oldLines()).toMatch(/ left\n\S+ SIGTERM$/);
  await app.remove();
});

test('a range follows the memory that its pods use, and a drain may take what the process allows', async () => {
  const app = await onePod('elastic');
  await app.scale(2, 3);
  const eater = node("global.kept=Buffer.alloc(120*2**20,1);const s=require('http').createServer((q,r)=>r.end('full')).listen(process.env.PORT);process.on('SIGTERM',()=>process.exit(0))");
  expect(await app.ended(await app.deploy(withCommand(eater, { autoscale: { cpuPercent: 60, memoryPercent: 40 }, maxUnavailable: '50%' })))).toMatchObject({ state: 'live' });
  const only = async (kind: 'HorizontalPodAutoscaler' | 'PodDisruptionBudget') => (await installation.cluster.list(kind, { labelSelector: `berth.dev/environment-id=${app.environmentId}` }))[0];
  expect((await only('PodDisruptionBudget'))?.['spec']).toMatchObject({ maxUnavailable: '50%' });
  expect((await only('HorizontalPodAutoscaler'))?.['spec']).toMatchObject({
    minReplicas: 2,
    maxReplicas: 3,
    metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 60 } } }, { resource: { name: 'memory', target: { averageValue: '102Mi' } } }],
  });
  const wanted = async () => ((await only('HorizontalPodAutoscaler'))?.['status'] as { desiredReplicas?: number } | undefined)?.desiredReplicas;
  await until(150_000, 'the autoscaler wants a third pod', async () => (await wanted()) === 3);
  await until(60_000, 'three pods are ready', async () => ((await installation.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } })).observed as Observed | null)?.processes[0]?.ready === 3);
  await app.remove();
});

test('a range follows the requests that come to it, and none of them fails while it grows', async () => {
  const app = await installation.app(tenantId, 'sought');
  expect(await app.ended(await app.deploy(withCommand(server('one'), { scale: { min: 1, max: 3, requestsPerSecond: 10 } })))).toMatchObject({ state: 'live' });
  const autoscaler = async () => (await installation.cluster.list('HorizontalPodAutoscaler', { labelSelector: `berth.dev/environment-id=${app.environmentId}` }))[0];
  expect((await autoscaler())?.['spec']).toMatchObject({ minReplicas: 1, maxReplicas: 3, metrics: [{ type: 'External', external: { metric: { name: 'ingress_requests_per_second' }, target: { averageValue: '10' } } }] });
  const load = startLoad(app);
  try {
    await until(150_000, 'three pods are ready', async () => ((await installation.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } })).observed as Observed | null)?.processes[0]?.ready === 3);
  } finally {
    expect((await load.stop()).failed).toEqual([]);
  }
  await app.remove();
});

test('web’s pods of the release before stay while a worker of the new one does not get ready; once it does, all go over', async () => {
  const app = await onePod('several');
  const release = (text: string, ready: string) => {
    const { processes, ...image } = withCommand(server(text), { minReadySeconds: 2 });
    const jobs = { name: 'jobs', kind: 'worker', port: null, command: ['sleep', '3600'], size: namedSizes.nano, minReadySeconds: 2, gracePeriodSeconds: 1, readiness: { type: 'command', command: ['sh', '-c', ready], graceSeconds: 10 } };
    return { ...image, processes: [...processes, jobs] };
  };
  const webPod = async () => (await installation.cluster.list('Pod', { labelSelector: `berth.dev/environment-id=${app.environmentId},berth.dev/process=web,berth.dev/release=v1` }))[0];
  expect(await app.ended(await app.deploy(release('one', 'true')))).toMatchObject({ state: 'live' });
  const first = (await webPod())?.metadata.uid;
  const load = startLoad(app);
  const failed = await app.ended(await app.deploy(release('two', 'exit 3')));
  expect(failed, JSON.stringify(failed.failure)).toMatchObject({ state: 'failed', failure: { class: 'probe-failed', step: 'rollOut' } });
  expect(await webPod()).toMatchObject({ metadata: { uid: first } });
  expect((await webPod())?.metadata.deletionTimestamp).toBeUndefined();
  expect(await app.ended(await app.deploy(release('three', 'true')))).toMatchObject({ state: 'live' });
  await until(20_000, 'the new release alone answers', async () => (await app.ask()).text.includes('three'));
  expect((await load.stop()).failed).toEqual([]);
  await app.remove();
});
