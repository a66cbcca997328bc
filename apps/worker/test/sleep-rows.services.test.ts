import { defaultWebProcess } from '@berth/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lastRefusalAt, moveSleep } from '../src/sleep/move-sleep.js';
import { moveOnRequest } from '../src/sleep/next-move.js';
import { seedEnvironment } from './seed.js';
import { cloneDatabase, dropTemplate, type TestDatabase } from './services.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(async () => {
  await database?.drop();
  await dropTemplate();
});

test('a request just after a refused wake-up is told the refusal anew, without an event; events name the web process', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const release = await db.release.create({ data: { tenantId: at.tenantId, environmentId: at.environmentId, version: 1, image: 'i', imageDigest: 'd', configVersion: 0, processes: [{ ...defaultWebProcess, name: 'site' }], source: {}, description: '' } });
  await db.environment.update({ where: { id: at.environmentId }, data: { liveReleaseId: release.id, targetReleaseId: release.id, sleep: 'waking' } });
  const events = () => db.event.findMany({ where: { environmentId: at.environmentId }, orderBy: { id: 'asc' }, select: { data: true } });
  const row = () => db.environment.findUniqueOrThrow({ where: { id: at.environmentId } });
  expect(await lastRefusalAt(db, at)).toBeNull();

  expect(await db.$transaction((tx) => moveSleep(tx, at, { from: ['waking'], to: 'asleep', refusal: 'no room', event: { state: 'refused', reason: 'no room' } }))).toBe(true);
  expect(await events()).toEqual([{ data: { process: 'site', state: 'refused', reason: 'no room' } }]);
  const { wakeRefusedAt } = await row();

  const again = moveOnRequest({ text: 'no room', at: await lastRefusalAt(db, at) }, new Date());
  expect(await db.$transaction((tx) => moveSleep(tx, at, again))).toBe(true);
  expect(await events()).toHaveLength(1);
  const told = await row();
  expect(told).toMatchObject({ sleep: 'asleep', wakeRefusal: 'no room' });
  expect(told.wakeRefusedAt!.getTime()).toBeGreaterThan(wakeRefusedAt!.getTime());
});
