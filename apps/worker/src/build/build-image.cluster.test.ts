import { createHash, randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { createDb, migrate, type Db } from '@berth/db';
import { detectSource, wantsContent } from '@berth/domain';
import { buildNamespace, openCluster, refOf, renderAdmission, renderTenant, tenantNamespace, type Cluster } from '@berth/k8s-adapter';
import { registryLogin, registryRoleKey } from '@berth/sealing';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ensureCluster, workerKubeconfig } from '../../../../infra/local/cluster.mjs';
import type { ClusterRow } from '../clusters/cluster-pool.js';
import { removeRepository } from '../registry/remove-repository.js';
import { accountOf } from '../clusters/open-cluster.js';
import { readNetworkFacts } from '../clusters/network-facts.js';
import { runnersIn } from './find-runner.js';
import { buildBudget, buildImage, BuildCancelled, BuildFailed, cancelBuild, dockerConfigFor, stopIdleBuilders, type BuildDeps, type BuiltImage } from './index.js';
import { runInRunner } from './run-in-runner.js';

const run = promisify(execFile);
const namespacePrefix = `bertht${randomBytes(2).toString('hex')}`;
const adminUrl = process.env['TEST_DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:55432/postgres';
const apps = join(import.meta.dirname, '../../../../test/apps');

let db: Db;
let cluster: Cluster;
let row: ClusterRow;
let deps: BuildDeps;
let masterKey: Buffer;
let node: BuiltImage;

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

beforeAll(async () => {
  const local = process.env['BERTH_CLUSTER_FACTS'] ? (JSON.parse(readFileSync(process.env['BERTH_CLUSTER_FACTS'], 'utf8')) as Awaited<ReturnType<typeof ensureCluster>>) : await ensureCluster();
  const kubeconfig = await workerKubeconfig();
  cluster = openCluster(kubeconfig, { installation: namespacePrefix });
  masterKey = Buffer.from(readFileSync(local.registry.masterKeyFile, 'utf8'), 'base64');
  await onServer(`CREATE DATABASE ${namespacePrefix}`);
  const url = new URL(adminUrl);
  url.pathname = `/${namespacePrefix}`;
  await migrate(url.href);
  db = createDb(url.href);
  row = await db.cluster.create({
    data: {
      name: 'local', kubeconfig: new Uint8Array(), registryKeys: new Uint8Array(), registryHost: local.registry.host, registryUrl: local.registry.url, registryInsecure: true,
      imageMirror: local.registry.mirror, ingressClass: 'traefik', ingressAddress: '127.0.0.1:443', baseDomain: 'apps.localhost', storageClass: local.storageClass,
      excludedCidrs: local.excludedCidrs, builderImage: local.builderImage.ref,
    },
  });
  await db.plan.create({ data: { name: 'team', budget: {} } });
  const registryRoleKeys = { build: registryRoleKey(masterKey, 'build'), pull: registryRoleKey(masterKey, 'pull'), admin: registryRoleKey(masterKey, 'admin') };
  deps = { db, log: pino({ level: 'warn' }), namespacePrefix, installationKey: randomBytes(32), openCluster: () => Promise.resolve({ row, cluster, registryRoleKeys }) };
  await cluster.applyAll(renderAdmission({ namespacePrefix, builderImages: [row.builderImage], userNamespaces: true }));
  const network = await readNetworkFacts(cluster, row);
  for (const slug of ['acme', 'other']) {
    const tenant = await db.tenant.create({ data: { slug, name: slug, planName: 'team', budget: {}, dataKey: new Uint8Array(), clusterId: row.id } });
    const opened = await deps.openCluster(row.id);
    await cluster.applyAll(
      renderTenant({
        namespacePrefix, tenant, budget: { cpuMillicores: 2000, memoryBytes: 2 ** 32, pods: 20, storageBytes: 2 ** 32, apps: 10 }, buildBudget: buildBudget(), excludedCidrs: row.excludedCidrs,
        ...network, userNamespaces: true, pullDockerConfig: dockerConfigFor(deps, opened, 'pull', slug), workerAccount: accountOf(kubeconfig),
      }),
    );
  }
}, 300_000);

afterAll(async () => {
  const opened = await deps.openCluster(row.id);
  for (const { slug, tenant } of await db.app.findMany({ include: { tenant: true } })) await removeRepository(opened, namespacePrefix, `${namespacePrefix}/${tenant.slug}/${slug}`);
  for (const slug of ['acme', 'other']) for (const name of [tenantNamespace(namespacePrefix, slug), buildNamespace(namespacePrefix, slug)]) await cluster?.remove({ kind: 'Namespace', name });
  for (const object of renderAdmission({ namespacePrefix, builderImages: ['x'], userNamespaces: true })) await cluster?.remove({ kind: object.kind as never, name: object.metadata.name });
  await cluster?.close();
  await db?.$disconnect();
  await onServer(`DROP DATABASE IF EXISTS ${namespacePrefix} WITH (FORCE)`);
}, 120_000);

const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));

