import { Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ApiUnderTest, redisUrl } from './api-under-test.js';

let api: ApiUnderTest;
let tenant: Awaited<ReturnType<ApiUnderTest['tenant']>>;
let token: string;
beforeAll(async () => {
  api = await ApiUnderTest.start();
  tenant = await api.tenant('acme');
  token = tenant.members.developer.token;
});
afterAll(() => api.stop());

test('a deployment is a row with its steps, an event and a job, all or none', async () => {
  const app = await api.deployedApp(tenant, 'rows');
  const accepted = await api.ask('POST', `${app.production}/deployments`, { token, body: { source: app.sourceId, description: 'try' } });
  expect(accepted).toMatchObject({ status: 202, body: { number: 2, cause: 'deploy', state: 'queued', app: 'rows', environment: 'production', previousRelease: 1, release: null, url: 'https://rows-acme.apps.localhost', createdBy: 'developer@acme.test', warnings: [], failure: null, check: null } });
  expect(accepted.body.steps.map((step: { name: string; state: string }) => `${step.name} ${step.state}`)).toEqual(['build pending', 'check pending', 'release pending', 'tryOut pending', 'apply pending', 'rollOut pending', 'verify pending']);
  const id = accepted.body.id as string;
  expect((await api.db.deployment.findUnique({ where: { id } }))!.input).toEqual({ kind: 'source', sourceId: app.sourceId, description: 'try' });
  expect(await api.db.event.findMany({ where: { deploymentId: id } })).toMatchObject([{ kind: 'deployment.state', data: { state: 'queued' } }]);
  expect(await api.db.outbox.findMany({ where: { job: 'runDeployment', payload: { path: ['deploymentId'], equals: id } } })).toHaveLength(1);
});

test('a deployment says what the files of its source set, and a rollback which commands ran in between', async () => {
  const other = await spare('commands');
  const app = await api.deployedApp(other, 'shop');
  const auth = { token: other.members.developer.token };
  const settings = { processes: [{ name: 'web', kind: 'web' }], complete: false, release: { command: ['npm', 'run', 'migrate'], timeoutSeconds: 300 }, requires: [], said: ['Procfile: release command: npm run migrate, at most 300 s'] };
  await api.db.source.update({ where: { id: app.sourceId }, data: { detection: { kind: 'dockerfile', version: null, reason: 'Dockerfile', processes: {}, notes: [], path: 'Dockerfile', settings } } });
  const accepted = await api.ask('POST', `${app.production}/deployments`, { ...auth, body: { source: app.sourceId } });
  expect(accepted.body.fromSource).toEqual(settings.said);
  const { id: _id, createdAt: _at, ...v1 } = await api.db.release.findUniqueOrThrow({ where: { id: app.releaseId } });
  const v2 = await api.db.release.create({ data: { ...v1, version: 2, processes: v1.processes as object, source: v1.source as object, settings: { releaseCommand: settings.release, requires: ['DATABASE_URL'], fromSource: {} } } });
  await api.db.deployment.update({ where: { id: accepted.body.id }, data: { state: 'live', releaseId: v2.id, finishedAt: new Date(), releaseRun: { job: 'j', state: 'succeeded', command: 'npm run migrate', detail: null } } });
  await api.db.environment.update({ where: { id: app.environmentId }, data: { liveReleaseId: v2.id, targetReleaseId: v2.id, nextRelease: 3 } });
  expect((await api.ask('GET', `${app.production}/releases/2`, auth)).body).toMatchObject({ releaseCommand: settings.release, requires: ['DATABASE_URL'] });
  expect((await api.ask('GET', `${app.production}/releases/1`, auth)).body).toMatchObject({ releaseCommand: null, requires: [] });
  const back = await api.ask('POST', `${app.production}/rollback`, { ...auth, body: { version: 1 } });
  expect(back.body.warnings).toEqual(['A release command ran since v1 (v2: npm run migrate). What it changed, such as a database’s schema, is not taken back.']);
  await api.db.environment.update({ where: { id: app.environmentId }, data: { configVersion: 2 } });
  expect((await api.ask('GET', app.production, auth)).body).toMatchObject({ configVersion: 2, liveConfigVersion: v1.configVersion });
});

