import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '@berth/db';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { seedDeployment, seedEnvironment } from '../../test/seed.js';
import { cloneDatabase, dropTemplate, type TestDatabase } from '../../test/services.js';
import { BuildCancelled } from './build-failed.js';
import { openBuildLog, type ChunkLog } from '../logs/chunk-log.js';
import { buildOfDeployment, earlierImage, endBuild, readBuild } from './build-rows.js';
import { defaultBuildSettings } from './build-settings.js';
import { takeBuildSlot } from './take-slot.js';

let database: TestDatabase;
let db: Db;
let place: Awaited<ReturnType<typeof seedEnvironment>>;
const detection = { kind: 'dockerfile', version: null, reason: 'Dockerfile', processes: {}, notes: [], path: 'Dockerfile' };

beforeAll(async () => {
  database = await cloneDatabase();
  db = database.db;
});
beforeEach(async () => {
  place = await seedEnvironment(db);
});
afterAll(async () => {
  await database?.drop();
  await dropTemplate();
});

async function newBuild(at = place, digest = 'sha256:1') {
  const source = await db.source.create({ data: { tenantId: at.tenantId, appId: at.appId, digest, manifestDigest: 'sha256:m', sizeBytes: 1, unpackedBytes: 1, files: 1, detection } });
  const deploymentId = await seedDeployment(db, at, { state: 'running' });
  return { deploymentId, ...(await buildOfDeployment(db, deploymentId, source.id)) };
}

const textOf = async (buildId: string) => (await db.buildLogChunk.findMany({ where: { buildId }, orderBy: { seq: 'asc' } })).map((chunk) => chunk.text).join('');
const numbered = (count: number, from = 1) => Array.from({ length: count }, (_, at) => `line ${at + from}`);
const asText = (lines: string[]) => lines.map((line) => `${line}\n`).join('');

async function addAll(log: ChunkLog, lines: string[], pause = 0): Promise<void> {
  for (const line of lines) {
    await log.add(line);
    if (pause) await sleep(pause);
  }
  await log.flush();
}

test('a deployment has one build, however many ask for it at once', async () => {
  const source = await db.source.create({ data: { tenantId: place.tenantId, appId: place.appId, digest: 'sha256:x', manifestDigest: 'm', sizeBytes: 1, unpackedBytes: 1, files: 1, detection } });
  const deploymentId = await seedDeployment(db, place);
  const builds = await Promise.all(Array.from({ length: 5 }, () => buildOfDeployment(db, deploymentId, source.id)));
  expect(new Set(builds.map(({ build }) => build.id)).size).toBe(1);
});

test('a source of another tenant is not built', async () => {
  const other = await seedEnvironment(db);
  const source = await db.source.create({ data: { tenantId: other.tenantId, appId: other.appId, digest: 'sha256:x', manifestDigest: 'm', sizeBytes: 1, unpackedBytes: 1, files: 1, detection } });
  await expect(buildOfDeployment(db, await seedDeployment(db, place), source.id)).rejects.toThrow();
});

test('a run that takes over goes on after the lines that are stored', async () => {
  const { build } = await newBuild();
  await addAll(await openBuildLog(db, build, 2 ** 20), numbered(5));
  const second = await openBuildLog(db, build, 2 ** 20);
  second.rewind();
  await addAll(second, numbered(12));
  expect(await textOf(build.id)).toBe(asText(numbered(12)));
  expect(second.lastLines.slice(-2)).toEqual(['line 11', 'line 12']);
});

test('two runs that follow one Job at once store each line once, in order', async () => {
  const { build } = await newBuild();
  const logs = await Promise.all([openBuildLog(db, build, 2 ** 20), openBuildLog(db, build, 2 ** 20)]);
  await Promise.all(logs.map((log, at) => addAll(log, numbered(300), at + 1)));
  expect(await textOf(build.id)).toBe(asText(numbered(300)));
});

test('the log of a second try follows the first, also for a run that takes over', async () => {
  const { build } = await newBuild();
  const log = await openBuildLog(db, build, 2 ** 20);
  await addAll(log, numbered(3));
  await log.nextAttempt('the builder went away');
  await addAll(log, ['again 1', 'again 2']);
  const taken = await openBuildLog(db, build, 2 ** 20);
  expect(taken.attempt).toBe(2);
  taken.rewind();
  await addAll(taken, ['again 1', 'again 2', 'again 3']);
  expect(await textOf(build.id)).toBe(asText([...numbered(3), '--- trying again: the builder went away ---', 'again 1', 'again 2', 'again 3']));
});

test('a log without end is cut with a word about it', async () => {
  const { build } = await newBuild();
  const log = await openBuildLog(db, build, 2 ** 20);
  for (let round = 0; round < 40; round += 1) await addAll(log, Array.from({ length: 10 }, () => 'x'.repeat(8000)));
  const text = await textOf(build.id);
  expect(text.length).toBeLessThan(1.2 * 2 ** 20);
  expect(text).toMatch(/longer than 1 MiB: the rest is left out\.\n$/);
});

test('no more builds run at once than the cluster takes, and all get their turn', async () => {
  await db.build.updateMany({ where: { state: { in: ['queued', 'running'] } }, data: { state: 'done' } });
  const places = await Promise.all(Array.from({ length: 6 }, () => seedEnvironment(db)));
  const builds = await Promise.all(places.map((at) => newBuild(at)));
  let running = 0;
  let most = 0;
  await Promise.all(
    builds.map(async ({ build }) => {
      await takeBuildSlot(db, build, { ...defaultBuildSettings, perCluster: 2 }, new AbortController().signal, () => {});
      most = Math.max(most, ++running);
      await sleep(100);
      running -= 1;
      await endBuild(db, build.id, { state: 'done', image: 'r/i@sha256:1', imageDigest: 'sha256:1', layers: 1, cachedLayers: 0 });
    }),
  );
  expect(most).toBe(2);
});

test('a build that was cancelled while it waited does not start', async () => {
  const { build } = await newBuild();
  await endBuild(db, build.id, { state: 'cancelled' });
  await expect(takeBuildSlot(db, build, defaultBuildSettings, new AbortController().signal, () => {})).rejects.toThrow(BuildCancelled);
});

test('a build ends once: a late result does not undo a cancellation', async () => {
  const { build } = await newBuild();
  expect(await endBuild(db, build.id, { state: 'cancelled' })).toBe(true);
  expect(await endBuild(db, build.id, { state: 'done', image: 'i', imageDigest: 'd', layers: 1, cachedLayers: 0 })).toBe(false);
  expect((await readBuild(db, build.id)).state).toBe('cancelled');
});

test('an earlier image is one of the same app and content', async () => {
  const first = await newBuild();
  await endBuild(db, first.build.id, { state: 'done', image: 'r/i@sha256:1', imageDigest: 'sha256:1', layers: 4, cachedLayers: 0 });
  expect(await earlierImage(db, (await newBuild()).build)).toMatchObject({ imageDigest: 'sha256:1', layers: 4 });
  expect(await earlierImage(db, (await newBuild(place, 'sha256:2')).build)).toBeNull();
  expect(await earlierImage(db, (await newBuild(await seedEnvironment(db))).build)).toBeNull();
});
