import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDb, enqueue, migrate, type Db } from '@berth/db';
import type { DeploymentInput, Protocol } from '@berth/domain';
import { buildNamespace, openCluster, renderAdmission, tenantNamespace, type Cluster } from '@berth/k8s-adapter';
import { newDataKey, newWorkerKeyPair, registryRoleKey, sealForWorker } from '@berth/sealing';
import { Redis } from 'ioredis';
import pg from 'pg';
import { pino } from 'pino';
import { thisProcess } from '../../../infra/bootstrap/dead-test-runs.mjs';
import { ensureCluster, registerInstallation, unregisterInstallation, workerKubeconfig } from '../../../infra/local/cluster.mjs';
import type { WorkerEnv } from '../src/env.js';
import { startWorker, type RunningWorker } from '../src/start-worker.js';
import { askerFor } from '../src/jobs/ask-grpc.js';
import type { UrlAnswer } from '../src/jobs/ask-url.js';
import { serverUrl, redisUrl } from './services.js';

/** An installation of its own on the real cluster: database, Redis names, namespaces; nothing of another one is touched. */
export interface TestInstallation {
  db: Db;
  env: WorkerEnv;
  cluster: Cluster;
  redis: Redis;
  start(changes?: Partial<WorkerEnv>): Promise<RunningWorker>;
  tenant(slug: string, budget?: object): Promise<{ id: string; slug: string }>;
  /** Changes the tenant's row as the operator does. */
  changeTenant(tenantId: string, data: { state?: string; budget?: object }): Promise<void>;
  app(tenantId: string, slug: string): Promise<TestApp>;
  end(): Promise<void>;
}

export interface TestApp {
  appId: string;
  environmentId: string;
  tenantId: string;
  host: string;
  deploy(input: DeploymentInput, cause?: string): Promise<string>;
  /** Asks for a deployment's end as the API does. */
  cancel(deploymentId: string): Promise<void>;
  /** Asks for the app's end as the API does. */
  remove(): Promise<void>;
  scale(min: number, max?: number, idleSeconds?: number): Promise<void>;
  /** Every object in the cluster that carries the environment's label, without what controllers make; as `Kind name`. */
  objects(): Promise<string[]>;
  /** The deployment once it is in a final state. */
  ended(deploymentId: string, ms?: number): Promise<EndedDeployment>;
  ask(path?: string, protocol?: Protocol, patienceMs?: number): Promise<UrlAnswer>;
}

const readEnded = (db: Db, id: string) => db.deployment.findUniqueOrThrow({ where: { id }, include: { steps: { orderBy: { position: 'asc' } }, release: true } });
export type EndedDeployment = Awaited<ReturnType<typeof readEnded>>;

const roomy = { cpuMillicores: 2000, memoryBytes: 2 ** 33, pods: 30, storageBytes: 2 ** 32, apps: 10 };

/** A Node program for the mirror's node image: what every test app is made of. */
export const node = (program: string): string[] => ['node', '-e', program];
export const server = (text: string): string[] =>
  node(`const s=require('http').createServer((q,r)=>r.end(${JSON.stringify(text)}+' '+(process.env.APP_MESSAGE??'')));s.listen(process.env.PORT,()=>console.log('listening ${text}'));process.on('SIGTERM',()=>{console.log('bye ${text}');s.close(()=>process.exit(0));s.closeIdleConnections()})`);
/** Little, so that other tests find room on the node beside these. */
export const small = { cpuRequestMillicores: 10, memoryRequestBytes: 64 * 2 ** 20, memoryLimitBytes: 256 * 2 ** 20 };
export const nodeImage = 'registry.registry.svc:5000/mirror/library/node:24-slim';

/** Where the local cluster and its parts are; it is brought up when it is down. */
export async function clusterFacts(): ReturnType<typeof ensureCluster> {
  const file = process.env['BERTH_CLUSTER_FACTS'];
  return file ? (JSON.parse(readFileSync(file, 'utf8')) as Awaited<ReturnType<typeof ensureCluster>>) : ensureCluster();
}

