import 'reflect-metadata';
import { createDb, type Db } from '@berth/db';
import { defaultSize, defaultWebProcess, type Role } from '@berth/domain';
import { newDataKey, newWorkerKeyPair } from '@berth/sealing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { hashPassword } from 'better-auth/crypto';
import { Redis } from 'ioredis';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newTokenSecret } from '../src/account/token-secret.js';
import { createApi } from '../src/create-api.js';
import { Env } from '../src/env.js';
import { testDatabase } from './test-database.js';

export const redisUrl = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:56379';
export const password = 'correct horse battery';
export const budget = { cpuMillicores: 4000, memoryBytes: 8 * 2 ** 30, pods: 20, storageBytes: 2 ** 30, apps: 5 };
/** The cron process of every deployed app. */
export const reportCron = { name: 'report', schedule: '30 3 * * *', timeZone: 'Europe/Berlin', command: ['node', 'report.js'], timeoutSeconds: 600, concurrency: 'forbid', retries: 0, size: { ...defaultSize } };
let passwordHash: Promise<string> | undefined;

export interface Answer {
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into any body
  body: any;
  text: string;
  headers: Headers;
}
export interface Ask {
  token?: string;
  cookie?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** The API as it runs: real HTTP, its own database, a Redis shared under an installation id of its own. */
export class ApiUnderTest {
  static async start(change: Partial<Env> = {}): Promise<ApiUnderTest> {
    const database = await testDatabase();
    const redis = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
    await redis.ping().catch((cause: unknown) => {
      redis.disconnect();
      throw new Error(`these tests need Redis at ${redisUrl}; set TEST_REDIS_URL to another one`, { cause });
    });
    const gitDir = mkdtempSync(join(tmpdir(), 'berth-git-'));
    const env = new Env({
      databaseUrl: database.url,
      redisUrl,
      port: 0,
      publicUrl: 'https://berth.localhost',
      installationId: `test-${randomBytes(4).toString('hex')}`,
      namespacePrefix: 'berthtest',
      installationKey: randomBytes(32),
      authSecret: randomBytes(32).toString('hex'),
      workerPublicKey: newWorkerKeyPair().publicKey,
      registryUrl: 'http://127.0.0.1:9',
      registrySourceKey: randomBytes(32),
      gitDir,
      gitAllowedHosts: [],
      gitPushBytes: 512 * 2 ** 20,
      gitRepositoryBytes: 2 * 2 ** 30,
      dnsResolver: [],
      path: process.env['PATH'] ?? '',
      logLevel: 'silent',
      ...change,
    });
    const app = await createApi(env);
    await app.listen(0, '127.0.0.1');
    return new ApiUnderTest(env, app, createDb(database.url, 4), redis, database.remove);
  }

  readonly url: string;

  private constructor(
    readonly env: Env,
    readonly app: NestFastifyApplication,
    readonly db: Db,
    readonly redis: Redis,
    private readonly removeDatabase: () => Promise<void>,
  ) {
    const address = app.getHttpServer().address() as { port: number };
    this.url = `http://127.0.0.1:${address.port}/api`;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.db.$disconnect();
    this.redis.disconnect();
    await this.removeDatabase();
    rmSync(this.env.gitDir, { recursive: true, force: true });
  }

  async ask(method: string, path: string, { token, cookie, body, headers = {} }: Ask = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(cookie !== undefined && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, text, body: isJson && text !== '' ? JSON.parse(text) : undefined, headers: response.headers };
  }

  /** A user with a password and an unlimited token. */
  async user(email: string, { operator = false } = {}): Promise<{ id: string; email: string; token: string }> {
    passwordHash ??= hashPassword(password);
    const id = randomUUID();
    await this.db.user.create({ data: { id, email, name: email.split('@')[0]!, operator, accounts: { create: { id: randomUUID(), accountId: id, providerId: 'credential', password: await passwordHash } } } });
    return { id, email, token: await this.token(id) };
  }

  async token(userId: string, data: { tenantId?: string; role?: Role; expiresAt?: Date } = {}): Promise<string> {
    const { secret, hash, prefix } = newTokenSecret();
    await this.db.apiToken.create({ data: { userId, name: 'test', hash, prefix, ...data } });
    return secret;
  }

