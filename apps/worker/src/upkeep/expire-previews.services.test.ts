import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase, dropTemplate, type TestDatabase } from '../../test/services.js';
import { expirePreviews } from './expire-previews.js';

let database: TestDatabase;
let tenantId = '';
const log = pino({ level: 'silent' });
beforeAll(async () => {
  database = await cloneDatabase();
  const { db } = database;
  await db.plan.create({ data: { name: 'team', budget: {} } });
  const cluster = await db.cluster.create({ data: { name: 'c', kubeconfig: Buffer.from('x'), registryKeys: Buffer.from('x'), registryHost: 'r', registryUrl: 'http://r', ingressClass: 'i', ingressAddress: '127.0.0.1:443', baseDomain: 'd', builderImage: 'b', excludedCidrs: [] } });
  ({ id: tenantId } = await db.tenant.create({ data: { slug: 'acme', name: 'Acme', state: 'active', planName: 'team', budget: {}, dataKey: Buffer.from('k'), clusterId: cluster.id } }));
});
afterAll(async () => {
  await database?.drop();
  await dropTemplate();
});

const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

async function preview(expiresAt: Date | null, { kind = 'preview', appState = 'active', previews = {} }: { kind?: string; appState?: string; previews?: object } = {}) {
  const { db } = database;
  const app = await db.app.create({ data: { tenantId, slug: `app${randomUUID().slice(0, 8)}`, state: appState, previews } });
  return db.environment.create({ data: { tenantId, appId: app.id, slug: 'x', kind, branch: kind === 'preview' ? 'x' : null, expiresAt } });
}
const stateOf = async ({ id }: { id: string }) => (await database.db.environment.findUniqueOrThrow({ where: { id } })).state;
const eventsOf = async ({ id }: { id: string }) => (await database.db.event.findMany({ where: { environmentId: id }, orderBy: { id: 'asc' } })).map(({ kind, data }) => ({ kind, data }));

test('a preview whose time is over goes, with what runs in it left to end first; nothing else does', async () => {
  const { db } = database;
  const [over, busy, later, deletedApp, permanent] = await Promise.all([preview(inMinutes(-1)), preview(inMinutes(-1)), preview(inMinutes(60 * 48)), preview(inMinutes(-1), { appState: 'deleting' }), preview(null, { kind: 'permanent' })]);
  const deployment = await db.deployment.create({ data: { tenantId, environmentId: busy.id, number: 1, cause: 'deploy', state: 'running', input: { kind: 'current' } } });
  await Promise.all([expirePreviews({ db, log }), expirePreviews({ db, log })]);
  expect(await Promise.all([over, busy, later, deletedApp, permanent].map(stateOf))).toEqual(['deleting', 'active', 'active', 'active', 'active']);
  expect((await eventsOf(over)).at(-1)).toEqual({ kind: 'preview.expired', data: { environment: 'x', branch: 'x' } });
  expect(await db.outbox.findMany({ where: { job: 'deleteEnvironment' }, select: { payload: true } })).toEqual([{ payload: { tenantId, environmentId: over.id } }]);
  await db.deployment.update({ where: { id: deployment.id }, data: { state: 'failed' } });
  await expirePreviews({ db, log });
  expect(await stateOf(busy)).toBe('deleting');
});

test('the end is announced once, a day before or a quarter of a shorter time before', async () => {
  const { db } = database;
  const [day, notYet, short, shortNotYet] = await Promise.all([preview(inMinutes(60 * 23)), preview(inMinutes(60 * 25)), preview(inMinutes(14), { previews: { ttlSeconds: 3600 } }), preview(inMinutes(16), { previews: { ttlSeconds: 3600 } })]);
  await expirePreviews({ db, log });
  await expirePreviews({ db, log });
  expect(await eventsOf(day)).toEqual([{ kind: 'preview.expiring', data: { environment: 'x', branch: 'x', expiresAt: day.expiresAt!.toISOString() } }]);
  expect(await eventsOf(short)).toHaveLength(1);
  expect([await eventsOf(notYet), await eventsOf(shortNotYet)]).toEqual([[], []]);
  expect(await Promise.all([day, short].map(stateOf))).toEqual(['active', 'active']);
});
