import { setTimeout as sleep } from 'node:timers/promises';
import { api, deleteApp, until, urlOf } from '../real-services/installation.js';
import { startConstantLoad } from '../real-services/constant-load.js';
import { uploadSource } from '../real-services/sources.js';
import { actions } from './actions.js';
import { answerOf, packSource } from './behaviour-app.js';
import { Choices } from './choices.js';
import { Faults } from './faults.js';
import { differencesAtAnyTime, takeOver, unfinished } from './model.js';
import { readObjects } from './read-objects.js';
import { openDatabase, readRows } from './read-rows.js';
import { differencesWhenSettled } from './settled.js';
import { endLoad, slugs, Violation, type World } from './world.js';

/** Everything that was accepted must have ended by then: a full pair of steps and a takeover, on a busy machine. */
const endSeconds = 180;
/** What the cluster may take to forget old pods and the reconciler to record what it sees. */
const followSeconds = 60;
/** Steps after which the platform is left to settle at the latest. */
const mostUnsettled = 4;
const loadPerSecond = 5;
const imagesApp = 'random-images';

export interface RandomRun {
  seed: number;
  steps: number;
  seconds: number;
  requests: number;
  counts: Record<string, number>;
  ends: Record<string, number>;
  settled: number;
}

/**
 * Does `steps` random things, or as many as `minutes` allow, to at most three small apps and to the platform itself, and compares what is with what must
 * be: after every step what is always true, and each time that the platform is left to settle everything.
 * Throws a Violation with the last steps and the seed.
 */
export async function runRandomActions({ seed, steps, minutes = Infinity, say }: { seed: number; steps: number; minutes?: number; say: (line: string) => void }): Promise<RandomRun> {
  const began = performance.now();
  const lines: string[] = [];
  const counts: Record<string, number> = {};
  const ends: Record<string, number> = {};
  let settled = 0;
  const tell = (line: string) => {
    const text = `${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}`;
    lines.push(text);
    say(text);
  };
  tell(`SEED=${seed} STEPS=${steps}`);
  const world: World = { db: openDatabase(), faults: new Faults(), apps: [], ...(await makeImage()), step: 0, loads: new Map(), requests: 0, made: new Set() };
  let unsettled = 0;
  try {
    for (world.step = 1; world.step <= steps && performance.now() - began < minutes * 60_000; world.step++) {
      const choices = new Choices(seed, world.step);
      const name = await takeStep(world, choices, tell);
      counts[name] = (counts[name] ?? 0) + 1;
      const pause = choices.upTo(2_500);
      const settle = choices.percent(25) || ++unsettled >= mostUnsettled;
      if (!settle) await sleep(choices.percent(40) ? 0 : pause);
      await compareAlways(world);
      if (!settle) continue;
      await settleDown(world, ends);
      unsettled = 0;
      settled += 1;
    }
    for (const app of world.apps) {
      await endLoad(world, app);
      await api('DELETE', `/v1/tenants/acme/apps/${app.slug}?confirm=${app.slug}`);
      app.deleting = true;
    }
    await settleDown(world, ends);
    const left = (await readObjects('acme')).filter(({ appId }) => world.made.has(appId));
    if (left.length > 0) throw new Violation(`I4 every app is deleted, and these are left: ${left.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`);
  } catch (error) {
    throw new Violation(`${error instanceof Error ? error.message : String(error)}\n\nThe last steps:\n${lines.slice(-25).join('\n')}\n\nRun it again: SEED=${seed} STEPS=${steps} npm run test:random\n`, { cause: error });
  } finally {
    await world.faults.end();
    for (const load of world.loads.values()) await load.stop();
    for (const slug of [...slugs, imagesApp]) await deleteApp(slug).catch((error: Error) => say(`${slug} was not deleted: ${error.message}`));
    await world.db.$disconnect();
  }
  return { seed, steps: world.step - 1, seconds: (performance.now() - began) / 1000, requests: world.requests, counts, ends, settled };
}

/** Chooses until something can be done now, and does it. */
async function takeStep(world: World, choices: Choices, tell: (line: string) => void): Promise<string> {
  for (;;) {
    const action = choices.weighted(actions);
    const apps = action.apps?.(world) ?? [];
    if (action.apps && apps.length === 0) continue;
    const app = action.apps ? choices.oneOf(apps) : (undefined as never);
    tell(`${String(world.step).padStart(4)}  ${await action.run(world, choices, app)}`);
    return action.name;
  }
}

