import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest } from './api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await ApiUnderTest.start();
});
afterAll(() => api.stop());

/** A tenant with an app whose v1 is live. */
async function start(slug: string) {
  const tenant = await api.tenant(slug);
  const app = await api.deployedApp(tenant, 'shop');
  return { tenant, app, auth: { token: tenant.members.developer.token }, viewer: { token: tenant.members.viewer.token } };
}
type Place = Awaited<ReturnType<typeof start>>;

/** A deployment row as the worker would leave it. */
async function row({ tenant, app }: Place, changes: object): Promise<string> {
  const { _max } = await api.db.deployment.aggregate({ where: { environmentId: app.environmentId }, _max: { number: true } });
  const { id } = await api.db.deployment.create({ data: { tenantId: tenant.id, environmentId: app.environmentId, number: (_max.number ?? 0) + 1, cause: 'deploy', input: { kind: 'source', sourceId: app.sourceId }, ...changes } });
  return id;
}
async function release({ tenant, app }: Place, version: number, changes: object = {}): Promise<string> {
  const { id: _id, createdAt: _at, processes, source, ...same } = await api.db.release.findUniqueOrThrow({ where: { id: app.releaseId } });
  const id = randomUUID();
  await api.db.release.create({ data: { ...same, processes: processes as object, source: source as object, id, version, tenantId: tenant.id, ...changes } });
  return id;
}

test('a failed deployment is tried again with the same source and a number of its own; a live one is not', async () => {
  const place = await start('again');
  const { app, auth } = place;
  const failed = await row(place, { state: 'failed', input: { kind: 'source', sourceId: app.sourceId, description: 'try', warnings: ['old'] } });
  const again = await api.ask('POST', `${app.production}/deployments/${failed}/retry`, auth);
  expect(again, again.text).toMatchObject({ status: 202, body: { number: 3, cause: 'deploy', state: 'queued', retryOf: 2, warnings: [] } });
  expect((await api.db.deployment.findUniqueOrThrow({ where: { id: again.body.id } })).input).toEqual({ kind: 'source', sourceId: app.sourceId, description: 'try', retryOf: 2 });
  expect(await api.db.outbox.findMany({ where: { job: 'runDeployment', payload: { path: ['deploymentId'], equals: again.body.id } } })).toHaveLength(1);
  const live = await api.ask('POST', `${app.production}/deployments/${app.deploymentId}/retry`, auth);
  expect(live.body).toMatchObject({ code: 'wrong-state', detail: 'The deployment is live; it can be tried again once it is failed, cancelled or superseded.' });
});

test('an image whose tag was resolved is tried again by its digest, and an automatic return becomes a rollback', async () => {
  const place = await start('digests');
  const { app, auth } = place;
  const releaseId = await release(place, 2, { image: 'r/x@sha256:11' });
  const failed = await row(place, { state: 'failed', input: { kind: 'image', ref: 'r/x:latest' }, releaseId });
  const retry = async (id: string) => api.db.deployment.findUniqueOrThrow({ where: { id: (await api.ask('POST', `${app.production}/deployments/${id}/retry`, auth)).body.id } });
  expect((await retry(failed)).input).toEqual({ kind: 'image', ref: 'r/x@sha256:11', retryOf: 2 });
  const automatic = await row(place, { state: 'failed', cause: 'automatic', input: { kind: 'release', version: 1, keepConfig: false } });
  expect(await retry(automatic)).toMatchObject({ cause: 'rollback', input: { kind: 'release', version: 1, keepConfig: false }, createdBy: 'developer@digests.test' });
});

test('a source that is gone cannot be tried again, and the answer says what to do', async () => {
  const place = await start('goners');
  const failed = await row(place, { state: 'cancelled', input: { kind: 'source', sourceId: randomUUID() } });
  expect((await api.ask('POST', `${place.app.production}/deployments/${failed}/retry`, place.auth)).body).toMatchObject({ code: 'wrong-state', remedy: expect.stringContaining('berth deploy') });
});

test('a waiting deployment knows its place: what runs and what waits before it in the tenant, the newest of each environment alone', async () => {
  const place = await start('queues');
  const { tenant, app, auth } = place;
  const other = { ...place, app: await api.deployedApp(tenant, 'blog') };
  await row(other, { state: 'running' });
  await row(other, { state: 'queued', createdAt: new Date(Date.now() - 9_000) });
  await row(other, { state: 'queued', createdAt: new Date(Date.now() - 8_000) });
  const waiting = await api.ask('POST', `${app.production}/restart`, auth);
  expect(waiting.body.queue).toEqual({ ahead: 2, behind: null });
  await row(place, { state: 'running' });
  const read = async () => (await api.ask('GET', `${app.production}/deployments/${waiting.body.id}`, auth)).body.queue;
  expect(await read()).toEqual({ ahead: 3, behind: 3 });
  await api.db.deployment.update({ where: { id: waiting.body.id }, data: { state: 'live' } });
  expect(await read()).toBeNull();
  const foreign = await start('apart');
  expect((await api.ask('POST', `${foreign.app.production}/restart`, foreign.auth)).body.queue).toEqual({ ahead: 0, behind: null });
});