export async function installOnCluster(): Promise<TestInstallation> {
  const local = await clusterFacts();
  const id = `berthw${randomBytes(3).toString('hex')}`;
  const kubeconfig = await workerKubeconfig();
  const keys = newWorkerKeyPair();
  const installationKey = randomBytes(32);
  await onServer(`CREATE DATABASE ${id}`);
  const url = new URL(await serverUrl());
  url.pathname = `/${id}`;
  await migrate(url.href);
  const db = createDb(url.href, 5);
  const master = Buffer.from(readFileSync(local.registry.masterKeyFile, 'utf8'), 'base64');
  const roleKeys = Object.fromEntries((['build', 'pull', 'admin'] as const).map((role) => [role, registryRoleKey(master, role).toString('base64')]));
  const baseDomain = `apps-${id}.localhost`;
  const row = await db.cluster.create({
    data: {
      name: 'local',
      kubeconfig: sealForWorker(keys.publicKey, kubeconfig, 'cluster-kubeconfig:local'),
      registryKeys: sealForWorker(keys.publicKey, JSON.stringify(roleKeys), 'cluster-registry-keys:local'),
      registryHost: local.registry.host,
      registryUrl: local.registry.url,
      registryInsecure: true,
      imageMirror: local.registry.mirror,
      ingressClass: local.ingressClass,
      ingressAddress: `${local.ingress.address}:${local.ingress.httpsPort}`,
      httpsPort: local.ingress.httpsPort,
      baseDomain,
      caCertificate: readFileSync(local.caCertificate, 'utf8'),
      storageClass: local.storageClass,
      excludedCidrs: local.excludedCidrs,
      builderImage: local.builderImage.ref,
      gatewayName: local.gateway.name,
      gatewayNamespace: local.gateway.namespace,
      ingressMetricsUrl: local.ingressMetricsUrl,
      activatorAddress: local.activatorAddress,
      requestMetrics: true,
      isDefault: true,
    },
  });
  await db.plan.create({ data: { name: 'team', budget: roomy } });
  const redis = new Redis(await redisUrl());
  const env: WorkerEnv = {
    databaseUrl: url.href, redisUrl: await redisUrl(), installation: id, namespacePrefix: id, installationKey, privateKey: keys.privateKey, workerId: 'test-worker', healthPort: undefined, logLevel: 'info',
    deployments: 16, deploymentsPerTenant: 8, leaseMs: 15_000, sweepMs: 1_000, resyncMs: 60_000, rollOutMs: 180_000, verifyMs: 30_000, watchMs: 60_000, kill: null, pause: null,
  };
  const cluster = openCluster(kubeconfig, { installation: id });
  await registerInstallation({ ...thisProcess(), id, checkout: id, portalHost: `${id}.localhost`, apiPort: 9, webPort: 9, baseDomain }); // for the certificate of its base domain
  const workers: RunningWorker[] = [];
  const log = pino({ level: process.env['BERTH_TEST_LOG'] ?? 'error' });
  return {
    db,
    env,
    cluster,
    redis,
    async start(changes = {}) {
      const worker = await startWorker({ ...env, ...changes }, log);
      let stopped: Promise<void> | undefined;
      const once: RunningWorker = { ...worker, stop: () => (stopped ??= worker.stop()) };
      workers.push(once);
      return once;
    },
    async tenant(slug, budget = roomy) {
      const tenantId = randomUUID();
      await db.$transaction(async (tx) => {
        await tx.tenant.create({ data: { id: tenantId, slug, name: slug, planName: 'team', budget, dataKey: newDataKey(installationKey, tenantId), clusterId: row.id } });
        await enqueue(tx, 'provisionTenant', { tenantId });
      });
      await until(30_000, `tenant ${slug} is active`, async () => (await db.tenant.findUniqueOrThrow({ where: { id: tenantId } })).state === 'active');
      return { id: tenantId, slug };
    },
    async changeTenant(tenantId, data) {
      await db.$transaction(async (tx) => {
        await tx.tenant.update({ where: { id: tenantId }, data });
        await enqueue(tx, data.state === 'deleting' ? 'deleteTenant' : 'provisionTenant', { tenantId });
      });
    },
    async app(tenantId, name) {
      const tenant = await db.tenant.findUniqueOrThrow({ where: { id: tenantId } });
      const ofFirstTry = await db.app.findUnique({ where: { tenantId_slug: { tenantId, slug: name } } });
      if (ofFirstTry) await removeApp(db, tenantId, ofFirstTry.id);
      const slug = ofFirstTry ? `${name}-again` : name;
      const host = `${slug}-${tenant.slug}.${baseDomain}`;
      const app = await db.app.create({ data: { tenantId, slug, environments: { create: { tenantId, slug: 'production', hosts: { create: { name: host, tenantId } } } } }, include: { environments: true } });
      const environmentId = app.environments[0]!.id;
      return {
        appId: app.id,
        environmentId,
        tenantId,
        host,
        deploy: (input, cause = 'deploy') => deploy(db, tenantId, environmentId, input, cause),
        async cancel(id) {
          await db.$transaction(async (tx) => {
            await tx.$queryRaw`SELECT id FROM environment WHERE id = ${environmentId} FOR UPDATE`;
            await tx.deployment.update({ where: { id }, data: { cancelRequestedAt: new Date() } });
            await enqueue(tx, 'runDeployment', { tenantId, deploymentId: id });
          });
        },
        remove: () => removeApp(db, tenantId, app.id),
        async scale(min, max = min, idleSeconds) {
          await db.$transaction(async (tx) => {
            await tx.environment.update({ where: { id: environmentId }, data: { scale: { web: { min, max, ...(idleSeconds !== undefined && { idleSeconds }) } } } });
            await enqueue(tx, 'reconcileEnvironment', { tenantId, environmentId });
          });
        },
        async objects() {
          const namespace = tenantNamespace(id, tenant.slug);
          const owned = await cluster.listOwned({ scope: 'environment', installation: id, namespace, environmentId });
          return owned.filter((object) => !object.metadata.deletionTimestamp).map((object) => `${object.kind} ${object.metadata.name}`).sort();
        },
        async ended(deploymentId, ms = 120_000) {
          await until(ms, `deployment ${deploymentId} ends`, async () => (await readEnded(db, deploymentId)).finishedAt !== null);
          return readEnded(db, deploymentId);
        },
        ask: (path = '/', protocol, patienceMs = 5_000) => askerFor(protocol)({ host, port: row.httpsPort, path, address: row.ingressAddress, ca: row.caCertificate }, AbortSignal.timeout(patienceMs), patienceMs),
      };
    },
    async end() {
      for (const worker of workers) await worker.stop();
      for (const { slug } of await db.tenant.findMany({ select: { slug: true } })) {
        for (const name of [tenantNamespace(id, slug), buildNamespace(id, slug)]) if (await cluster.read({ kind: 'Namespace', name })) await cluster.remove({ kind: 'Namespace', name });
      }
      for (const object of renderAdmission({ namespacePrefix: id, builderImages: ['none'], userNamespaces: true })) await cluster.remove({ kind: object.kind as never, name: object.metadata.name });
      unregisterInstallation(id);
      await cluster.close();
      redis.disconnect();
      await db.$disconnect();
      await onServer(`DROP DATABASE IF EXISTS ${id} WITH (FORCE)`);
    },
  };
}