async function token(tenant: string, role: 'source' | 'build' | 'pull', scope: string): Promise<string> {
  const { username, password } = registryLogin(registryRoleKey(masterKey, role), role, namespacePrefix, tenant);
  const challenge = (await fetch(`${row.registryUrl}/v2/`)).headers.get('www-authenticate') ?? '';
  const realm = new URL(/realm="([^"]+)"/.exec(challenge)![1]!);
  realm.searchParams.set('service', /service="([^"]+)"/.exec(challenge)![1]!);
  realm.searchParams.set('scope', scope);
  const answer = await fetch(realm, { headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` } });
  return `Bearer ${((await answer.json()) as { token: string }).token}`;
}

/** Uploads a folder as the API does, and makes the rows of a deployment of it. */
async function deploymentOf(folder: string, app: string, tenantSlug = 'acme') {
  const archive = join(tmpdir(), `${namespacePrefix}-${app}-${randomBytes(3).toString('hex')}.tar.gz`);
  await run('tar', ['--sort=name', '--mtime=2026-01-01', '--owner=0', '--group=0', '-C', folder, '-czf', archive, '.'], { env: { ...process.env, GZIP: '-n' } });
  const bytes = readFileSync(archive);
  await rm(archive);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const repository = `${namespacePrefix}/${tenantSlug}/source`;
  const authorization = await token(tenantSlug, 'source', `repository:${repository}:pull,push`);
  const started = await fetch(`${row.registryUrl}/v2/${repository}/blobs/uploads/`, { method: 'POST', headers: { authorization } });
  const place = new URL(started.headers.get('location')!, row.registryUrl);
  place.searchParams.set('digest', digest);
  expect((await fetch(place, { method: 'PUT', body: bytes, headers: { authorization, 'content-type': 'application/octet-stream' } })).status).toBe(201);
  const paths = filesIn(folder);
  const result = detectSource({ paths, contents: Object.fromEntries(paths.filter(wantsContent).map((path) => [path, readFileSync(join(folder, path), 'utf8')])) });
  if (!result.found) throw new Error(result.reason);
  const tenant = await db.tenant.findUniqueOrThrow({ where: { slug: tenantSlug } });
  const { id: appId } = await db.app.upsert({ where: { tenantId_slug: { tenantId: tenant.id, slug: app } }, create: { tenantId: tenant.id, slug: app }, update: {} });
  const environment = await db.environment.upsert({ where: { appId_slug: { appId, slug: 'production' } }, create: { tenantId: tenant.id, appId, slug: 'production' }, update: {} });
  const size = paths.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
  const source = await db.source.create({ data: { tenantId: tenant.id, appId, digest, manifestDigest: digest, sizeBytes: bytes.length, unpackedBytes: size, files: paths.length, detection: result.detection } });
  const number = (await db.deployment.count({ where: { environmentId: environment.id } })) + 1;
  const deployment = await db.deployment.create({ data: { tenantId: tenant.id, environmentId: environment.id, number, cause: 'deploy', state: 'running', input: { kind: 'source', sourceId: source.id } } });
  return { deploymentId: deployment.id, sourceId: source.id };
}

const logOf = async (buildId: string): Promise<string> => (await db.buildLogChunk.findMany({ where: { buildId }, orderBy: { seq: 'asc' } })).map((chunk) => chunk.text).join('');
const buildIdOf = async (deploymentId: string): Promise<string> => (await db.deployment.findUniqueOrThrow({ where: { id: deploymentId } })).buildId!;

const podsOf = (component: string) => cluster.list('Pod', { namespace: buildNamespace(namespacePrefix, 'acme'), labelSelector: `app.kubernetes.io/component=${component}` });

/** What a command in the runner says, its result at the end. */
async function inRunner(command: string[]): Promise<string> {
  const [runner] = await runnersIn(cluster, buildNamespace(namespacePrefix, 'acme'));
  const said: string[] = [];
  const { errors } = await runInRunner(cluster, runner!, { command, input: '{}\n', signal: AbortSignal.timeout(30_000), onLine: async (line) => void said.push(line) });
  return [...said, errors].join('\n');
}

/** A folder with just these files. */
async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-build-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

async function inRegistry(image: string, tenantSlug: string): Promise<number> {
  const [repository, digest] = image.slice(image.indexOf('/') + 1).split('@') as [string, string];
  const authorization = await token(tenantSlug, 'pull', `repository:${repository}:pull`);
  return (await fetch(`${row.registryUrl}/v2/${repository}/manifests/${digest}`, { method: 'HEAD', headers: { authorization, accept: 'application/vnd.oci.image.manifest.v1+json' } })).status;
}

async function failing(files: Record<string, string>, app: string, settings: BuildDeps['settings'] = {}): Promise<{ failure: BuildFailed['failure']; log: string }> {
  const request = await deploymentOf(await folderWith(files), app);
  const error = await buildImage({ ...deps, settings }, request).catch((caught: unknown) => caught);
  if (!(error instanceof BuildFailed)) throw new Error(`not failed: ${JSON.stringify(error)} ${String(error)}`);
  return { failure: error.failure, log: await logOf(await buildIdOf(request.deploymentId)) };
}

test.each(['hello-node', 'hello-python', 'hello-go', 'hello-static', 'hello-dockerfile'])('%s becomes an image in the tenant’s registry path', async (app) => {
  const progress: string[] = [];
  const request = await deploymentOf(join(apps, app), app);
  const built = await buildImage(deps, { ...request, onProgress: (detail) => progress.push(detail) });
  expect(built.image).toBe(`${row.registryHost}/${namespacePrefix}/acme/${app}@${built.digest}`);
  expect(await inRegistry(built.image, 'acme')).toBe(200);
  expect(await db.build.findUnique({ where: { id: built.buildId } })).toMatchObject({ state: 'done', imageDigest: built.digest });
  expect(await logOf(built.buildId)).toContain(`Pushed ${built.digest}`);
  expect(progress).toContain('pushing the image');
  console.log(`${app}: ${built.seconds.toFixed(1)} s, ${built.cachedLayers} of ${built.layers} cached`);
  if (app === 'hello-node') node = built;
});

test('the same source is not built a second time', async () => {
  const again = await buildImage(deps, await deploymentOf(join(apps, 'hello-node'), 'hello-node'));
  expect(again).toMatchObject({ skipped: true, digest: node.digest });
  expect(again.seconds).toBeLessThan(1);
});

test('a changed file of the same name, size and time is built anew', async () => {
  const dockerfile = 'FROM debian:bookworm-slim\nCOPY a.txt /\nRUN cat /a.txt\n';
  const said = [];
  for (const text of ['first', 'other', 'third']) {
    const { buildId } = await buildImage(deps, await deploymentOf(await folderWith({ Dockerfile: dockerfile, 'a.txt': text }), 'changed'));
    said.push(/^#\d+ [\d.]+ (\w+)$/m.exec(await logOf(buildId))?.[1]);
  }
  expect(said).toEqual(['first', 'other', 'third']);
});

test('two runs of one build join and write its log once', async () => {
  const request = await deploymentOf(await folderWith({ Dockerfile: 'FROM debian:bookworm-slim\nRUN for i in 1 2 3 4 5 6; do echo line $i; sleep 0.5; done\n' }), 'twice');
  const [one, two] = await Promise.all([buildImage(deps, request), buildImage(deps, request)]);
  expect(two).toMatchObject({ buildId: one.buildId, digest: one.digest });
  const log = await logOf(one.buildId);
  for (let i = 1; i <= 6; i += 1) expect(log.match(new RegExp(`^#\\d+ [\\d.]+ line ${i}$`, 'gm'))).toHaveLength(1);
});

