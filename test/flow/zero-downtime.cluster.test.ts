import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConstantLoad } from '../real-services/constant-load.js';
import { berth, berthJson, deleteApp, get, sampleApp, until, urlOf } from '../real-services/installation.js';

const app = 'steady';
const url = urlOf(app);
const { folder, remove } = sampleApp('hello-node');

beforeAll(async () => {
  const first = await berth(['deploy', '--app', app], { cwd: folder });
  expect(first.code, first.stdout + first.stderr).toBe(0);
  const set = await berth(['config', 'set', 'APP_MESSAGE=first', '--app', app]);
  expect(set.code, set.stdout + set.stderr).toBe(0);
  await until('first message', 30, async () => ((await get(url)).text.includes('first') ? true : undefined));
});

afterAll(async () => {
  remove();
  await deleteApp(app);
});

test('a second deploy, and then a rollback, fail no request under constant load; config of the old release comes back', async () => {
  const before = (await berthJson<{ items: { version: number; live: boolean }[] }>(['releases', '--app', app])).items.find((release) => release.live)!.version;
  const load = startConstantLoad(url);
  await new Promise((done) => setTimeout(done, 2_000));
  const second = await berth(['config', 'set', 'APP_MESSAGE=second', '--app', app]);
  await new Promise((done) => setTimeout(done, 15_000));
  const deployed = await load.stop();
  expect(second.code, second.stdout + second.stderr).toBe(0);
  expect(deployed.failed).toEqual([]);
  expect(deployed.perSecond).toBeGreaterThanOrEqual(50);
  expect([...deployed.answers.keys()].some((text) => text.includes('second'))).toBe(true);
  console.log(`deploy: ${deployed.sent} requests, 0 failed`);

  const back = startConstantLoad(url);
  await new Promise((done) => setTimeout(done, 2_000));
  const rollback = await berth(['rollback', `v${before}`, '--app', app]);
  await new Promise((done) => setTimeout(done, 15_000));
  const rolledBack = await back.stop();
  expect(rollback.code, rollback.stdout + rollback.stderr).toBe(0);
  expect(rolledBack.failed).toEqual([]);
  expect(rolledBack.perSecond).toBeGreaterThanOrEqual(50);
  console.log(`rollback: ${rolledBack.sent} requests, 0 failed`);
  expect((await get(url)).text).toContain('first');
  const config = await berthJson<{ variables: Record<string, string> }>(['config', 'list', '--app', app]);
  expect(config.variables.APP_MESSAGE).toBe('first');
});

test('a rollback with --keep-config takes the old image and the newest config', async () => {
  await berth(['config', 'set', 'APP_MESSAGE=third', '--app', app]);
  const releases = await berthJson<{ items: { version: number }[] }>(['releases', '--app', app]);
  const oldest = releases.items.at(-1)!.version;
  const rollback = await berth(['rollback', `v${oldest}`, '--keep-config', '--app', app]);
  expect(rollback.code, rollback.stdout + rollback.stderr).toBe(0);
  expect((await get(url)).text).toContain('third');
});
