import type { DeploymentInput, FailureClass } from '@berth/domain';
import { fixedNames, processObjectName, tenantNamespace } from '@berth/k8s-adapter';
import { registryLogin, registryRoleKey } from '@berth/sealing';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson, pathOf } from '../../../infra/local/kube-client.mjs';
import type { RunningWorker } from '../src/start-worker.js';
import { failureOf, type Failure } from './failure-of.js';
import { clusterFacts, installOnCluster, node, nodeImage, server, small, until, type TestApp, type TestInstallation } from './installation-on-cluster.js';
import { pushForeignImage } from './push-image.js';

const settings = { verifyMs: 6_000, resyncMs: 600_000 }; // what is changed by hand here stays until a deployment comes by
let installation: TestInstallation;
let worker: RunningWorker;
let namespace: string;
let app: TestApp;

const withCommand = (command: string[], more: object = {}): DeploymentInput => ({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command, minReadySeconds: 1, size: small, ...more }] });
const changeCluster = async (data: Parameters<TestInstallation['db']['cluster']['updateMany']>[0]['data']): Promise<void> => {
  await installation.db.cluster.updateMany({ data });
  await new Promise((done) => setTimeout(done, 6_000)); // the worker reads the row again
};

beforeAll(async () => {
  installation = await installOnCluster();
  await installation.db.cluster.updateMany({ data: { requestMetrics: false } });
  worker = await installation.start(settings);
  const { id } = await installation.tenant('acme');
  namespace = tenantNamespace(installation.env.namespacePrefix, 'acme');
  app = await installation.app(id, 'hello');
  await installation.db.environment.update({ where: { id: app.environmentId }, data: { scale: { web: { min: 1, max: 1 } } } });
  expect(await app.ended(await app.deploy(withCommand(server('one'))))).toMatchObject({ state: 'live' });
}, 240_000);

afterAll(async () => {
  await installation?.end();
});

/** Deploys it, which must fail so, and asks the URL all the while: every answer must be the old release's. */
async function failsWhileTheOldOneServes(input: DeploymentInput, failureClass: FailureClass, step: string): Promise<Failure> {
  const ending = app.deploy(input).then((id) => app.ended(id));
  let running = true;
  void ending.finally(() => (running = false)).catch(() => {});
  const others: string[] = [];
  while (running) {
    const answer = await app.ask().catch((error: Error) => ({ status: 0, text: error.message }));
    if (answer.status !== 200 || !answer.text.startsWith('one')) others.push(`${answer.status} ${answer.text}`);
    await new Promise((next) => setTimeout(next, 100));
  }
  const failure = failureOf(await ending, failureClass);
  expect(failure.step).toBe(step);
  expect(others).toEqual([]);
  expect((await app.ask()).text).toContain('one');
  return failure;
}

const target = async () => ({ app: { slug: (await installation.db.app.findUniqueOrThrow({ where: { id: app.appId } })).slug }, environment: { id: app.environmentId, slug: 'production' } });

test('image-invalid: the name as it was given', async () => {
  const { message } = await failsWhileTheOldOneServes({ kind: 'image', ref: 'https://Registry/Shop' }, 'image-invalid', 'build');
  expect(message).toBe('"https://Registry/Shop" is not the name of an image.');
});

test('image-private: the node is refused by the registry', async () => {
  const { registry } = await clusterFacts();
  const prefix = installation.env.namespacePrefix;
  const master = Buffer.from(readFileSync(registry.masterKeyFile, 'utf8'), 'base64');
  const repository = `${prefix}/acme/secret`;
  await pushForeignImage({ url: registry.url, login: registryLogin(registryRoleKey(master, 'build'), 'build', prefix, 'acme'), repository }, 'one', { architecture: 'arm64', index: false });
  const path = pathOf({ apiVersion: 'v1', kind: 'Secret', namespace, name: fixedNames.pullSecret });
  const { data } = (await askJson('GET', path)) as { data: Record<string, string> };
  const stranger = { username: 'stranger', password: 'guessed', auth: Buffer.from('stranger:guessed').toString('base64') };
  const setLogin = (dockerConfig: string) => askJson('PATCH', path, { body: { data: { '.dockerconfigjson': dockerConfig } }, type: 'application/merge-patch+json' });
  await setLogin(Buffer.from(JSON.stringify({ auths: { [registry.host]: stranger } })).toString('base64'));
  try {
    const failure = await failsWhileTheOldOneServes({ kind: 'image', ref: `${registry.host}/${repository}:one`, processes: [{ name: 'web', command: null, size: small }] }, 'image-private', 'rollOut');
    expect(failure.message).toContain(repository);
    expect(failure.evidence.join('\n')).toMatch(/401|denied|authoriz/i);
  } finally {
    await setLogin(data['.dockerconfigjson']!);
  }
});

