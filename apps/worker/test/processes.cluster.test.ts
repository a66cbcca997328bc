import type { Observed } from '@berth/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('an app that speaks HTTP/2 alone is reached at its URL, and one that speaks gRPC answers gRPC; neither without its protocol', async () => {
  const app = await onePod('modern');
  expect(await app.ended(await app.deploy(withCommand(http2Server, { protocol: 'h2c' })))).toMatchObject({ state: 'live' });
  expect(await app.ask()).toEqual({ status: 200, text: 'HTTP/2.0' });

  expect(await app.ended(await app.deploy(withCommand(http2Server, { protocol: 'grpc' })))).toMatchObject({ state: 'live' });
  expect(await app.ask('/', 'grpc')).toEqual({ status: 200, text: 'gRPC status 12' });

  const failed = await app.ended(await app.deploy(withCommand(http2Server, { protocol: 'http1' })));
  expect(failed, JSON.stringify(failed.failure)).toMatchObject({ state: 'failed', failure: { class: 'verify-failed' } });
  expect(await app.ask('/', 'grpc')).toEqual({ status: 200, text: 'gRPC status 12' });
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
  await app.remove();
});

test('a restart by a liveness check is shown as such, with the check’s answer', async () => {
  const app = await onePod('ailing');
  const ailing = node("const t=Date.now();require('http').createServer((q,s)=>{s.statusCode=q.url==='/alive'&&Date.now()-t>4000?503:200;s.end('ok')}).listen(process.env.PORT);process.on('SIGTERM',()=>{console.log('bye');process.exit(7)})");
  expect(await app.ended(await app.deploy(withCommand(ailing, { liveness: { type: 'http', path: '/alive', periodSeconds: 1, failureThreshold: 2 } })))).toMatchObject({ state: 'live' });
  const exits = async () => {
    const { observed } = await installation.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } });
    return ((observed as Observed | null)?.processes ?? []).flatMap(({ pods }) => pods.map(({ lastExit }) => lastExit)).filter((exit) => exit !== undefined);
  };
  await until(60_000, 'a restart is seen', async () => (await exits()).length > 0);
  expect((await exits())[0]).toMatchObject({ reason: 'failed its liveness check, which is answered with status 503', exitCode: 7, message: 'bye' });
  await app.remove();
});

test('a range follows memory too, and a drain may take what the process allows', async () => {
  const app = await onePod('elastic');
  await app.scale(2, 3);
  expect(await app.ended(await app.deploy(withCommand(server('one'), { autoscale: { cpuPercent: 60, memoryPercent: 50 }, maxUnavailable: '50%', drainSeconds: 3 })))).toMatchObject({ state: 'live' });
  const specs = async (kind: 'HorizontalPodAutoscaler' | 'PodDisruptionBudget') => (await installation.cluster.list(kind, { labelSelector: 'berth.dev/app=elastic' })).map((object) => object['spec']);
  expect(await specs('HorizontalPodAutoscaler')).toMatchObject([
    { minReplicas: 2, maxReplicas: 3, metrics: [{ resource: { name: 'cpu', target: { averageUtilization: 60 } } }, { resource: { name: 'memory', target: { averageValue: '128Mi' } } }] },
  ]);
  expect(await specs('PodDisruptionBudget')).toMatchObject([{ maxUnavailable: '50%' }]);
  await app.remove();
});
