import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readyPods } from '../real-services/cluster.js';
import { startConstantLoad } from '../real-services/constant-load.js';
import { berth, deleteApp, get, sampleApp, until, urlOf } from '../real-services/installation.js';
import { openEvents, openSocket, startSlowRequests } from '../real-services/long-lived.js';

const app = 'patient';
const url = urlOf(app);
const { folder, remove } = sampleApp('long-lived');

beforeAll(async () => {
  const first = await berth(['deploy', '--app', app], { cwd: folder });
  expect(first.code, first.stdout + first.stderr).toBe(0);
});

afterAll(async () => {
  remove();
  await deleteApp(app);
});

const succeed = async (...args: string[]) => {
  const result = await berth([...args, '--app', app]);
  expect(result.code, result.stdout + result.stderr).toBe(0);
};

test('a rollout, a rollback and a scale-down drop nothing: short and 30 s requests are answered, streams and sockets end by the app’s own word', async () => {
  const [slow, load] = [startSlowRequests(url, 30), startConstantLoad(url, 30)];
  const [socket, staying, events] = [await openSocket(`${url}socket`), await openSocket(`${url}socket?stay`), await openEvents(url)];
  expect(socket.messages).toEqual(['v1']);

  await succeed('config', 'set', 'APP_MESSAGE=second');
  const next = await openSocket(`${url}socket`);
  expect(next.messages, 'a new connection reaches the new release').toEqual(['v2']);
  expect(await socket.closed).toMatchObject({ code: 1001, reason: 'goodbye' });
  expect(await events.ended).toBeNull();
  expect(events.events.slice(-1)).toEqual(['goodbye v1']);

  await succeed('rollback', 'v1');
  await succeed('scale', 'web=2');
  await until('two pods', 30, async () => ((await readyPods('acme', app)).length === 2 ? true : undefined));
  await succeed('scale', 'web=1');
  await until('one pod', 30, async () => ((await readyPods('acme', app)).length === 1 ? true : undefined));

  const cut = await staying.closed;
  expect(cut.code, 'a socket that the app does not end').toBe(1006);
  expect(cut.afterStoppingMs, 'it lives to the end of the grace period of 30 s').toBeGreaterThan(25_000);
  expect(await next.closed).toMatchObject({ code: 1001, reason: 'goodbye' });
  const [short, long] = await Promise.all([load.stop(), slow.stop()]);
  expect(short.failed).toEqual([]);
  expect(long.failed).toEqual([]);
  expect([...long.answers.keys()].sort()).toEqual(['v1', 'v2', 'v3']);
  expect((await get(url)).text).toBe('v3');
  console.log(`${short.sent} short and ${long.sent} requests of 30 s, 0 failed`);
});

const trials = {
  staged: 'strategy: staged, watch: 5s',
  canary: 'strategy: canary, steps: [{weight: 50, for: 5s}]',
  'blue-green': 'strategy: blue-green, keep: 5s',
};

test.each(Object.entries(trials))('%s drops nothing either', async (strategy, rollout) => {
  const before = (await get(url)).text;
  const [slow, load] = [startSlowRequests(url, 30), startConstantLoad(url)];
  const [socket, events] = [await openSocket(`${url}socket`), await openEvents(url)];
  writeFileSync(join(folder, 'berth.yaml'), `processes:\n  web: {replicas: 1}\nrollout: {minReadySeconds: 2, ${rollout}}\n`);
  const deployed = await berth(['deploy', '--app', app, '--json'], { cwd: folder });
  expect(deployed.code, deployed.stdout + deployed.stderr).toBe(0);
  expect(JSON.parse(deployed.stdout)).toMatchObject({ state: 'live', rollout: { strategy, phase: 'passed' } });
  expect(await socket.closed).toMatchObject({ code: 1001, reason: 'goodbye' });
  expect(await events.ended).toBeNull();
  expect(events.events.slice(-1)).toEqual([`goodbye ${before}`]);
  const [short, long] = await Promise.all([load.stop(), slow.stop()]);
  expect(short.failed).toEqual([]);
  expect(short.perSecond).toBeGreaterThanOrEqual(50);
  expect(long.failed).toEqual([]);
  expect([...long.answers.keys()]).toEqual(expect.arrayContaining([before, (await get(url)).text]));
  console.log(`${strategy}: ${short.sent} short and ${long.sent} requests of 30 s, 0 failed`);
});
