import { setTimeout as sleep } from 'node:timers/promises';
import { liveQuestionSchema, redisNames } from '@berth/domain';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest, redisUrl } from './api-under-test.js';
import { EventSourceUnderTest } from './event-source.js';

let api: ApiUnderTest;
let tenant: Awaited<ReturnType<ApiUnderTest['tenant']>>;
let token: string;
let answering: Redis;
let asked = 0;

beforeAll(async () => {
  api = await ApiUnderTest.start();
  tenant = await api.tenant('acme');
  token = tenant.members.viewer.token;
  answering = new Redis(redisUrl);
  void answerLogQuestions();
});
afterAll(async () => {
  answering.disconnect();
  await api.stop();
});

/** What a worker does with the question `logs` when the stream is filled already. */
async function answerLogQuestions(): Promise<void> {
  const installation = api.env.installationId;
  for (;;) {
    const popped = await answering.brpop(redisNames.questions(installation), 0).catch(() => null);
    if (!popped) return;
    const question = liveQuestionSchema.parse(JSON.parse(popped[1]));
    asked += 1;
    await api.redis.publish(redisNames.answers(installation), JSON.stringify({ id: question.id, ok: true, answer: { lastId: null } }));
  }
}
const write = (environmentId: string, line: string, { process = 'web', stream = 'output' } = {}) =>
  api.redis.xadd(redisNames.logs(api.env.installationId, environmentId), 'MAXLEN', '~', '5000', '*', 'ts', new Date().toISOString(), 'pod', `${process}-1`, 'process', process, 'release', '1', 'line', line, 'stream', stream);
const lines = (messages: { event?: string; data: { line?: string } }[]) => messages.map(({ event, data }) => data.line ?? event);

test('the last lines are read, in order, of one process when asked, and the stream ends', async () => {
  const app = await api.deployedApp(tenant, 'read');
  for (let index = 0; index < 10; index += 1) await write(app.environmentId, `line ${index}`, { process: index % 2 === 0 ? 'web' : 'jobs' });
  const all = await EventSourceUnderTest.open(api, `${app.production}/logs?tail=3`, { token });
  expect(lines(await all.rest())).toEqual(['line 7', 'line 8', 'line 9', 'end']);
  const jobs = await EventSourceUnderTest.open(api, `${app.production}/logs?tail=2&process=jobs`, { token });
  expect(lines(await jobs.rest())).toEqual(['line 7', 'line 9', 'end']);
  const none = await EventSourceUnderTest.open(api, `${app.production}/logs?tail=0`, { token });
  expect(lines(await none.rest())).toEqual(['end']);
});

test('new lines are followed, gaps are marked, and one cut off resumes', async () => {
  const app = await api.deployedApp(tenant, 'follow');
  await write(app.environmentId, 'old');
  const first = await EventSourceUnderTest.open(api, `${app.production}/logs?follow=true`, { token });
  expect((await first.next())!.data).toMatchObject({ line: 'old', process: 'web', release: 1, pod: 'web-1' });
  expect(await api.redis.get(redisNames.logViewers(api.env.installationId, app.environmentId))).toBe('1');
  const started = performance.now();
  await write(app.environmentId, 'new');
  const message = (await first.next())!;
  expect(message.data.line).toBe('new');
  expect(performance.now() - started).toBeLessThan(500);
  await write(app.environmentId, 'lines were lost', { stream: 'gap' });
  expect((await first.next())!.data).toMatchObject({ line: 'lines were lost', gap: true });
  first.close();
  await write(app.environmentId, 'while away');
  const second = await EventSourceUnderTest.open(api, `${app.production}/logs?follow=true`, { token, lastEventId: message.id! });
  expect([(await second.next())!.data.line, (await second.next())!.data.line]).toEqual(['lines were lost', 'while away']);
  second.close();
});

test('a viewer whose lines were trimmed while it was away sees a mark', async () => {
  const app = await api.deployedApp(tenant, 'trimmed');
  const id = (await write(app.environmentId, 'seen'))!;
  for (let index = 0; index < 20; index += 1) await write(app.environmentId, `line ${index}`);
  await api.redis.xtrim(redisNames.logs(api.env.installationId, app.environmentId), 'MAXLEN', 5);
  const source = await EventSourceUnderTest.open(api, `${app.production}/logs`, { token, lastEventId: id });
  const rest = await source.rest();
  expect(rest[0]!.data).toMatchObject({ line: 'line 15', gap: true });
  expect(rest).toHaveLength(6);
});

test('fifty viewers share one reader and each gets every line', async () => {
  const app = await api.deployedApp(tenant, 'chatty');
  const clients = async () => (await api.redis.client('LIST') as string).split('\n').length;
  const before = await clients();
  const sources = await Promise.all(Array.from({ length: 50 }, () => EventSourceUnderTest.open(api, `${app.production}/logs?follow=true`, { token })));
  expect((await clients()) - before).toBeLessThanOrEqual(3);
  for (let index = 0; index < 20; index += 1) await write(app.environmentId, `line ${index}`);
  for (const source of sources) for (let index = 0; index < 20; index += 1) expect((await source.next())!.data.line).toBe(`line ${index}`);
  for (const source of sources) source.close();
});

test('an emptied Redis does not end a follow', async () => {
  const app = await api.deployedApp(tenant, 'emptied');
  const source = await EventSourceUnderTest.open(api, `${app.production}/logs?follow=true`, { token });
  await write(app.environmentId, 'before');
  expect((await source.next())!.data.line).toBe('before');
  await api.redis.del(redisNames.logs(api.env.installationId, app.environmentId));
  await sleep(2); // ids are milliseconds: in the same one, the new stream would begin with the id that was read last
  await write(app.environmentId, 'after');
  expect((await source.next())!.data.line).toBe('after');
  source.close();
});

test('kept lines of pods that are gone are read from Postgres, without a worker', async () => {
  const app = await api.deployedApp(tenant, 'crashed');
  const pod = (name: string, text: string, at: string, process = 'web') =>
    api.db.podLog.create({ data: { tenantId: tenant.id, environmentId: app.environmentId, pod: name, container: 'app', process, release: 1, lines: text, createdAt: new Date(at) } });
  await pod('one', 'a\nb\n', '2026-01-01T00:00:00Z');
  await pod('two', '2026-01-02T00:00:00.123456789Z c\n2026-01-02T00:00:01Z d\n', '2026-01-02T00:00:01Z');
  await pod('three', 'e', '2026-01-03T00:00:00Z', 'jobs');
  const before = asked;
  const source = await EventSourceUnderTest.open(api, `${app.production}/logs?previous=true&tail=4`, { token });
  const rest = await source.rest();
  expect(lines(rest)).toEqual(['b', 'c', 'd', 'e', 'end']);
  expect(rest[1]!.data).toMatchObject({ at: '2026-01-02T00:00:00.123Z', pod: 'two' });
  const web = await EventSourceUnderTest.open(api, `${app.production}/logs?previous=true&process=web&tail=1`, { token });
  expect(lines(await web.rest())).toEqual(['d', 'end']);
  expect(asked).toBe(before);
});

test('without a worker the log is unavailable, as a problem document', async () => {
  const lonely = await ApiUnderTest.start();
  const there = await lonely.tenant('lonely');
  const app = await lonely.deployedApp(there, 'shop');
  const source = await EventSourceUnderTest.open(lonely, `${app.production}/logs`, { token: there.members.viewer.token });
  expect(source.status).toBe(503);
  expect(JSON.parse(source.text)).toMatchObject({ code: 'unavailable' });
  await lonely.stop();
});
