import type { FailureClass } from '@berth/domain';
import { labels, releaseNumber, tenantNamespace } from '@berth/k8s-adapter';
import { registryLogin, registryRoleKey } from '@berth/sealing';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeBuilderKeys } from '../src/build/builder-keys.js';
import type { RunningWorker } from '../src/start-worker.js';
import { failureOf, type Failure } from './failure-of.js';
import { clusterFacts, installOnCluster, node, nodeImage, server, small, until, type TestApp, type TestInstallation } from './installation-on-cluster.js';
import { pushForeignImage } from './push-image.js';

/** More than any node has, so that it does not matter what else runs. */
const vast = { cpuMillicores: 950_000, memoryBytes: 2 ** 43, pods: 60, storageBytes: 2 ** 32, apps: 10 };
const one = { web: { min: 1, max: 1 } };
let installation: TestInstallation;
let worker: RunningWorker;
let tenantId: string;
let app: TestApp;

const withCommand = (command: string[], more: object = {}) => ({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command, minReadySeconds: 1, size: small, ...more }] }) as const;
const answering = (status: number): string[] => node(`require('http').createServer((q,s)=>{console.error('refusing '+q.url);s.statusCode=${status};s.end('no database')}).listen(process.env.PORT)`);

async function onePod(slug: string): Promise<TestApp> {
  const made = await installation.app(tenantId, slug);
  await installation.db.environment.update({ where: { id: made.environmentId }, data: { scale: one } });
  return made;
}

beforeAll(async () => {
  installation = await installOnCluster();
  worker = await installation.start({ verifyMs: 12_000 });
  tenantId = (await installation.tenant('acme', vast)).id;
  app = await onePod('hello');
  expect(await app.ended(await app.deploy(withCommand(server('one'))))).toMatchObject({ state: 'live' });
});

afterAll(async () => {
  await installation?.end();
});

async function failsWhileTheOldOneServes(input: Parameters<TestApp['deploy']>[0], failureClass: FailureClass): Promise<Failure> {
  const failure = failureOf(await app.ended(await app.deploy(input), 180_000), failureClass);
  expect((await app.ask()).text).toContain('one');
  console.log(JSON.stringify(failure));
  return failure;
}

test('crash: a signal is named, with the exit code and the last lines', async () => {
  const failure = await failsWhileTheOldOneServes(withCommand(['sh', '-c', `node -e "console.log('about to go');setTimeout(()=>process.kill(process.pid,15),300)"; exit $?`]), 'crash');
  expect(failure.message).toMatch(/SIGTERM \(exit code 143\)/);
  expect(failure.lastLines).toContain('about to go');
});

test('out of memory: the limit, and the most that was measured', async () => {
  const growing = node("console.log('growing');const a=[];setInterval(()=>a.push(Buffer.alloc(6e6,1)),1000)");
  const failure = await failsWhileTheOldOneServes(withCommand(growing, { size: { ...small, memoryLimitBytes: 200 * 2 ** 20 } }), 'out-of-memory');
  expect(failure.message).toContain('limit of 200Mi');
  expect(failure.evidence.join('\n')).toMatch(/metrics \S+: the most that was measured before: \d+Mi/);
  expect(failure.lastLines).toContain('growing');
});

test('probe fails: what the health check asked and what it got', async () => {
  const failure = await failsWhileTheOldOneServes(withCommand(answering(503), { readiness: { type: 'http', path: '/healthy' } }), 'probe-failed');
  expect(failure.message).toBe('The health check of /healthy on port 8080 is answered with status 503.');
  expect(failure.lastLines).toContain('refusing /healthy');
});

test('unschedulable: what a pod asks for and what is free, and no old pod goes for it', async () => {
  const failure = await failsWhileTheOldOneServes(withCommand(server('large'), { size: { ...small, cpuRequestMillicores: 900_000 } }), 'unschedulable');
  expect(failure.message).toMatch(/^No node has 900000m CPU free, which a pod asks for\. The .+ has \d+m CPU, \d+Mi memory and \d+ pods? free\.$/);
  expect(failure.evidence.join('\n')).toContain('Insufficient cpu');
});

test('quota: what is needed and what is free, before anything is touched', async () => {
  const failure = await failsWhileTheOldOneServes(withCommand(server('huge'), { size: { ...small, cpuRequestMillicores: 1_000_000 } }), 'quota');
  expect(failure.step).toBe('check');
  expect(failure.evidence[0]).toMatch(/needs 1000000m CPU, .*; free \d+m CPU/);
});