async function deploy(db: Db, tenantId: string, environmentId: string, input: DeploymentInput, cause: string): Promise<string> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM environment WHERE id = ${environmentId} FOR UPDATE`;
    const last = await tx.deployment.aggregate({ where: { environmentId }, _max: { number: true } });
    const deployment = await tx.deployment.create({ data: { tenantId, environmentId, number: (last._max.number ?? 0) + 1, cause, input } });
    await enqueue(tx, 'runDeployment', { tenantId, deploymentId: deployment.id });
    return deployment.id;
  });
}

async function removeApp(db: Db, tenantId: string, appId: string): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.app.update({ where: { id: appId }, data: { state: 'deleting' } });
    await tx.deployment.updateMany({ where: { environment: { appId }, finishedAt: null, cancelRequestedAt: null }, data: { cancelRequestedAt: new Date() } });
    await enqueue(tx, 'deleteApp', { tenantId, appId });
  });
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: await serverUrl() });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** Waits until `done` is true. Throws after `ms`, saying what was waited for. */
export async function until(ms: number, what: string, done: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + ms;
  for (;;) {
    if (await done()) return;
    if (performance.now() > end) throw new Error(`not within ${ms / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Workers as processes of their own, so that they can be killed; `dist` must be built. */
export class WorkerProcesses {
  readonly folder = mkdtempSync(join(tmpdir(), 'berth-worker-'));
  private readonly children = new Set<ChildProcess>();

  constructor(private readonly env: WorkerEnv) {
    writeFileSync(join(this.folder, 'key.pem'), env.privateKey, { mode: 0o600 });
  }

  start(id: string, more: Record<string, string> = {}): ChildProcess {
    const { env } = this;
    const child = spawn(process.execPath, [join(import.meta.dirname, '../dist/main.js')], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env['PATH'], DATABASE_URL: env.databaseUrl, REDIS_URL: env.redisUrl, BERTH_INSTALLATION_ID: env.installation, BERTH_NAMESPACE_PREFIX: env.namespacePrefix,
        BERTH_INSTALLATION_KEY: env.installationKey.toString('base64'), BERTH_WORKER_PRIVATE_KEY_FILE: join(this.folder, 'key.pem'), BERTH_WORKER_ID: id, BERTH_LOG_LEVEL: 'error', ...more,
      },
    });
    this.children.add(child);
    return child;
  }

  /** Resolves when the process has ended by itself. */
  async ended(child: ChildProcess): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
    this.children.delete(child);
  }

  async stopAll(): Promise<void> {
    for (const child of this.children) child.kill('SIGTERM');
    await Promise.all([...this.children].map((child) => this.ended(child)));
  }
}