test('the schema of berth.yaml is public', async () => {
  const { status, body } = await api.ask('GET', '/v1/berth-file-schema', {});
  expect({ status, title: body.title }).toEqual({ status: 200, title: 'berth.yaml' });
});

test('parallel deployments get numbers of their own', async () => {
  const app = await api.deployedApp(tenant, 'numbers');
  const answers = await Promise.all(Array.from({ length: 10 }, () => api.ask('POST', `${app.production}/deployments`, { token, body: { image: 'nginx:alpine' } })));
  expect(answers.map(({ body }) => body.number as number).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('a source and an image at once, nothing to deploy, and hostile image names are refused', async () => {
  const app = await api.deployedApp(tenant, 'inputs');
  const post = (body: unknown) => api.ask('POST', `${app.production}/deployments`, { token, body });
  expect((await post({ source: app.sourceId, image: 'nginx' })).body).toMatchObject({ code: 'invalid-input', errors: [{ path: '/body/image' }] });
  for (const image of ['', '-v', '--help', 'a b', 'http://x/y', '../x', 'x;y', '$(id)', 'UPPER/lower:', 'nginx@sha256:abc', `${'a'.repeat(600)}`]) expect((await post({ image })).body.code, image).toBe('invalid-input');
  expect((await post({ processes: [{ name: 'web', port: 3000 }] })).body).toMatchObject({ state: 'queued' });
  await api.ask('POST', '/v1/tenants/acme/apps', { token, body: { name: 'bare' } });
  expect((await api.ask('POST', '/v1/tenants/acme/apps/bare/environments/production/deployments', { token, body: {} })).body.code).toBe('no-release');
  expect((await api.ask('POST', '/v1/tenants/acme/apps/bare/environments/production/restart', { token })).body.code).toBe('no-release');
  expect((await api.ask('POST', '/v1/tenants/acme/apps/bare/environments/production/rollback', { token, body: {} })).body.code).toBe('no-release');
});

test('a waiting deployment is asked to cancel; a finished one says which states allow it', async () => {
  const app = await api.deployedApp(await spare('cancels'), 'shop');
  const spareToken = (await api.token((await api.db.member.findFirstOrThrow({ where: { tenant: { slug: 'cancels' }, role: 'developer' } })).userId));
  const queued = await api.ask('POST', `${app.production}/restart`, { token: spareToken });
  const cancelled = await api.ask('POST', `${app.production}/deployments/${queued.body.id}/cancel`, { token: spareToken });
  expect(cancelled).toMatchObject({ status: 202, body: { state: 'queued' } });
  expect((await api.db.deployment.findUnique({ where: { id: queued.body.id } }))!.cancelRequestedAt).not.toBeNull();
  const late = await api.ask('POST', `${app.production}/deployments/${app.deploymentId}/cancel`, { token: spareToken });
  expect(late.body).toMatchObject({ code: 'wrong-state', detail: 'The deployment is live; it can be cancelled while it is queued or running.' });
});
const spare = (slug: string) => api.tenant(slug);

test('rollback names a release, or takes the one before that was live; others are named as missing', async () => {
  const other = await spare('backs');
  const app = await api.deployedApp(other, 'shop');
  const auth = { token: other.members.developer.token };
  expect((await api.ask('POST', `${app.production}/rollback`, { ...auth, body: {} })).body.code).toBe('no-earlier-release');
  const v1 = (await api.db.release.findUniqueOrThrow({ where: { id: app.releaseId } }));
  const { id: _id, createdAt: _at, ...same } = v1;
  const [, v3] = await Promise.all([2, 3].map((version) => api.db.release.create({ data: { ...same, version, processes: v1.processes as object, settings: v1.settings as object, source: v1.source as object } })));
  await api.db.environment.update({ where: { id: app.environmentId }, data: { liveReleaseId: v3!.id } });
  const back = await api.ask('POST', `${app.production}/rollback`, { ...auth, body: {} });
  expect(back.body, back.text).toMatchObject({ cause: 'rollback', state: 'queued', previousRelease: 3 });
  expect((await api.db.deployment.findUnique({ where: { id: back.body.id } }))!.input).toEqual({ kind: 'release', version: 1, keepConfig: false });
  expect((await api.ask('POST', `${app.production}/rollback`, { ...auth, body: { version: 9 } })).body).toMatchObject({ status: 404, code: 'release-not-found' });
  expect((await api.ask('GET', `${app.production}/releases/9`, auth)).body.code).toBe('release-not-found');
  expect((await api.ask('GET', `${app.production}/releases?limit=2`, auth)).body.items.map(({ version, live, wasLive }: { version: number; live: boolean; wasLive: boolean }) => [version, live, wasLive])).toEqual([[3, true, false], [2, false, false]]);
  expect((await api.ask('GET', `${app.production}/releases/1`, auth)).body, 'its deployment got live').toMatchObject({ live: false, wasLive: true });
});

test('rolling back names the secrets and variables that go back too, or away', async () => {
  const other = await spare('warned');
  const app = await api.deployedApp(other, 'shop');
  const auth = { token: other.members.developer.token };
  const config = (body: unknown) => api.ask('PATCH', `${app.production}/config`, { ...auth, body });
  await config({ secrets: { KEY: 'old', SAME: 'x' }, set: { MODE: 'slow', KEPT: 'y' }, deploy: false });
  await api.db.release.update({ where: { id: app.releaseId }, data: { configVersion: 1 } });
  const many = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`A${index}`, '1']));
  await config({ secrets: { KEY: 'new', TOKEN: 'late' }, set: { MODE: 'fast', ...many }, deploy: false });
  const back = await api.ask('POST', `${app.production}/rollback`, { ...auth, body: { version: 1 } });
  expect(back.body.warnings).toEqual([
    'Secrets that were changed since v1 go back to their old values: KEY.',
    'Secrets that v1 does not have go away: TOKEN. Set again those that are still needed.',
    'Variables that were changed since v1 go back to their old values: MODE.',
    'Variables that v1 does not have go away: A0, A1, A2, A3, A4, A5, A6, A7 and 2 more. Set again those that are still needed.',
  ]);
  expect((await api.ask('POST', `${app.production}/rollback`, { ...auth, body: { version: 1, keepConfig: true } })).body.warnings).toEqual([]);
});