test('a run that is told to stop leaves the build going, and the next one takes it over', async () => {
  const request = await deploymentOf(await folderWith({ Dockerfile: 'FROM debian:bookworm-slim\nRUN for i in 1 2 3 4 5 6 7 8; do echo part $i; sleep 0.5; done\n' }), 'handover');
  const stop = new AbortController();
  const stopped = buildImage(deps, { ...request, signal: stop.signal, onProgress: (detail) => detail.startsWith('2/2') && setTimeout(() => stop.abort(new Error('stopping')), 1500) });
  await expect(stopped).rejects.toThrow('stopping');
  const built = await buildImage(deps, request);
  expect(await inRegistry(built.image, 'acme')).toBe(200);
  const log = await logOf(built.buildId);
  for (let i = 1; i <= 8; i += 1) expect(log.match(new RegExp(`^#\\d+ [\\d.]+ part ${i}$`, 'gm'))).toHaveLength(1);
});

test('a cancelled build ends at the builder too, and its other tries never begin', async () => {
  const request = await deploymentOf(await folderWith({ Dockerfile: 'FROM debian:bookworm-slim\nRUN sleep 300\n' }), 'cancelled');
  const started = new Promise<void>((resolve) => void buildImage(deps, { ...request, onProgress: (detail) => detail.startsWith('2/2') && resolve() }).catch((error: unknown) => (ended = error)));
  let ended: unknown;
  await started;
  const buildId = await buildIdOf(request.deploymentId);
  await cancelBuild(deps, buildId);
  await expect.poll(() => ended, { timeout: 20_000 }).toBeInstanceOf(BuildCancelled);
  expect(await db.build.findUnique({ where: { id: buildId } })).toMatchObject({ state: 'cancelled' });
  expect(await inRunner(['build-runner', 'run', buildId])).toMatch(/CANCELED[^]*"code":"cancelled"/);
  expect(await inRunner(['build-runner', 'run', `${buildId}-2`])).toMatch(/^{.*"code":"cancelled"/);
});

test('a step that fails is named with its line, and the log has its output', async () => {
  const { failure, log } = await failing({ Dockerfile: 'FROM debian:bookworm-slim\n\nRUN echo before; exit 7\n' }, 'failing');
  expect(failure).toMatchObject({ class: 'build-failed', line: 3, step: '[2/2] RUN echo before; exit 7', message: 'RUN echo before; exit 7 ended with exit code 7 (line 3 of the Dockerfile).' });
  expect(failure.lastLines.join('\n')).toMatch(/before/);
  expect(log).toMatch(/before/);
});

test('a base image that does not exist is named', async () => {
  expect((await failing({ Dockerfile: 'FROM debian:no-such-tag\n' }, 'nobase')).failure.message).toMatch(/debian:no-such-tag/);
});

test('a build that needs more memory than its builder has is told so', async () => {
  const files = { Dockerfile: 'FROM python:3-slim\nRUN python3 -c "bytearray(4 * 2 ** 30)"\n' };
  expect((await failing(files, 'hungry')).failure).toMatchObject({ class: 'out-of-memory', line: 2 });
});

test('a build without end is ended', async () => {
  const files = { Dockerfile: 'FROM debian:bookworm-slim\nRUN sleep 600\n' };
  expect((await failing(files, 'endless', { timeoutSeconds: 10 })).failure).toMatchObject({ class: 'timeout', message: 'It took longer than the 10 s allowed.' });
});

test('a RUN step gets nothing from its own builder without the key, and reaches no API server, host or registry path of another tenant', async () => {
  const probe = [
    'FROM python:3-slim',
    "RUN python3 - <<'PROBE'",
    'import socket, ssl, subprocess',
    'def tcp(host, port):',
    '    try:',
    '        socket.create_connection((host, port), 4).close(); return "open"',
    '    except Exception as e: return type(e).__name__',
    'def tls(host, port):',
    '    context = ssl.create_default_context(); context.check_hostname = False; context.verify_mode = ssl.CERT_NONE',
    '    try:',
    '        s = context.wrap_socket(socket.create_connection((host, port), 4)); s.settimeout(4)',
    '        s.send(b"PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n" + bytes(9)); data = s.recv(100); return "answer" if data else "closed"',
    '    except Exception as e: return type(e).__name__',
    'print("builder", tls("127.0.0.1", 1234))',
    `print("api", tcp("10.96.0.1", 443)); print("host", tcp("10.240.0.1", 6443)); print("metadata", tcp("169.254.169.254", 80))`,
    `print("other", tcp("buildkitd.${namespacePrefix}-other-build.svc", 1234))`,
    'print("registry", tcp("registry.registry.svc", 5000)); print("internet", "open" if subprocess.run(["pip", "download", "-q", "--no-deps", "--no-cache-dir", "-d", "/tmp", "six"]).returncode == 0 else "closed")',
    'PROBE',
  ].join('\n');
  const { buildId } = await buildImage(deps, await deploymentOf(await folderWith({ Dockerfile: probe }), 'probe'));
  const log = await logOf(buildId);
  const said = (what: string): string | undefined => new RegExp(`^#\\d+ [\\d.]+ ${what} (\\w+)$`, 'm').exec(log)?.[1];
  expect(said('builder')).not.toBe('answer');
  expect(said('builder')).toMatch(/SSLError|closed|ConnectionResetError/);
  for (const refused of ['api', 'host', 'metadata', 'other']) expect([refused, said(refused)]).not.toEqual([refused, 'open']);
  for (const allowed of ['registry', 'internet']) expect([allowed, said(allowed)]).toEqual([allowed, 'open']);
});

test('another tenant’s credentials do not reach an image that its own do, nor does its build', async () => {
  expect(await inRegistry(node.image, 'acme')).toBe(200);
  expect(await inRegistry(node.image, 'other')).toBe(401);
  const dockerfile = `FROM ${node.image}\nRUN true\n`;
  await expect(buildImage(deps, await deploymentOf(await folderWith({ Dockerfile: dockerfile }), 'based', 'other'))).rejects.toThrow(/private or does not exist/);
  await expect(buildImage(deps, await deploymentOf(await folderWith({ Dockerfile: dockerfile }), 'based', 'acme'))).resolves.toMatchObject({ skipped: false });
});

test('an idle builder is stopped and started again by the next build', async () => {
  expect(await stopIdleBuilders({ ...deps, settings: { idleSeconds: 0 } })).toBe(2);
  for (const component of ['builder', 'build']) await expect.poll(() => podsOf(component), { timeout: 60_000 }).toEqual([]);
  expect(await buildImage(deps, await deploymentOf(await folderWith({ Dockerfile: 'FROM debian:bookworm-slim\nRUN echo again\n' }), 'idle'))).toMatchObject({ skipped: false });
});

test('new keys of a builder fail no build', async () => {
  const expiresAt = new Date(Date.now() + 60_000);
  await db.builder.updateMany({ where: { tenant: { slug: 'acme' } }, data: { expiresAt } });
  const { buildId } = await buildImage(deps, await deploymentOf(await folderWith({ Dockerfile: 'FROM debian:bookworm-slim\nRUN echo renewed\n' }), 'renewed'));
  expect(await db.builder.count({ where: { tenant: { slug: 'acme' }, expiresAt } })).toBe(0);
  expect(await logOf(buildId)).not.toContain('--- trying again');
});

test.each(['builder', 'build'])('a build that loses the %s pod is tried again and ends well', async (component) => {
  const request = await deploymentOf(await folderWith({ Dockerfile: `FROM debian:bookworm-slim\nRUN for i in 1 2 3 4 5 6 7 8 9 10; do echo ${component} $i; sleep 1; done\n` }), `lost${component}`);
  let killed: Promise<unknown> | undefined;
  const kill = async () => Promise.all((await podsOf(component)).map((pod) => cluster.remove(refOf(pod), { gracePeriodSeconds: 0 })));
  const built = await buildImage(deps, { ...request, onProgress: (detail) => detail.startsWith('2/2') && (killed ??= new Promise((resolve) => setTimeout(resolve, 2000)).then(kill)) });
  await killed;
  expect(await inRegistry(built.image, 'acme')).toBe(200);
  expect(await logOf(built.buildId)).toMatch(/^--- trying again: /m);
});