async function compareAlways(world: World): Promise<void> {
  const differences: string[] = [];
  for (const app of world.apps) {
    differences.push(...differencesAtAnyTime(app, await readRows(world.db, app.id)));
    const failed = world.loads.get(app.slug)?.failed ?? [];
    if (failed.length > 0) differences.push(`I1 ${app.slug}: ${failed.length} requests failed: ${failed.slice(0, 5).join('; ')}`);
  }
  if (differences.length > 0) throw new Violation(differences.join('\n'));
}

/** Waits until every deployment has ended and every deleted app is gone, then compares everything. */
async function settleDown(world: World, ends: Record<string, number>): Promise<void> {
  for (const app of world.apps) {
    const answersOf = world.loads.get(app.slug);
    await until(`${app.slug}: every deployment ended (I2), or the app gone`, endSeconds, async () => {
      const rows = await readRows(world.db, app.id);
      return rows === null || (!app.deleting && unfinished(rows).length === 0) ? true : undefined;
    }, 300);
    const rows = await readRows(world.db, app.id);
    if (rows === null) continue;
    const before = new Set(app.accepted.filter(({ ended }) => ended !== null));
    const differences = takeOver(app, rows);
    for (const { ended } of app.accepted.filter((one) => !before.has(one))) ends[ended ?? 'open'] = (ends[ended ?? 'open'] ?? 0) + 1;
    const strange = [...(answersOf?.answers.keys() ?? [])].filter((text) => !app.answers.has(text));
    if (strange.length > 0) differences.push(`I3 ${app.slug}: answers that no release of it gives: ${strange.join('; ')}`);
    if (differences.length > 0) throw new Violation(differences.join('\n'));
  }
  let differences: string[] = [];
  await until('settled', followSeconds, async () => {
    const objects = await readObjects('acme');
    differences = [];
    for (const app of world.apps) differences.push(...(await differencesWhenSettled(app, await readRows(world.db, app.id), objects)));
    const unsent = await world.db.outbox.count({ where: { sentAt: null } });
    if (unsent > 0) differences.push(`I4 ${unsent} outbox rows are not sent`);
    return differences.length === 0 ? true : undefined;
  }, 400).catch((error: Error) => {
    throw differences.length > 0 ? new Violation(`${followSeconds} s after the last deployment ended:\n${differences.join('\n')}`) : error;
  });
  world.apps = world.apps.filter(({ deleting }) => !deleting);
  await compareAlways(world);
  for (const app of world.apps) {
    app.answers = new Set(app.live ? [answerOf(app.live)] : []);
    await restartLoad(world, app.slug, app.live !== null && app.pods > 0);
  }
}

/** Load goes on from one settling to the next, each with the answers that are right in it. */
async function restartLoad(world: World, slug: string, serving: boolean): Promise<void> {
  const app = world.apps.find((one) => one.slug === slug)!;
  if (!serving) return endLoad(world, app);
  const next = startConstantLoad(urlOf(slug), loadPerSecond);
  await endLoad(world, app);
  world.loads.set(slug, next);
}

/** Builds the image that all releases are made of, in an app of its own. */
async function makeImage(): Promise<Pick<World, 'image' | 'imageContent'>> {
  for (const slug of [...slugs, imagesApp]) if ((await api('GET', `/v1/tenants/acme/apps/${slug}`)).status === 200) await deleteApp(slug);
  const made = await api('POST', '/v1/tenants/acme/apps', { name: imagesApp });
  if (made.status !== 201) throw new Error(`${imagesApp}: ${made.status} ${JSON.stringify(made.body)}`);
  const imageContent = 's0';
  const path = `/v1/tenants/acme/apps/${imagesApp}/environments/production`;
  const { id: source } = await uploadSource(imagesApp, await packSource(imageContent));
  const deployment = await api('POST', `${path}/deployments`, { source, processes: [{ name: 'web', size: { cpuRequestMillicores: 10, memoryRequestBytes: 48 * 2 ** 20, memoryLimitBytes: 160 * 2 ** 20 } }] });
  const ended = await until('the image', 240, async () => {
    const { body } = await api('GET', `${path}/deployments/${deployment.body.id}`);
    return ['queued', 'running'].includes(body.state) ? undefined : body;
  }, 500);
  if (ended.state !== 'live') throw new Error(`the image was not made: ${JSON.stringify(ended.failure)}`);
  await api('PUT', `${path}/processes/web/scale`, { min: 0, max: 0 });
  const release = await api('GET', `${path}/releases/1`);
  return { image: release.body.image, imageContent };
}
