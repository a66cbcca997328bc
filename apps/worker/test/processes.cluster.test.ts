import { afterAll, beforeAll, expect, test } from 'vitest';
import { installOnCluster, node, nodeImage, small, type TestApp, type TestInstallation } from './installation-on-cluster.js';

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
