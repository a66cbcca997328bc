import { randomBytes } from 'node:crypto';
import { enqueue } from '@berth/db';
import { jobCatalog, redisNames, type JobName } from '@berth/domain';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { relayOnce, startRelay } from '../src/outbox/relay-outbox.js';
import { sweepOnce } from '../src/outbox/sweep.js';
import { openQueues, type Queues } from '../src/queues/open-queues.js';
import { takeJobs } from '../src/queues/take-jobs.js';
import { handler, registerHandlers } from '../src/register-handlers.js';
import { seedDeployment, seedEnvironment } from './seed.js';
import { cloneDatabase, dropTemplate, redisUrl, type TestDatabase } from './services.js';

const log = pino({ level: 'silent' });
let url: string;
let redis: Redis;
let database: TestDatabase;
let installation: string;
let queues: Queues;

beforeAll(async () => {
  url = await redisUrl();
  redis = new Redis(url, { maxRetriesPerRequest: 1 });
});
beforeEach(async () => {
  database = await cloneDatabase();
  installation = `test-${randomBytes(4).toString('hex')}`;
  queues = openQueues(redis, installation);
  return async () => {
    await queues.close();
    await database.drop();
    const keys = await redis.keys(`berth:${installation}:*`);
    if (keys.length > 0) await redis.del(keys);
  };
});
afterAll(async () => {
  redis?.disconnect();
  await dropTemplate();
});

const queued = async (queue: string): Promise<{ id: string | undefined; name: string; data: unknown }[]> => {
  const reader = new Queue(queue, { connection: redis, prefix: redisNames.queues(installation) });
  const jobs = await reader.getJobs(['waiting', 'paused', 'active']);
  return jobs.map(({ id, name, data }) => ({ id, name, data: data as unknown }));
};

test('a committed row becomes one job, a row that was rolled back none', async () => {
  const { db } = database;
  await db.$transaction((tx) => enqueue(tx, 'deleteTenant', { tenantId: 't1' }));
  await db
    .$transaction(async (tx) => {
      await enqueue(tx, 'deleteTenant', { tenantId: 't2' });
      throw new Error('rolled back');
    })
    .catch(() => {});
  expect(await relayOnce(db, queues)).toBe(1);
  expect(await relayOnce(db, queues)).toBe(0);
  expect(await queued('cluster')).toEqual([{ id: expect.stringMatching(/^outbox-\d+-1$/), name: 'deleteTenant', data: { tenantId: 't1' } }]);
});

test('two relays at once move every row once', async () => {
  const { db } = database;
  await db.$transaction(async (tx) => {
    for (let index = 0; index < 250; index += 1) await enqueue(tx, 'provisionTenant', { tenantId: `t${index}` });
  });
  const moved = [0, 0];
  await Promise.all(moved.map(async (_, side) => {
    for (let count = await relayOnce(db, queues); count > 0; count = await relayOnce(db, queues)) moved[side]! += count;
  }));
  expect(moved[0]! + moved[1]!).toBe(250);
  expect(await queued('cluster')).toHaveLength(250);
});

test('rows stay when Redis refuses, and are moved when it answers', async () => {
  const { db } = database;
  await db.$transaction((tx) => enqueue(tx, 'provisionTenant', { tenantId: 't' }));
  const broken: Queues = { add: () => Promise.reject(new Error('down')), close: async () => {} };
  await expect(relayOnce(db, broken)).rejects.toThrow('down');
  expect(await relayOnce(db, queues)).toBe(1);
});

test('a commit reaches its handler within a fraction of a second, by the notice and not by the poll', async () => {
  const { db } = database;
  let arrived: (at: number) => void = () => {};
  const arrival = new Promise<number>((resolve) => (arrived = resolve));
  const nothing = async (): Promise<void> => {};
  const handlers = registerHandlers((Object.keys(jobCatalog) as JobName[]).map((name) => handler(name, name === 'provisionTenant' ? async () => arrived(performance.now()) : nothing)));
  const taker = takeJobs({ connect: () => new Redis(url, { maxRetriesPerRequest: null }), installation, concurrency: { cluster: 2, deployments: 2 }, log }, handlers);
  const relay = startRelay({ db, databaseUrl: database.url, queues, log });
  try {
    await new Promise((resolve) => setTimeout(resolve, 1_300)); // both are up, and the last poll is a while ago
    await db.$transaction((tx) => enqueue(tx, 'provisionTenant', { tenantId: 't' }));
    const began = performance.now();
    expect((await arrival) - began).toBeLessThan(400);
  } finally {
    await relay.close();
    await taker.close();
  }
});

