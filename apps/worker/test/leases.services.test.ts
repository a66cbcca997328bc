import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { pino } from 'pino';
import { acquireLease, checkFence, LeaseLost, type Lease } from '../src/leases/lease.js';
import { cloneDatabase, dropTemplate, type TestDatabase } from './services.js';
import { seedEnvironment } from './seed.js';

const log = pino({ level: 'silent' });
let database: TestDatabase;
let environmentId: string;
const leases: Lease[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
});
beforeEach(async () => {
  ({ environmentId } = await seedEnvironment(database.db));
});
afterEach(async () => {
  for (const lease of leases.splice(0)) await lease.release();
});
afterAll(async () => {
  await database?.drop();
  await dropTemplate();
});

async function take(holder: string, ttlMs = 15_000): Promise<Lease | null> {
  const lease = await acquireLease({ db: database.db, log }, environmentId, holder, ttlMs);
  if (lease) leases.push(lease);
  return lease;
}

test('of ten workers that ask at once, one gets the lease', async () => {
  const got = await Promise.all(Array.from({ length: 10 }, (_, index) => take(`w${index}`)));
  expect(got.filter((lease) => lease !== null)).toHaveLength(1);
});

test('a released lease is free at once, and its fencing number has grown', async () => {
  const first = (await take('a'))!;
  expect(await take('b')).toBeNull();
  await first.release();
  const second = (await take('b'))!;
  expect(second.fence).toBeGreaterThan(first.fence);
});

test('a lease that is not renewed runs out, and its late holder can neither write nor free the next one', async () => {
  const first = (await take('dead', 600_000))!;
  await database.db.$executeRaw`UPDATE environment SET "leaseExpiresAt" = (now() AT TIME ZONE 'UTC') - interval '1 second' WHERE id = ${environmentId}`;
  const second = (await take('alive'))!;
  await expect(database.db.$transaction((tx) => checkFence(tx, first))).rejects.toBeInstanceOf(LeaseLost);
  await first.release();
  expect(await take('third')).toBeNull();
  await expect(database.db.$transaction((tx) => checkFence(tx, second))).resolves.toBeUndefined();
});

test('a renewed lease lasts longer than its time to live, and one that was taken away aborts its holder', async () => {
  const lease = (await take('a', 300))!;
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await take('b')).toBeNull();
  expect(lease.lost.aborted).toBe(false);
  await database.db.$executeRaw`UPDATE environment SET "leaseFence" = "leaseFence" + 1, "leaseHolder" = 'thief' WHERE id = ${environmentId}`;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(lease.lost.reason).toBeInstanceOf(LeaseLost);
});