test('a release names what of its config differs from the one before, and no value', async () => {
  const other = await spare('differs');
  const app = await api.deployedApp(other, 'shop');
  const auth = { token: other.members.viewer.token };
  const config = (body: unknown) => api.ask('PATCH', `${app.production}/config`, { token: other.members.developer.token, body: { deploy: false, ...(body as object) } });
  await config({ set: { KEPT: 'k', CHANGED: 'old-value', REMOVED: 'gone-value', MOVED: 'm' }, secrets: { SECRET: 'old-secret', SAME: 'same-secret' } });
  await config({ set: { CHANGED: 'new-value', ADDED: 'added-value' }, secrets: { SECRET: 'new-secret', MOVED: 'm' }, unset: ['REMOVED'] });
  const { id: _id, createdAt: _at, ...same } = await api.db.release.findUniqueOrThrow({ where: { id: app.releaseId } });
  for (const version of [2, 3, 4]) await api.db.release.create({ data: { ...same, version, configVersion: Math.min(version - 1, 2), processes: same.processes as object, settings: same.settings as object, source: same.source as object } });
  const release = async (version: number) => (await api.ask('GET', `${app.production}/releases/${version}`, auth)).body;
  expect(await release(1)).toMatchObject({ before: null, configChanges: [] });
  const third = await release(3);
  expect(third).toMatchObject({ version: 3, before: 2, configVersion: 2 });
  expect(third.configChanges).toEqual([
    { name: 'ADDED', kind: 'variable', change: 'added' },
    { name: 'CHANGED', kind: 'variable', change: 'changed' },
    { name: 'MOVED', kind: 'secret', change: 'changed' },
    { name: 'REMOVED', kind: 'variable', change: 'removed' },
    { name: 'SECRET', kind: 'secret', change: 'changed' },
  ]);
  expect((await release(2)).configChanges.every(({ change }: { change: string }) => change === 'added')).toBe(true);
  expect(await release(4)).toMatchObject({ before: 3, configChanges: [] });
  expect(JSON.stringify(third)).not.toMatch(/-value|-secret/);
});