test('the sweeper asks again for what nobody works on, with the attempt in the id, and leaves a live lease alone', async () => {
  const { db } = database;
  const old = new Date(Date.now() - 60_000);
  const first = await seedEnvironment(db);
  const waiting = await seedDeployment(db, first, { createdAt: old });
  const leased = await seedEnvironment(db);
  await seedDeployment(db, leased, { createdAt: old, state: 'running', attempt: 3 });
  await db.environment.update({ where: { id: leased.environmentId }, data: { leaseHolder: 'w', leaseExpiresAt: new Date(Date.now() + 60_000) } });
  expect(await sweepOnce(db, queues)).toBe(1);
  expect(await sweepOnce(db, queues)).toBe(1); // the waiting job swallows it
  expect(await queued('deployments')).toEqual([{ id: `sweep-${waiting}-1`, name: 'runDeployment', data: { tenantId: first.tenantId, deploymentId: waiting } }]);
  await db.environment.update({ where: { id: leased.environmentId }, data: { leaseExpiresAt: old } });
  await sweepOnce(db, queues);
  expect((await queued('deployments')).map((job) => job.id)).toContainEqual(expect.stringMatching(/-4$/));
});

test('after Redis was emptied, everything that is not final is asked for again', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  await seedDeployment(db, at, { createdAt: new Date(Date.now() - 60_000) });
  await db.$transaction((tx) => enqueue(tx, 'runDeployment', { tenantId: at.tenantId, deploymentId: 'x' }));
  await relayOnce(db, queues);
  await redis.del(await redis.keys(`berth:${installation}:*`));
  expect(await queued('deployments')).toEqual([]);
  await sweepOnce(db, queues);
  expect(await queued('deployments')).toHaveLength(1);
});

test('tenants take turns: a burst of one does not come before the first of another', async () => {
  const { db } = database;
  const busy = await seedEnvironment(db);
  for (let index = 0; index < 5; index += 1) {
    const at = index === 0 ? busy : await seedEnvironment(db, busy.tenantId);
    await seedDeployment(db, at, { createdAt: new Date(Date.now() - 100_000 + index) });
  }
  const other = await seedEnvironment(db);
  await seedDeployment(db, other, { createdAt: new Date(Date.now() - 10_000) });
  const order: string[] = [];
  await sweepOnce(db, { add: async (_job, payload) => void order.push((payload as { tenantId: string }).tenantId), close: async () => {} });
  expect(order.indexOf(other.tenantId)).toBe(1);
});

test('a cron run that was asked for and not begun is asked for again', async () => {
  const { db } = database;
  const { tenantId, environmentId } = await seedEnvironment(db);
  const run = { tenantId, environmentId, cron: 'report', trigger: 'manual' };
  const old = new Date(Date.now() - 60_000);
  const waiting = await db.cronRun.create({ data: { ...run, state: 'queued', createdAt: old } });
  await db.cronRun.create({ data: { ...run, state: 'running', createdAt: old, job: 'begun' } });
  await sweepOnce(db, queues);
  expect(await queued('cluster')).toEqual([{ id: `sweep-startCronRun-${waiting.id}`, name: 'startCronRun', data: { tenantId, runId: waiting.id } }]);
});

test('tenants and apps on their way in or out are asked for again', async () => {
  const { db } = database;
  const old = new Date(Date.now() - 60_000);
  const at = await seedEnvironment(db);
  await db.$executeRaw`UPDATE app SET state = 'deleting', "updatedAt" = ${old}`;
  const going = await seedEnvironment(db);
  await db.$executeRaw`UPDATE tenant SET state = 'deleting', "updatedAt" = ${old} WHERE id = ${going.tenantId}`;
  await sweepOnce(db, queues);
  expect((await queued('cluster')).map((job) => job.name).sort()).toEqual(['deleteApp', 'deleteTenant']);
  expect((await queued('cluster')).find((job) => job.name === 'deleteApp')?.data).toEqual({ tenantId: at.tenantId, appId: at.appId });
});
