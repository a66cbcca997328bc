import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goBackByItself } from '../src/jobs/go-back-by-itself.js';
import type { Watched } from '../src/jobs/watch-live-releases.js';
import { seedDeployment, seedEnvironment } from './seed.js';
import { cloneDatabase, dropTemplate, type TestDatabase } from './services.js';

const log = pino({ level: 'silent' });
let database: TestDatabase;

beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(async () => {
  await database?.drop();
  await dropTemplate();
});

type At = Awaited<ReturnType<typeof seedEnvironment>>;
const failure = { class: 'crash' as const, step: null, message: 'The process web ended with exit code 1.', evidence: ['pod web-1: Error, exit code 1'], lastLines: ['boom'], remedy: 'Mend it.' };

/** A deployment that went live with a release of its own, which is live until the next one is. */
async function wentLive(at: At, changes: object = {}): Promise<Watched> {
  const { db } = database;
  const releaseId = randomUUID();
  const { nextRelease } = await db.environment.update({ where: { id: at.environmentId }, data: { nextRelease: { increment: 1 } } });
  await db.release.create({ data: { id: releaseId, tenantId: at.tenantId, environmentId: at.environmentId, version: nextRelease - 1, image: 'i', imageDigest: 'd', configVersion: 0, processes: [], source: {}, description: '' } });
  const id = await seedDeployment(db, at, { state: 'live', releaseId, finishedAt: new Date(), watch: 'passed', ...changes });
  await db.environment.update({ where: { id: at.environmentId }, data: { liveReleaseId: releaseId, targetReleaseId: releaseId } });
  const { number } = await db.deployment.findUniqueOrThrow({ where: { id } });
  return { id, environmentId: at.environmentId, number, releaseId, watchUntil: new Date() };
}
const automatic = (at: At) => database.db.deployment.findMany({ where: { environmentId: at.environmentId, cause: 'automatic' } });

test('a release that fails is left for the last one that was live and did not fail itself, once', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  await wentLive(at);
  await wentLive(at, { watch: 'failed' });
  const faulty = await wentLive(at, { watch: 'watching' });
  await Promise.all([1, 2, 3].map(() => goBackByItself({ db, log }, faulty, failure)));
  expect(await automatic(at)).toMatchObject([{ state: 'queued', recoversId: faulty.id, watch: null, createdBy: null, input: { kind: 'release', version: 1, keepConfig: false } }]);
  expect(await db.deployment.findUniqueOrThrow({ where: { id: faulty.id } })).toMatchObject({ state: 'live', watch: 'failed', watchFailure: failure });
  expect(await db.outbox.count({ where: { job: 'runDeployment', payload: { path: ['tenantId'], equals: at.tenantId } } })).toBe(1);
});

test('a release that was replaced before its watch was over is gone back to only where no other has proved itself', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  await wentLive(at);
  await wentLive(at, { watch: 'replaced' });
  await goBackByItself({ db, log }, await wentLive(at, { watch: 'watching' }), failure);
  expect(await automatic(at)).toMatchObject([{ input: { version: 1 } }]);
  const other = await seedEnvironment(db);
  await wentLive(other, { watch: 'failed' });
  await wentLive(other, { watch: 'replaced' });
  await goBackByItself({ db, log }, await wentLive(other, { watch: 'watching' }), failure);
  expect(await automatic(other)).toMatchObject([{ input: { version: 2 } }]);
});

test('a newer deployment, waiting or running, decides instead', async () => {
  const { db } = database;
  for (const state of ['queued', 'running']) {
    const at = await seedEnvironment(db);
    await wentLive(at);
    const faulty = await wentLive(at, { watch: 'watching' });
    await seedDeployment(db, at, { state });
    await goBackByItself({ db, log }, faulty, failure);
    expect(await automatic(at)).toEqual([]);
    expect(await db.deployment.findUniqueOrThrow({ where: { id: faulty.id } })).toMatchObject({ watch: 'watching' });
  }
});

test('a release that is no longer the live one is left alone', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  const faulty = await wentLive(at, { watch: 'watching' });
  await wentLive(at);
  await goBackByItself({ db, log }, faulty, failure);
  expect(await automatic(at)).toEqual([]);
});

test('where no earlier release was healthy, the failure is recorded and nothing is deployed', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  await wentLive(at, { watch: 'failed' });
  const faulty = await wentLive(at, { watch: 'watching' });
  await goBackByItself({ db, log }, faulty, failure);
  expect(await automatic(at)).toEqual([]);
  expect(await db.deployment.findUniqueOrThrow({ where: { id: faulty.id } })).toMatchObject({ watch: 'failed', watchFailure: { class: 'crash' } });
  expect(await db.event.findMany({ where: { deploymentId: faulty.id, kind: 'deployment.watch' } })).toMatchObject([{ data: { watch: 'failed', message: failure.message } }]);
});

test('config that was set and not deployed goes back too, with a warning that names it', async () => {
  const { db } = database;
  const at = await seedEnvironment(db);
  await wentLive(at);
  const faulty = await wentLive(at, { watch: 'watching' });
  await db.environment.update({ where: { id: at.environmentId }, data: { configVersion: 3 } });
  await db.configVersion.create({ data: { environmentId: at.environmentId, tenantId: at.tenantId, version: 3, variables: { MODE: 'fast' }, secrets: { TOKEN: 'sealed' } } });
  await goBackByItself({ db, log }, faulty, failure);
  const [made] = await automatic(at);
  expect((made!.input as { warnings: string[] }).warnings).toEqual([expect.stringContaining('v2 failed soon after it went live'), expect.stringContaining('Set it again'), expect.stringContaining('Secrets that v1 does not have go away: TOKEN.'), expect.stringContaining('Variables that v1 does not have go away: MODE.')]);
});