test.each([
  ['an index without this one', 'arm-index', true, /no variant/],
  ['a single image for another', 'arm-single', false, /exec format error/],
])('architecture: %s is named, with the one that is needed', async (_name, tag, index, shown) => {
  const { registry } = await clusterFacts();
  const prefix = installation.env.namespacePrefix;
  const master = Buffer.from(readFileSync(registry.masterKeyFile, 'utf8'), 'base64');
  const repository = `${prefix}/acme/foreign`;
  await pushForeignImage({ url: registry.url, login: registryLogin(registryRoleKey(master, 'build'), 'build', prefix, 'acme'), repository }, tag, { architecture: 'arm64', index });
  const failure = await failsWhileTheOldOneServes({ kind: 'image', ref: `${registry.host}/${repository}:${tag}`, processes: [{ name: 'web', command: null, size: small }] }, 'wrong-architecture');
  expect(failure.message).toMatch(shown);
  expect(failure.remedy).toMatch(/Build the image for linux\/\w+/);
});

test('image missing: the registry’s answer is the evidence', async () => {
  const failure = await failsWhileTheOldOneServes({ kind: 'image', ref: 'registry.registry.svc:5000/mirror/library/nosuch:1' }, 'image-missing');
  expect(failure.evidence.join()).toContain('was answered 404');
});

test('certificate failed: one for this host that nobody trusts', async () => {
  const untrusted = await onePod('untrusted');
  const { caCertificate } = await installation.db.cluster.findFirstOrThrow();
  const other = (await makeBuilderKeys(['other'], new Date())).tls.caCertificate;
  await installation.db.cluster.updateMany({ data: { caCertificate: other } });
  try {
    await new Promise((done) => setTimeout(done, 6_000)); // the worker reads the row again
    const failure = failureOf(await untrusted.ended(await untrusted.deploy(withCommand(server('untrusted')))), 'certificate-failed');
    expect(failure.evidence.join('\n')).toContain('signed by');
  } finally {
    await installation.db.cluster.updateMany({ data: { caCertificate } });
  }
});

/** The pods of a release that run and are not on their way out. */
async function podsOf({ environmentId, tenantId: ofTenant }: TestApp, release: number): Promise<string[]> {
  const { slug } = await installation.db.tenant.findUniqueOrThrow({ where: { id: ofTenant } });
  const { pods } = await installation.cluster.readRollout({ namespace: tenantNamespace(installation.env.namespacePrefix, slug), environmentId, process: 'web' });
  return pods.filter(({ metadata }) => releaseNumber(metadata?.labels?.[labels.release]) === release && !metadata?.deletionTimestamp).map(({ metadata }) => metadata!.uid!);
}

test('verify-failed: a release that takes connections and never answers is told before the old pod goes; one that answers late goes live', async () => {
  const quiet = await onePod('quiet');
  const first = await quiet.ended(await quiet.deploy(withCommand(server('before'))));
  const [old] = await podsOf(quiet, first.release!.version);
  expect(old).toBeDefined();

  const silent = node("console.log('waiting for the database');require('net').createServer(()=>{}).listen(process.env.PORT)");
  const deploying = await quiet.deploy(withCommand(silent, { minReadySeconds: 3 }));
  const before = async () => (await Promise.all(Array.from({ length: 10 }, () => quiet.ask().catch(() => null)))).every((answer) => answer?.text.includes('before'));
  const stepOf = async (name: string) => installation.db.deploymentStep.findFirst({ where: { deploymentId: deploying, name } });
  await until(60_000, 'the old pod is kept', async () => (await stepOf('rollOut'))?.detail?.includes('v2 has not answered well yet, v1 stands by') === true);
  const failure = failureOf(await quiet.ended(deploying), 'verify-failed');
  expect(failure).toMatchObject({ step: 'rollOut', message: 'v2 takes connections and has not answered GET / within 12 s; v1 goes on serving.', remedy: expect.stringContaining('`health` in berth.yaml'), lastLines: ['waiting for the database'] });
  expect(await podsOf(quiet, first.release!.version)).toEqual([old]); // never replaced
  await until(30_000, 'only the release before answers', before);

  const late = node("require('http').createServer((q,s)=>setTimeout(()=>s.end('late'),7000)).listen(process.env.PORT)"); // later than the first question waits
  expect(await quiet.ended(await quiet.deploy(withCommand(late, { minReadySeconds: 3 })))).toMatchObject({ state: 'live', failure: null });
  expect((await quiet.ask('/', undefined, 15_000)).text).toBe('late');
  await quiet.remove();
});

test('timeout: what the pods that are not ready are doing', async () => {
  await worker.stop();
  worker = await installation.start({ rollOutMs: 8_000 });
  const failure = await failsWhileTheOldOneServes(withCommand(node("console.log('warming up');setInterval(()=>0,1000)")), 'timeout');
  expect(failure.message).toBe('The rollout did not end within 8 s: 0/1 ready.');
  expect(failure.lastLines).toContain('warming up');
});
