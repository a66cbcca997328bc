import { randomUUID } from 'node:crypto';
import { defaultWebProcess } from '@berth/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDesired } from '../src/reconcile/load-desired.js';
import { seedDeployment, seedEnvironment } from './seed.js';
import { cloneDatabase, dropTemplate, type TestDatabase } from './services.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(async () => {
  await database?.drop();
  await dropTemplate();
});

test('a release that is gone back to has as little room as the one that failed; a refused deployment says nothing of it', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const { tenantId, environmentId } = at;
  const release = await db.release.create({ data: { id: randomUUID(), tenantId, environmentId, version: 1, image: 'r:5000/x', imageDigest: `sha256:${'0'.repeat(64)}`, configVersion: 0, processes: [{ ...defaultWebProcess }], source: {}, description: '', settings: {} } });
  await db.environment.update({ where: { id: environmentId }, data: { targetReleaseId: release.id, liveReleaseId: release.id } });
  const maxSurge = async () => (await loadDesired(db, new Uint8Array(32), environmentId))?.release?.maxSurge;
  expect(await maxSurge()).toBe('all');
  await seedDeployment(db, at, { state: 'live', releaseId: release.id, check: { maxSurge: 'all', refusal: null } });
  await seedDeployment(db, at, { state: 'failed', check: { maxSurge: 'none', refusal: null } });
  expect(await maxSurge()).toBe('none');
  await seedDeployment(db, at, { state: 'live', check: { maxSurge: 'all', refusal: null } });
  await seedDeployment(db, at, { state: 'failed', check: { maxSurge: 'none', refusal: 'It needs 9 pods.' } });
  await seedDeployment(db, at);
  expect(await maxSurge()).toBe('all');
});