  /** A plan and a cluster, which every tenant needs. */
  async installation(): Promise<{ clusterId: string }> {
    await this.db.plan.upsert({ where: { name: 'team' }, create: { name: 'team', budget, isDefault: true }, update: {} });
    const cluster = await this.db.cluster.upsert({
      where: { name: 'local' },
      create: {
        name: 'local', kubeconfig: Buffer.from('sealed'), registryKeys: Buffer.from('sealed'), registryHost: 'registry:5000', registryUrl: 'http://registry:5000', ingressClass: 'traefik',
        ingressAddress: '127.0.0.1:443', baseDomain: 'apps.localhost', builderImage: 'builder', excludedCidrs: [], isDefault: true,
      },
      update: {},
    });
    return { clusterId: cluster.id };
  }

  /** An active tenant with one member of each role, and their tokens. */
  async tenant(slug: string, { state = 'active' } = {}) {
    const { clusterId } = await this.installation();
    const id = randomUUID();
    await this.db.tenant.create({ data: { id, slug, name: slug, state, planName: 'team', budget, dataKey: Uint8Array.from(newDataKey(this.env.installationKey, id)), clusterId } });
    const members = {} as Record<Role, { id: string; email: string; token: string }>;
    for (const role of ['viewer', 'developer', 'admin', 'owner'] as const) {
      members[role] = await this.user(`${role}@${slug}.test`);
      await this.db.member.create({ data: { tenantId: id, userId: members[role].id, role } });
    }
    return { id, slug, members };
  }

  /** An app that has been deployed once: v1 is live. It has a cron process that ran once. */
  async deployedApp(tenant: { id: string; slug: string }, slug: string) {
    const [appId, environmentId, releaseId, sourceId, deploymentId, cronRunId] = Array.from({ length: 6 }, () => randomUUID()) as [string, string, string, string, string, string];
    const tenantId = tenant.id;
    await this.db.app.deleteMany({ where: { tenantId, slug } }); // of a first try
    await this.db.app.create({ data: { id: appId, tenantId, slug } });
    await this.db.environment.create({ data: { id: environmentId, tenantId, appId, slug: 'production', nextRelease: 2 } });
    await this.db.host.create({ data: { name: `${slug}-${tenant.slug}.apps.localhost`, tenantId, environmentId } });
    await this.db.release.create({
      data: { id: releaseId, tenantId, environmentId, version: 1, image: 'registry:5000/x', imageDigest: `sha256:${'0'.repeat(64)}`, configVersion: 0, processes: [{ ...defaultWebProcess, size: { ...defaultSize } }], source: { kind: 'archive' }, description: 'first', settings: { cron: [reportCron] } },
    });
    await this.db.environment.update({ where: { id: environmentId }, data: { liveReleaseId: releaseId, targetReleaseId: releaseId } });
    await this.db.source.create({
      data: { id: sourceId, tenantId, appId, digest: `sha256:${'1'.repeat(64)}`, manifestDigest: `sha256:${'2'.repeat(64)}`, sizeBytes: 10, unpackedBytes: 20, files: 1, detection: { kind: 'dockerfile', version: null, reason: 'Dockerfile', processes: {}, notes: [], path: 'Dockerfile' } },
    });
    await this.db.deployment.create({ data: { id: deploymentId, tenantId, environmentId, number: 1, cause: 'deploy', state: 'live', input: { kind: 'source', sourceId }, releaseId } });
    await this.db.cronRun.create({ data: { id: cronRunId, tenantId, environmentId, cron: 'report', trigger: 'schedule', state: 'succeeded', release: 1, job: `report-${slug}`, pods: [`report-${slug}-x`], exitCode: 0, createdAt: new Date('2026-01-01T03:30:00Z') } });
    return { appId, environmentId, releaseId, sourceId, deploymentId, cronRunId, slug, path: `/v1/tenants/${tenant.slug}/apps/${slug}`, production: `/v1/tenants/${tenant.slug}/apps/${slug}/environments/production` };
  }
}
