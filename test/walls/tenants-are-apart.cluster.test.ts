import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { berth, deleteApp, get, installation, sampleApp, urlOf } from '../real-services/installation.js';
import { core, coreAs, execInPod, namespaceOf, readyPods } from '../real-services/cluster.js';
import { newTenant } from '../real-services/second-tenant.js';
import { readReach, reachProgram, type Target } from './reach.js';

const mine = { tenant: 'acme', app: 'inside' };
const theirs = { tenant: 'wallsb', app: 'other' };
let tenant: Awaited<ReturnType<typeof newTenant>>;
let targets: Target[] = [];

const reachFromHere = (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host, port, timeout: 4_000 });
    const end = (open: boolean) => (socket.destroy(), resolve(open));
    socket.once('connect', () => end(true)).once('error', () => end(false)).once('timeout', () => end(false));
  });

beforeAll(async () => {
  tenant = await newTenant(theirs.tenant);
  const source = sampleApp('hello-node');
  const [first, second] = await Promise.all([
    berth(['deploy', '--app', mine.app], { cwd: source.folder }),
    berth(['deploy', '--app', theirs.app, '--tenant', theirs.tenant], { cwd: source.folder, env: { BERTH_TOKEN: tenant.token } }),
  ]);
  source.remove();
  expect(first.code, first.stdout + first.stderr).toBe(0);
  expect(second.code, second.stdout + second.stderr).toBe(0);

  const other = (await readyPods(theirs.tenant, theirs.app))[0]!;
  const service = (await core.listNamespacedService({ namespace: namespaceOf(theirs.tenant) })).items[0]!;
  const builder = (await core.listNamespacedPod({ namespace: namespaceOf(theirs.tenant, true) })).items.find((pod) => pod.metadata!.name!.startsWith('buildkitd'))!;
  const activator = (await core.listNamespacedPod({ namespace: 'berth-system', labelSelector: 'app=activator' })).items[0]!;
  const node = (await core.listNode()).items[0]!.status!.addresses!.find((address) => address.type === 'InternalIP')!.address;
  targets = [
    { name: 'pod of another tenant', host: other.status!.podIP!, port: 8080 },
    { name: 'service of another tenant', host: service.spec!.clusterIP!, port: service.spec!.ports![0]!.port },
    { name: 'builder of another tenant', host: builder.status!.podIP!, port: 1234 },
    { name: 'activator, which wakes apps up', host: '10.96.0.22', port: 8080 },
    { name: 'activator’s pod', host: activator.status!.podIP!, port: 8080 },
    { name: 'API server', host: '10.96.0.1', port: 443 },
    { name: 'API server on the node', host: node, port: 6443 },
    { name: 'kubelet on the node', host: node, port: 10250 },
    { name: 'metadata address', host: '169.254.169.254', port: 80 },
  ];
});

afterAll(async () => {
  await deleteApp(mine.app);
  await tenant.remove();
});

test('from where it is allowed, each of these answers (so that a refusal below means something)', async () => {
  for (const target of targets.filter((one) => one.name !== 'metadata address')) expect(await reachFromHere(target.host, target.port), target.name).toBe(true);
  expect((await get(urlOf(theirs.app, theirs.tenant))).status).toBe(200);
});

test('a pod reaches no pod, service or builder of another tenant, not the activator, not the API server, not the node', async () => {
  const pod = (await readyPods(mine.tenant, mine.app))[0]!.metadata!.name!;
  const reached = readReach(await execInPod(namespaceOf(mine.tenant), pod, ['node', '-e', reachProgram(targets)]));
  expect(Object.entries(reached).filter(([, state]) => state === 'open')).toEqual([]);
  expect(Object.keys(reached)).toHaveLength(targets.length);
});

test('a pod reaches a package registry', async () => {
  const pod = (await readyPods(mine.tenant, mine.app))[0]!.metadata!.name!;
  expect(await execInPod(namespaceOf(mine.tenant), pod, ['node', '/usr/local/lib/node_modules/npm/bin/npm-cli.js', 'view', 'express', 'name', '--cache', '/tmp/npm'])).toContain('express');
});

test('a RUN step of a build reaches none of these either, gets nothing from its own builder without the key, and reaches a package registry', async () => {
  const builders: Target[] = [
    ...targets,
    { name: 'own builder without the key', host: '127.0.0.1', port: 1234, tls: true },
    { name: 'own builder by name without the key', host: `buildkitd.${namespaceOf(mine.tenant, true)}.svc.cluster.local`, port: 1234, tls: true },
  ];
  const source = sampleApp('hello-node', {
    'reach.cjs': `// ${Date.now()}\n${reachProgram(builders)}`,
    Dockerfile: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm install --omit=dev && node reach.cjs\nUSER 1000\nCMD ["node", "server.js"]\n',
  });
  const result = await berth(['deploy', '--app', mine.app, '--json'], { cwd: source.folder });
  source.remove();
  const log = await berth(['logs', '--build', '--app', mine.app]);
  const reached = readReach(log.stdout);
  expect(Object.keys(reached)).toHaveLength(builders.length);
  expect(Object.entries(reached).filter(([, state]) => state === 'open')).toEqual([]);
  expect(result.code, result.stdout + result.stderr).toBe(0);
});

test('the registry shows a tenant’s path to that tenant alone', async () => {
  const prefix = installation.BERTH_NAMESPACE_PREFIX;
  const secrets = (await core.listNamespacedSecret({ namespace: namespaceOf(mine.tenant) })).items.filter((secret) => secret.type === 'kubernetes.io/dockerconfigjson');
  const { auths } = JSON.parse(Buffer.from(secrets[0]!.data!['.dockerconfigjson']!, 'base64').toString()) as { auths: Record<string, { auth?: string; username?: string; password?: string }> };
  const login = Object.values(auths)[0]!;
  const basic = login.auth ?? Buffer.from(`${login.username}:${login.password}`).toString('base64');
  const registry = 'http://10.96.0.20:5000';
  const tags = async (repository: string) => {
    const challenge = (await get(`${registry}/v2/${repository}/tags/list`)).headers.get('www-authenticate')!;
    const realm = /realm="([^"]+)"/.exec(challenge)![1]!;
    const service = /service="([^"]+)"/.exec(challenge)![1]!;
    const token = JSON.parse((await get(`${realm}?service=${encodeURIComponent(service)}&scope=repository:${repository}:pull`, { headers: { authorization: `Basic ${basic}` } })).text) as { token: string };
    return (await get(`${registry}/v2/${repository}/tags/list`, { headers: { authorization: `Bearer ${token.token}` } })).status;
  };
  expect(await tags(`${prefix}/${mine.tenant}/${mine.app}`)).toBe(200);
  expect(await tags(`${prefix}/${theirs.tenant}/${theirs.app}`)).toBe(401);
});

test('what wakes apps up tells the cluster that one is wanted, and nothing else', async () => {
  const activator = await coreAs('berth-system', 'activator');
  const namespace = namespaceOf(mine.tenant);
  const tell = (reason: string, kind: string) =>
    activator.createNamespacedEvent({ namespace, body: { metadata: { generateName: 'wake-', namespace }, type: 'Normal', reason, message: 'from a test', involvedObject: { kind, namespace, name: 'none' } }, dryRun: 'All' });
  await tell('WakeUpRequested', 'EndpointSlice');
  await expect(tell('FailedScheduling', 'Pod')).rejects.toThrow('The activator tells of nothing but requests to apps that are asleep.');
  await expect(tell('WakeUpRequested', 'Pod')).rejects.toThrow('The activator tells of nothing but');
});