test('what a watch found is shown with the deployment, its release, and the deployment that goes back', async () => {
  const place = await start('watched');
  const { app, viewer } = place;
  const watchFailure = { class: 'crash', message: 'It crashed.', evidence: ['exit code 1'], lastLines: ['boom'], remedy: 'Mend it.', step: null };
  const releaseId = await release(place, 2);
  const faulty = await row(place, { state: 'live', releaseId, watch: 'failed', watchUntil: new Date(), watchFailure });
  const back = await row(place, { state: 'queued', cause: 'automatic', recoversId: faulty, input: { kind: 'release', version: 1, keepConfig: false } });
  const read = async (id: string) => (await api.ask('GET', `${app.production}/deployments/${id}`, viewer)).body;
  expect(await read(faulty)).toMatchObject({ state: 'live', watch: { state: 'failed', failure: watchFailure }, recovers: null });
  expect(await read(back)).toMatchObject({ cause: 'automatic', watch: null, recovers: { deployment: 2, release: 2, failure: watchFailure } });
  expect((await api.ask('GET', `${app.production}/deployments`, viewer)).body.items[0]).toMatchObject({ recovers: { release: 2 } });
  expect((await api.ask('GET', app.production, viewer)).body.lastDeployment).toMatchObject({ recovers: { failure: { class: 'crash' } } });
  expect((await api.ask('GET', `${app.production}/releases`, viewer)).body.items.map(({ version, watch }: { version: number; watch: string | null }) => [version, watch])).toEqual([[2, 'failed'], [1, null]]);
});

test('the watch time is a setting of the environment, within bounds, for developers and above', async () => {
  const { app, auth, viewer } = await start('settings');
  const set = (watchSeconds: unknown, who = auth) => api.ask('PATCH', app.production, { ...who, body: { watchSeconds } });
  expect((await set(300)).body).toMatchObject({ watchSeconds: 300 });
  expect((await api.ask('GET', app.path, auth)).body.environments[0]).toMatchObject({ watchSeconds: 300 });
  expect((await set(null)).body.watchSeconds).toBeNull();
  for (const wrong of [-1, 3601, 1.5, 'long']) expect((await set(wrong)).body.code, String(wrong)).toBe('invalid-input');
  expect((await set(60, viewer)).body.code).toBe('role-missing');
});

test('how releases take over is a setting of the environment, berth.yaml of the live one comes before it, and each is shown with where it came from', async () => {
  const { app, auth, viewer } = await start('takeover');
  const set = (rollout: unknown, who = auth) => api.ask('PATCH', app.production, { ...who, body: { rollout } });
  const shown = async () => (await api.ask('GET', app.path, auth)).body.environments[0].rollout;
  const rolling = { strategy: 'rolling' };
  const staged = { strategy: 'staged', watchSeconds: 60 };
  expect(await shown()).toEqual({ settings: rolling, from: 'default', setting: null });
  expect((await set(staged)).body.rollout).toEqual({ settings: staged, from: 'setting', setting: staged });
  expect((await api.ask('PATCH', app.production, { ...auth, body: { watchSeconds: 9 } })).body).toMatchObject({ watchSeconds: 9, rollout: { from: 'setting' } });
  const { settings } = await api.db.release.findUniqueOrThrow({ where: { id: app.releaseId } });
  await api.db.release.update({ where: { id: app.releaseId }, data: { settings: { ...(settings as object), rollout: rolling, rolloutFrom: 'berth.yaml' } } });
  expect(await shown()).toEqual({ settings: rolling, from: 'berth.yaml', setting: staged });
  expect((await api.ask('GET', `${app.production}/releases/1`, auth)).body).toMatchObject({ rollout: rolling, rolloutFrom: 'berth.yaml' });
  expect((await set(null)).body).toMatchObject({ watchSeconds: 9, rollout: { from: 'berth.yaml', setting: null } });
  for (const wrong of ['staged', { strategy: 'staged' }, { strategy: 'canary', steps: [] }]) expect((await set(wrong)).body.code, JSON.stringify(wrong)).toBe('invalid-input');
  expect((await set(staged, viewer)).body.code).toBe('role-missing');
});

test('two releases are compared by config names; values of variables are for developers, of secrets for nobody', async () => {
  const place = await start('diffs');
  const { app, auth, viewer } = place;
  const config = (body: object) => api.ask('PATCH', `${app.production}/config`, { ...auth, body: { ...body, deploy: false } });
  await config({ set: { MODE: 'slow', SAME: '1' }, secrets: { KEY: 'first-hidden', KEPT: 'x' } });
  await api.db.release.update({ where: { id: app.releaseId }, data: { configVersion: 1 } });
  await config({ set: { MODE: 'fast', NEW: 'y' }, secrets: { KEY: 'second-hidden' } });
  await release(place, 2, { configVersion: 2, imageDigest: 'sha256:22', image: 'r/x@sha256:22' });
  const diff = await api.ask('GET', `${app.production}/diff?from=1&to=2`, auth);
  expect(diff, diff.text).toMatchObject({
    status: 200,
    body: {
      from: 1, to: 2, image: { changed: true, after: 'r/x@sha256:22' }, processes: [],
      config: { before: 1, after: 2, valuesShown: true, changes: [{ name: 'KEY', change: 'changed', kind: 'secret', before: null, after: null }, { name: 'MODE', before: 'slow', after: 'fast' }, { name: 'NEW', change: 'added', after: 'y' }] },
    },
  });
  expect(diff.text).not.toContain('hidden');
  const { config: seen } = (await api.ask('GET', `${app.production}/diff?from=1&to=2`, viewer)).body;
  expect(seen).toMatchObject({ valuesShown: false, changes: [{ name: 'KEY' }, { name: 'MODE', before: null, after: null }, { name: 'NEW', after: null }] });
  expect((await api.ask('GET', `${app.production}/diff?from=1&to=9`, auth)).body).toMatchObject({ status: 404, code: 'release-not-found', detail: 'There is no release v9.' });
  expect((await api.ask('GET', `${app.production}/diff?from=1`, auth)).body.code).toBe('invalid-input');
});
