import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, dropTemplate, type TestDatabase } from '../../test/services.js';
import { cleanUp } from './clean-up.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(async () => {
  await database?.drop();
  await dropTemplate();
});

const days = (count: number): Date => new Date(Date.now() + count * 86_400_000);

test('what nobody asks for any more goes, in batches, and everything else stays', async () => {
  const { db } = database;
  const userId = randomUUID();
  await db.user.create({ data: { id: userId, name: 'a', email: 'a@a.test' } });
  for (const [index, at] of [days(-2), days(1)].entries()) {
    await db.session.create({ data: { id: randomUUID(), token: randomUUID(), userId, expiresAt: at } });
    await db.verification.create({ data: { id: randomUUID(), identifier: 'reset', value: 'x', expiresAt: at } });
    await db.deviceLogin.create({ data: { deviceCodeHash: Buffer.from(`${index}`), userCode: `${index}`, clientName: 'cli', expiresAt: at } });
    await db.idempotencyKey.create({ data: { actorId: userId, key: `${index}`, requestHash: Buffer.from('x'), createdAt: at } });
    await db.apiToken.create({ data: { userId, name: `${index}`, hash: Buffer.from(`${index}`), prefix: 'b', expiresAt: index === 0 ? days(-31) : days(-29) } });
    await db.outbox.create({ data: { job: 'runDeployment', payload: {}, sentAt: index === 0 ? at : null, createdAt: days(-9) } });
  }
  await db.apiToken.create({ data: { userId, name: 'for ever', hash: Buffer.from('z'), prefix: 'b' } });
  await db.$executeRaw`INSERT INTO login_failure (key, "createdAt") SELECT 'k', now() - interval '3 days' FROM generate_series(1, 12000)`;
  expect(await cleanUp(db)).toEqual({ outbox: 1, idempotency_key: 1, login_failure: 12_000, device_login: 1, session: 1, verification: 1, api_token: 1 });
  expect(await cleanUp(db)).toEqual({});
  expect([await db.session.count(), await db.verification.count(), await db.deviceLogin.count(), await db.idempotencyKey.count(), await db.apiToken.count(), await db.outbox.count()]).toEqual([1, 1, 1, 1, 2, 1]);
});