test('a deployment shows its source, the Dockerfile that is generated for it, and its build', async () => {
  const other = await spare('built');
  const app = await api.deployedApp(other, 'shop');
  const auth = { token: other.members.viewer.token };
  const build = async (id: string) => (await api.ask('GET', `${app.production}/deployments/${id}/build`, auth)).body;
  expect(await build(app.deploymentId)).toMatchObject({ source: { id: app.sourceId, detected: { kind: 'dockerfile', dockerfile: null } }, build: null });
  const detection = { kind: 'static', version: null, reason: 'index.html', processes: {}, notes: [], folder: '.', singlePage: false, install: null };
  await api.db.source.update({ where: { id: app.sourceId }, data: { detection } });
  const row = await api.db.build.create({ data: { tenantId: other.id, appId: app.appId, sourceId: app.sourceId, contentKey: 'x', state: 'done', image: 'registry/x', imageDigest: `sha256:${'3'.repeat(64)}`, layers: 4, cachedLayers: 3, startedAt: new Date('2026-01-31T12:00:00Z') } });
  await api.db.deployment.update({ where: { id: app.deploymentId }, data: { buildId: row.id } });
  const built = await build(app.deploymentId);
  expect(built).toMatchObject({ source: { detected: { kind: 'static' } }, build: { id: row.id, state: 'done', layers: 4, cachedLayers: 3, finishedAt: null } });
  expect(new Date(built.build.startedAt).toISOString()).toBe('2026-01-31T12:00:00.000Z');
  expect(built.source.detected.dockerfile).toContain('FROM ');
  const restart = await api.ask('POST', `${app.production}/restart`, { token: other.members.developer.token });
  expect(await build(restart.body.id)).toEqual({ source: null, build: null });
});

test('the same idempotency key gives the first answer again, in parallel too, and refuses another request', async () => {
  const app = await api.deployedApp(await spare('twice'), 'shop');
  const owner = await api.db.member.findFirstOrThrow({ where: { tenant: { slug: 'twice' }, role: 'owner' } });
  const auth = { token: await api.token(owner.userId), headers: { 'idempotency-key': 'once' } };
  const answers = await Promise.all(Array.from({ length: 8 }, () => api.ask('POST', `${app.production}/deployments`, { ...auth, body: { image: 'nginx' } })));
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
  expect(await api.db.deployment.count({ where: { environmentId: app.environmentId } })).toBe(2);
  expect((await api.ask('POST', `${app.production}/deployments`, { ...auth, body: { image: 'other' } })).body.code).toBe('idempotency-conflict');
  expect((await api.ask('POST', `${app.production}/restart`, auth)).body.code).toBe('idempotency-conflict');
  expect((await api.ask('POST', `${app.production}/restart`, { ...auth, headers: { 'idempotency-key': 'x'.repeat(129) } })).body.code).toBe('bad-request');
});