test('registry-throttled, registry-unreachable: what the registry answered, and that it did not', async () => {
  const { registryUrl } = await installation.db.cluster.findFirstOrThrow();
  const busy = createServer((_, response) => response.writeHead(429).end());
  await new Promise<void>((listening) => void busy.listen(0, '127.0.0.1', listening));
  try {
    await changeCluster({ registryUrl: `http://127.0.0.1:${(busy.address() as AddressInfo).port}` });
    const throttled = await failsWhileTheOldOneServes({ kind: 'image', ref: nodeImage }, 'registry-throttled', 'build');
    expect(throttled.evidence.join()).toContain('was answered 429');
    await new Promise((closed) => busy.close(closed));
    const unreachable = await failsWhileTheOldOneServes({ kind: 'image', ref: nodeImage }, 'registry-unreachable', 'build');
    expect(unreachable.message).toMatch(/does not answer: .*ECONNREFUSED/);
  } finally {
    busy.close();
    await changeCluster({ registryUrl });
  }
});

test('settings-refused: the cluster’s words, before anything is touched', async () => {
  const { message } = await failsWhileTheOldOneServes(withCommand(server('two'), { size: { ...small, memoryRequestBytes: 2 * small.memoryLimitBytes } }), 'settings-refused', 'check');
  expect(message).toMatch(/must be less than or equal to memory limit/);
});

test('settings-refused: a range that follows requests where autoscalers are not told of them, before anything is touched', async () => {
  const scaled = (scale: object) => installation.db.environment.update({ where: { id: app.environmentId }, data: { scale: { web: scale } } });
  await scaled({ min: 1, max: 3, requestsPerSecond: 10 });
  try {
    const { message, remedy } = await failsWhileTheOldOneServes(withCommand(server('two')), 'settings-refused', 'check');
    expect(message).toMatch(/has to install what serves the external metric ingress_requests_per_second/);
    expect(remedy).toMatch(/without `--rps`/);
  } finally {
    await scaled({ min: 1, max: 1 });
  }
});

test('settings-refused: an app that is to sleep where nothing would wake it up', async () => {
  const { activatorAddress } = await installation.db.cluster.findFirstOrThrow();
  const set = await installation.db.environment.findUniqueOrThrow({ where: { id: app.environmentId }, select: { scale: true } });
  await installation.db.environment.update({ where: { id: app.environmentId }, data: { scale: {} } }); // its release's own counts
  await changeCluster({ activatorAddress: null });
  try {
    const { message } = await failsWhileTheOldOneServes(withCommand(server('two'), { scale: { min: 0, max: 1 } }), 'settings-refused', 'check');
    expect(message).toMatch(/^Process web is to have no pod while nobody asks for it/);
  } finally {
    await installation.db.environment.update({ where: { id: app.environmentId }, data: { scale: set.scale as object } });
    await changeCluster({ activatorAddress });
  }
});

