import { kinds, type Kind, type LiveObject } from '@berth/k8s-adapter';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askJson, pathOf as pathIn } from '../../../infra/local/kube-client.mjs';
import type { RunningWorker } from '../src/start-worker.js';
import { installOnCluster, nodeImage, server, small, until, type TestApp, type TestInstallation } from './installation-on-cluster.js';

let installation: TestInstallation;
let app: TestApp;
let namespace: string;
let worker: RunningWorker;
const took: string[] = [];

beforeAll(async () => {
  installation = await installOnCluster();
  worker = await installation.start({ resyncMs: 600_000 }); // the watch alone
  const tenant = await installation.tenant('acme');
  namespace = `${installation.env.namespacePrefix}-acme`;
  app = await installation.app(tenant.id, 'hello');
  await app.scale(2, 3);
  const { db } = installation;
  await db.configVersion.create({ data: { environmentId: app.environmentId, version: 1, tenantId: tenant.id, variables: { APP_MESSAGE: 'hi' }, secrets: {} } });
  await db.environment.update({ where: { id: app.environmentId }, data: { configVersion: 1 } });
  expect(await app.ended(await app.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server('hello'), minReadySeconds: 1, size: small }] }))).toMatchObject({ state: 'live' });
}, 240_000);

afterAll(async () => {
  console.log(took.join('\n'));
  await installation?.end();
});

const within = (kind: Kind): { namespace?: string } => (kinds[kind].namespaced ? { namespace } : {});
const collection = (kind: Kind): string => pathIn({ apiVersion: kinds[kind].apiVersion, kind, ...within(kind) });
const ownNamespace = (): string => pathIn({ apiVersion: 'v1', kind: 'Namespace', name: namespace });

/** What an administrator sees. */
const find = async (kind: Kind): Promise<LiveObject> => {
  const selector = encodeURIComponent(`berth.dev/installation=${installation.env.namespacePrefix}`);
  const { items } = (await askJson('GET', `${collection(kind)}?labelSelector=${selector}`)) as { items: LiveObject[] };
  const item = items.find((one) => kind !== 'Secret' || one.metadata.name.includes('-c1-')) ?? items[0];
  if (!item) throw new Error(`there is no ${kind}`);
  return item;
};
const pathOf = (kind: Kind, object: LiveObject): string => pathIn({ apiVersion: kinds[kind].apiVersion, kind, ...within(kind), name: object.metadata.name });

async function rightAgain(what: string, done: () => Promise<boolean>): Promise<void> {
  const began = performance.now();
  await until(30_000, what, done);
  const ms = Math.round(performance.now() - began);
  took.push(`${what}: ${ms} ms`);
  expect(ms, what).toBeLessThan(5_000);
}

const deletable: Kind[] = ['Deployment', 'Service', 'Ingress', 'HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NetworkPolicy', 'ResourceQuota', 'LimitRange', 'ServiceAccount', 'RoleBinding', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'];

test.each(deletable)('a %s deleted by hand is back within seconds', async (kind) => {
  const object = await find(kind);
  await askJson('DELETE', pathOf(kind, object));
  await rightAgain(`${kind} deleted`, async () => ((await askJson('GET', pathOf(kind, object))) as LiveObject | undefined)?.metadata.uid !== object.metadata.uid && (await askJson('GET', pathOf(kind, object))) !== undefined);
});

const edits: [Kind, object, (object: any) => boolean][] = [
  ['Deployment', { spec: { minReadySeconds: 99 } }, (object) => object.spec.minReadySeconds !== 99],
  ['Deployment', { metadata: { labels: { 'berth.dev/environment-id': null } } }, (object) => object.metadata.labels['berth.dev/environment-id'] !== undefined],
  ['Service', { spec: { sessionAffinity: 'ClientIP', ports: [{ port: 80, targetPort: 1 }] } }, (object) => object.spec.ports[0].targetPort !== 1],
  ['Ingress', { spec: { rules: [{ host: 'stolen.localhost' }] } }, (object) => object.spec.rules[0].host !== 'stolen.localhost'],
  ['HorizontalPodAutoscaler', { spec: { maxReplicas: 9 } }, (object) => object.spec.maxReplicas === 3],
  ['PodDisruptionBudget', { spec: { maxUnavailable: 2 } }, (object) => object.spec.maxUnavailable === 1],
  ['NetworkPolicy', { spec: { podSelector: { matchLabels: { nobody: 'here' } } } }, (object) => object.spec.podSelector.matchLabels?.nobody === undefined],
  ['ResourceQuota', { spec: { hard: { pods: '99' } } }, (object) => object.spec.hard.pods === '30'],
  ['LimitRange', { spec: { limits: [{ type: 'Container', default: { memory: '8Gi' } }] } }, (object) => object.spec.limits[0].default.memory === '512Mi'],
  ['ServiceAccount', { automountServiceAccountToken: true }, (object) => object.automountServiceAccountToken === false],
  ['Namespace', { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } }, (object) => object.metadata.labels['pod-security.kubernetes.io/enforce'] === 'restricted'],
  ['ValidatingAdmissionPolicyBinding', { spec: { validationActions: ['Warn'] } }, (object) => object.spec.validationActions[0] === 'Deny'],
];

test.each(edits)('a %s changed by hand to %j is put right within seconds', async (kind, change, right) => {
  const object = kind === 'Namespace' ? ((await askJson('GET', ownNamespace())) as LiveObject) : await find(kind);
  await askJson('PATCH', pathOf(kind, object), { body: change, type: 'application/merge-patch+json' });
  await rightAgain(`${kind} ${JSON.stringify(change)}`, async () => right(await askJson('GET', pathOf(kind, object))));
});

test('a config Secret deleted by hand, which is not watched, is back with the next look at everything', async () => {
  await worker.stop();
  worker = await installation.start({ resyncMs: 5_000 });
  await new Promise((done) => setTimeout(done, 8_000)); // the look at the start
  const secret = await find('Secret');
  await askJson('DELETE', pathOf('Secret', secret));
  await until(15_000, 'the Secret is back', async () => (await askJson('GET', pathOf('Secret', secret))) !== undefined);
});

test('a whole namespace deleted by hand comes back with all that was in it', async () => {
  await askJson('DELETE', ownNamespace());
  await until(120_000, 'the app answers again', async () => (await askJson('GET', ownNamespace()))?.metadata.deletionTimestamp === undefined && (await app.ask().catch(() => null))?.status === 200);
});