test('a request that failed is forgotten under its key, and a kept answer holds no token in the clear', async () => {
  const other = await spare('forgets');
  const { owner } = other.members;
  const auth = { token: owner.token, headers: { 'idempotency-key': 'k' } };
  await api.db.tenant.update({ where: { id: other.id }, data: { state: 'provisioning' } });
  expect((await api.ask('POST', '/v1/tenants/forgets/apps', { ...auth, body: { name: 'a' } })).body.code).toBe('tenant-not-ready');
  await api.db.tenant.update({ where: { id: other.id }, data: { state: 'active' } });
  expect((await api.ask('POST', '/v1/tenants/forgets/apps', { ...auth, body: { name: 'a' } })).status).toBe(201);
  const key = { token: owner.token, headers: { 'idempotency-key': 'token' } };
  const made = await api.ask('POST', '/v1/tokens', { ...key, body: { name: 'ci' } });
  expect((await api.ask('POST', '/v1/tokens', { ...key, body: { name: 'ci' } })).body).toEqual(made.body);
  expect(JSON.stringify(await api.db.idempotencyKey.findMany({ select: { body: true } }))).not.toContain(made.body.secret);
});

test('a check that no worker answers is unavailable, one that is answered is given as the contract says', async () => {
  const app = await api.deployedApp(tenant, 'checked');
  const ask = api.ask('POST', `${app.production}/checks`, { token, body: { image: 'nginx' } });
  const [, text] = (await api.redis.brpop(`berth:${api.env.installationId}:questions`, 5))!;
  const question = JSON.parse(text) as { id: string };
  expect(question).toMatchObject({ kind: 'check', environmentId: app.environmentId, input: { kind: 'image', ref: 'nginx' } });
  const check = { objects: [{ kind: 'Deployment', name: 'web', change: 'update', fields: ['image'], changes: [] }], needs: { cpuMillicores: 1, memoryBytes: 1, pods: 1 }, free: null, surge: null, rollout: null, refusal: null, budget: null, note: null };
  await api.redis.publish(`berth:${api.env.installationId}:answers`, JSON.stringify({ id: question.id, ok: true, answer: { ...check, secret: 'no' } }));
  expect((await ask).body).toEqual(check);
  const refused = api.ask('POST', `${app.production}/checks`, { token, body: { image: 'nginx' } });
  const next = JSON.parse((await api.redis.brpop(`berth:${api.env.installationId}:questions`, 5))![1]) as { id: string };
  await api.redis.publish(`berth:${api.env.installationId}:answers`, JSON.stringify({ id: next.id, ok: false, code: 'image-not-found', detail: 'no such tag', remedy: 'check it' }));
  expect((await refused).body).toMatchObject({ status: 422, code: 'image-not-found', detail: 'no such tag', remedy: 'check it' });
  expect(await api.ask('POST', `${app.production}/checks`, { token, body: { image: 'nginx' } })).toMatchObject({ status: 503, body: { code: 'unavailable' } });
}, 30_000);

test('a subscription that Redis refuses is told to who asks, and made once it is allowed', async () => {
  const user = `deaf-${randomUUID()}`;
  const grant = (...rules: string[]) => api.redis.call('ACL', 'SETUSER', user, 'on', 'nopass', '~*', '+@all', ...rules);
  await grant('resetchannels');
  const log = vi.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
  const deaf = await ApiUnderTest.start({ redisUrl: Object.assign(new URL(redisUrl), { username: user, password: 'x' }).href });
  try {
    const other = await deaf.tenant('deaf');
    const app = await deaf.deployedApp(other, 'shop');
    const check = () => deaf.ask('POST', `${app.production}/checks`, { token: other.members.developer.token, body: { image: 'nginx' } });
    expect(await check()).toMatchObject({ status: 503, body: { code: 'unavailable', detail: 'Answers of workers cannot be heard now.' } });
    expect(log).toHaveBeenCalledWith(expect.stringContaining("workers' answers cannot be heard: NOPERM"));
    await grant('allchannels');
    const ask = check();
    const [, text] = (await api.redis.brpop(`berth:${deaf.env.installationId}:questions`, 5))!;
    await api.redis.publish(`berth:${deaf.env.installationId}:answers`, JSON.stringify({ id: (JSON.parse(text) as { id: string }).id, ok: false, code: 'image-not-found', detail: 'no such tag', remedy: 'check it' }));
    expect((await ask).body.code).toBe('image-not-found');
  } finally {
    log.mockRestore();
    await deaf.stop();
    await api.redis.call('ACL', 'DELUSER', user);
  }
}, 30_000);