test('pod-refused: the rule of the cluster that says no, before anything is touched', async () => {
  const name = `${namespace}-by-hand`;
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const kinds = `/apis/${apiVersion}/validatingadmissionpolic`;
  await askJson('POST', `${kinds}ies`, {
    body: {
      apiVersion,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], resources: ['pods'], operations: ['CREATE'] }] },
        validations: [{ expression: "object.spec.containers.all(c, !c.?command.orValue([]).exists(word, word.contains('unwanted')))", message: 'this program is not wanted here' }],
      },
    },
  });
  try {
    const binding = { policyName: name, validationActions: ['Deny'], matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } } };
    await askJson('POST', `${kinds}ybindings`, { body: { apiVersion, kind: 'ValidatingAdmissionPolicyBinding', metadata: { name }, spec: binding } });
    const { spec } = (await askJson('GET', pathOf({ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: processObjectName(await target(), 'web') }))) as { spec: { template: { metadata: object; spec: { containers: object[] } } } };
    const { metadata, spec: podSpec } = spec.template;
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { ...metadata, name: 'asked' }, spec: { ...podSpec, containers: podSpec.containers.map((container) => ({ ...container, command: ['unwanted'] })) } };
    await until(30_000, 'the rule holds', () => askJson('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, { body: pod }).then(() => false, (error: Error) => error.message.includes('not wanted')));
    const failure = await failsWhileTheOldOneServes(withCommand(server('unwanted')), 'pod-refused', 'check');
    expect([failure.message, ...failure.evidence].join('\n')).toContain('this program is not wanted here');
  } finally {
    await askJson('DELETE', `${kinds}ybindings/${name}`);
    await askJson('DELETE', `${kinds}ies/${name}`);
  }
});

test('name-conflict: an object of somebody else is named, and left as it is', async () => {
  const name = processObjectName(await target(), 'jobs');
  const path = pathOf({ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name });
  const labels = { app: 'by-hand' };
  const template = { metadata: { labels }, spec: { containers: [{ name: 'one', image: 'none' }] } };
  const { metadata } = (await askJson('POST', pathOf({ apiVersion: 'apps/v1', kind: 'Deployment', namespace }), { body: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, labels }, spec: { replicas: 0, selector: { matchLabels: labels }, template } } })) as { metadata: { uid: string } };
  const failure = await failsWhileTheOldOneServes({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server('two'), size: small }, { name: 'jobs', kind: 'worker', port: null, command: server('jobs'), size: small }] }, 'name-conflict', 'check');
  expect(failure.message).toContain(name);
  expect(await askJson('GET', path)).toMatchObject({ metadata: { uid: metadata.uid, labels } });
  await askJson('DELETE', path);
});

test('verify-failed: what came instead and the app’s last lines; the release before answers again', async () => {
  const answering = node("require('http').createServer((q,s)=>{console.error('refusing '+q.url);s.statusCode=503;s.end('no database')}).listen(process.env.PORT)");
  const failure = failureOf(await app.ended(await app.deploy(withCommand(answering, { minReadySeconds: 3 }))), 'verify-failed');
  expect(failure).toMatchObject({ step: 'rollOut', message: expect.stringMatching(/answers 503 to GET \/, and nothing better; v1 goes on serving/), lastLines: expect.arrayContaining(['refusing /']) });
  await until(30_000, 'the old release answers', async () => (await app.ask()).text.startsWith('one'));
});

test('certificate-pending: whose certificate came instead; the release before answers again', async () => {
  const host = await installation.db.host.create({ data: { environmentId: app.environmentId, tenantId: app.tenantId, name: `a-shop.${installation.env.installation}-own-domain.localhost` } });
  try {
    const failure = failureOf(await app.ended(await app.deploy(withCommand(server('two')))), 'certificate-pending');
    expect(failure).toMatchObject({ step: 'verify', message: expect.stringMatching(/has no certificate of its own yet: the ingress shows one for .+/) });
    expect(failure.evidence.join('\n')).toMatch(/valid from .+ to .+/);
    await until(30_000, 'the old release answers', async () => (await app.ask()).text.startsWith('one'));
  } finally {
    await installation.db.host.delete({ where: { name: host.name } });
  }
});

test('image-runs-as-root: on a cluster without user namespaces, the line that mends it', async () => {
  await worker.stop();
  await installation.db.cluster.updateMany({ data: { userNamespaces: false } });
  worker = await installation.start(settings);
  await until(40_000, 'the walls are those of such a cluster', async () => JSON.stringify(await installation.cluster.list('ValidatingAdmissionPolicy')).includes('pods must not run as root'));
  const failure = await failsWhileTheOldOneServes(withCommand(server('two')), 'image-runs-as-root', 'rollOut');
  expect(failure.remedy).toContain('USER 1000');
});
