import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiUnderTest, type Answer } from './api-under-test.js';

/** docs/actions.md is the table; this does each of its cells. */
const page = readFileSync(new URL('../../../docs/actions.md', import.meta.url), 'utf8');

interface Cell {
  action: string;
  state: string;
  status: number;
  code: string | null;
}

function cellsUnder(title: string): Cell[] {
  const section = page.split('\n## ').find((part) => part.startsWith(title));
  const [head, , ...rows] = (section ?? '').split('\n').filter((line) => line.startsWith('|')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  return rows.flatMap(([action, ...cells]) =>
    cells.map((cell, index) => {
      const [, status, code] = /^(\d{3})(?: `([a-z-]+)`)?$/.exec(cell) ?? [];
      return { action: action!, state: head![index + 1]!, status: Number(status), code: code ?? null };
    }),
  );
}

let api: ApiUnderTest;
let operator: string;
let made = 0;
beforeAll(async () => {
  api = await ApiUnderTest.start();
  await api.installation();
  operator = (await api.user('operator@actions.test', { operator: true })).token;
});
afterAll(() => api.stop());

interface Place {
  tenant: Awaited<ReturnType<ApiUnderTest['tenant']>>;
  app: Awaited<ReturnType<ApiUnderTest['deployedApp']>>;
  token: string;
}

/** A tenant with an app that has been deployed twice, in the state that is asked for. */
async function place(): Promise<Place> {
  const tenant = await api.tenant(`t${(made += 1)}x`);
  const app = await api.deployedApp(tenant, 'shop');
  const { id: _id, createdAt: _at, processes, source, ...same } = await api.db.release.findUniqueOrThrow({ where: { id: app.releaseId } });
  const second = await api.db.release.create({ data: { ...same, version: 2, processes: processes as object[], source: source as object } });
  await api.db.environment.update({ where: { id: app.environmentId }, data: { liveReleaseId: second.id, targetReleaseId: second.id, nextRelease: 3 } });
  return { tenant, app, token: tenant.members.owner.token };
}

async function deploymentIn(state: string, { tenant, app }: Place): Promise<string> {
  const { id } = await api.db.deployment.create({ data: { tenantId: tenant.id, environmentId: app.environmentId, number: 9, cause: 'restart', state, input: { kind: 'current' } } });
  return id;
}

const post = (path: string, token: string, body?: unknown) => api.ask('POST', path, { token, ...(body !== undefined && { body }) });
const image = { image: 'nginx:alpine' };
const deploy = ({ app, token }: Place) => post(`${app.production}/deployments`, token, image);
const restart = ({ app, token }: Place) => post(`${app.production}/restart`, token);
const rollBack = ({ app, token }: Place) => post(`${app.production}/rollback`, token, {});
const scale = ({ app, token }: Place) => api.ask('PUT', `${app.production}/processes/web/scale`, { token, body: { min: 1, max: 1 } });
const onCron = (action: string) => ({ app, token }: Place) => post(`${app.production}/cron/report/${action}`, token);
const cronActions = { 'run a cron process now': onCron('runs'), 'pause a cron process': onCron('pause'), 'resume a cron process': onCron('resume') };
const setConfig = ({ app, token }: Place) => api.ask('PATCH', `${app.production}/config`, { token, body: { set: { A: '1' } } });
const runCommand = ({ app, token }: Place) => post(`${app.production}/runs`, token, { command: ['true'] });
const promote = async (at: Place) => {
  await makeStaging(at);
  return post(`${at.app.path}/environments/staging/promote`, at.token, { from: 'production' });
};
const exec = async ({ app, token }: Place) => {
  const { liveReleaseId } = await api.db.environment.findUniqueOrThrow({ where: { id: app.environmentId } });
  const pod = { name: 'shop-web-1', process: 'web', release: 2, state: 'ready', reason: null, ready: true, restarts: 0, startedAt: new Date().toISOString(), cpuMillicores: null, memoryBytes: null };
  const observed = { state: 'live', reason: '', observedAt: new Date().toISOString(), servingRelease: 2, processes: [{ name: 'web', desired: 1, ready: 1, pods: [pod] }] };
  if (liveReleaseId) await api.db.environment.update({ where: { id: app.environmentId }, data: { observed } });
  return post(`${app.production}/exec`, token, { command: ['true'], tty: false });
};
const stopRun = async ({ tenant, app, token }: Place) => {
  const { id: userId } = tenant.members.owner;
  await api.db.run.create({ data: { tenantId: tenant.id, environmentId: app.environmentId, name: 'run-abcdef', kind: 'run', command: ['true'], process: 'web', releaseId: app.releaseId, attached: false, tty: false, timeoutSeconds: 60, state: 'running', userId, createdBy: 'owner' } });
  return post(`${app.production}/runs/run-abcdef/stop`, token);
};
const addDomain = ({ app, token }: Place) => post(`${app.production}/domains`, token, { host: 'shop.example.org' });
const removeDomain = async ({ tenant, app, token }: Place) => {
  await api.db.domain.create({ data: { tenantId: tenant.id, environmentId: app.environmentId, name: 'old.example.org' } });
  return api.ask('DELETE', `${app.production}/domains/old.example.org`, { token });
};
const changeEnvironment = ({ app, token }: Place) => api.ask('PATCH', app.production, { token, body: { watchSeconds: 60 } });
const deleteEnvironment = async (at: Place) => {
  await makeStaging(at);
  return api.ask('DELETE', `${at.app.path}/environments/staging?confirm=staging`, { token: at.token });
};
/** By the database, which has no states that refuse it. */
const makeStaging = ({ tenant, app }: Place) => api.db.environment.create({ data: { id: randomUUID(), tenantId: tenant.id, appId: app.appId, slug: 'staging' } });
const makeApp = (name: string) => ({ tenant, token }: Place) => post(`/v1/tenants/${tenant.slug}/apps`, token, { name });
const makeEnvironment = ({ app, token }: Place) => post(`${app.path}/environments`, token, { name: 'staging' });
const makePreview = async ({ app, token }: Place) => {
  await api.db.app.update({ where: { id: app.appId }, data: { previews: { enabled: true } } });
  return post(`${app.path}/previews`, token, { branch: 'feature/x' });
};
const changeApp = ({ app, token }: Place) => api.ask('PATCH', app.path, { token, body: { root: 'services/shop', watch: ['packages/**'] } });
const deleteApp = ({ app, token }: Place) => api.ask('DELETE', `${app.path}?confirm=shop`, { token });
const upload = ({ app, token }: Place) => api.ask('POST', `${app.path}/sources`, { token, headers: { 'content-type': 'application/gzip' }, body: 'no archive' });

/** What a cell's action is allowed is told by the first part that is not there in this test: an archive, or a worker. */
const stoppedLater: Record<string, string[]> = { 'upload a source': ['source-invalid', 'registry-unavailable'], 'check (dry run)': ['unavailable'] };

function expectCell({ action, status, code }: Cell, answer: Answer): void {
  const later = code === null ? stoppedLater[action] : undefined;
  if (later) expect(later, answer.text).toContain(answer.body.code);
  else expect([answer.status, answer.body?.code ?? null], answer.text).toEqual([status, code]);
  if (code === null) return;
  expect(answer.body).toMatchObject({ detail: expect.stringMatching(/\S/) as string, remedy: expect.stringMatching(/\S/) as string });
}

function everyCell(title: string, actions: Record<string, (at: Place, cell: Cell) => Promise<Answer>>, bring: (at: Place, state: string) => Promise<unknown>): void {
  describe(title, () => {
    const cells = cellsUnder(title);
    test('every action of the table is done here', () => {
      expect([...new Set(cells.map(({ action }) => action))].sort()).toEqual(Object.keys(actions).sort());
    });
    test.each(cells)('$action, $state: $status $code', { timeout: 30_000 }, async (cell) => {
      const at = await place();
      await bring(at, cell.state);
      expectCell(cell, await actions[cell.action]!(at, cell));
    });
  });
}

everyCell(
  'An app\'s actions',
  {
    'deploy a source or an image': deploy,
    'deploy the present release with other settings': ({ app, token }) => post(`${app.production}/deployments`, token, { processes: [{ name: 'web', port: 3000 }] }),
    restart,
    'roll back': rollBack,
    'promote into another environment': promote,
    scale,
    ...cronActions,
    'set config': setConfig,
    'run a command': runCommand,
    'run a command in a pod': exec,
    'stop a run': stopRun,
    'upload a source': upload,
    'add an own domain': addDomain,
    'remove an own domain': removeDomain,
    'make an environment': makeEnvironment,
    'change an environment’s settings': changeEnvironment,
    'delete an environment': deleteEnvironment,
    'make a preview, where enabled': makePreview,
    'change root and watched paths': changeApp,
    'make an app of this name': makeApp('shop'),
    delete: deleteApp,
  },
  async (at, state) => {
    const { environmentId, appId } = at.app;
    if (state === 'changing') await deploymentIn('running', at);
    if (state === 'deleting') await api.db.app.update({ where: { id: appId }, data: { state: 'deleting' } });
    if (state === 'never deployed') await api.db.environment.update({ where: { id: environmentId }, data: { liveReleaseId: null, targetReleaseId: null } });
  },
);

const onDeployment = (action: string) => async (at: Place, { state }: Cell) => post(`${at.app.production}/deployments/${await deploymentIn(state, at)}/${action}`, at.token);
everyCell('Cancel', { cancel: onDeployment('cancel'), 'try again': onDeployment('retry') }, async () => undefined);

/** A deployment that runs, and the stage that it is in. */
async function inStage(phase: string, at: Place): Promise<string> {
  const id = await deploymentIn('running', at);
  const rollout = { strategy: 'staged', sharing: 'pods', gates: { errorPercent: 2 }, stages: [{ percent: 33, pods: 1, seconds: 300, manual: false }], stage: 0, phase, heldMs: 20_000, previewHost: 'shop--next.apps.localhost', figures: null };
  if (phase !== 'without stages') await api.db.deployment.update({ where: { id }, data: { rollout } });
  return id;
}
const onRollout = (action: string) => async (at: Place, { state }: Cell) => post(`${at.app.production}/deployments/${await inStage(state, at)}/${action}`, at.token);
everyCell('A rollout\'s actions', { pause: onRollout('pause'), resume: onRollout('resume'), continue: onRollout('continue'), cancel: onRollout('cancel') }, async () => undefined);

test('a pause and a continue are shown, each an event once', async () => {
  const at = await place();
  const id = await inStage('holding', at);
  const ask = (action: string) => post(`${at.app.production}/deployments/${id}/${action}`, at.token);
  await ask('pause');
  const paused = await ask('pause');
  expect(paused.body.rollout).toMatchObject({ strategy: 'staged', stage: 0, phase: 'holding', paused: true, secondsLeft: 280, gates: { errorPercent: 2 }, previewUrl: 'https://shop--next.apps.localhost' });
  expect((await ask('continue')).body.rollout.paused).toBe(false);
  expect(await api.db.deployment.findUniqueOrThrow({ where: { id } })).toMatchObject({ rolloutPaused: false, rolloutLeave: 0 });
  const events = await api.db.event.findMany({ where: { deploymentId: id, kind: 'deployment.rollout' }, orderBy: { id: 'asc' } });
  expect(events.map(({ data, actor }) => [(data as { action: string }).action, actor])).toEqual([['pause', 'owner@' + at.tenant.slug + '.test'], ['continue', 'owner@' + at.tenant.slug + '.test']]);
});

const intoState = (at: Place, state: string) => api.db.tenant.update({ where: { id: at.tenant.id }, data: { state } });
everyCell(
  'A tenant\'s actions',
  {
    'make an app': makeApp('another'),
    'make an environment': makeEnvironment,
    'make a preview, where enabled': makePreview,
    deploy,
    restart,
    'roll back': rollBack,
    'promote into another environment': promote,
    scale,
    ...cronActions,
    'set config': setConfig,
    'run a command': runCommand,
    'run a command in a pod': exec,
    'stop a run': stopRun,
    'upload a source': upload,
    'add an own domain': addDomain,
    'remove an own domain': removeDomain,
    'change an environment’s settings': changeEnvironment,
    'delete an environment': deleteEnvironment,
    'check (dry run)': ({ app, token }) => post(`${app.production}/checks`, token, image),
    'cancel a waiting deployment': async (at) => post(`${at.app.production}/deployments/${await deploymentIn('queued', at)}/cancel`, at.token),
    'delete an app': deleteApp,
    'read anything': ({ app, token }) => api.ask('GET', app.production, { token }),
  },
  intoState,
);

const operate = (action: string) => ({ tenant }: Place) => post(`/v1/operator/tenants/${tenant.slug}/${action}`, operator);
everyCell(
  'The operator\'s actions',
  {
    suspend: operate('suspend'),
    resume: operate('resume'),
    delete: ({ tenant }) => api.ask('DELETE', `/v1/operator/tenants/${tenant.slug}?confirm=${tenant.slug}`, { token: operator }),
    'set the budget': ({ tenant }) => api.ask('PUT', `/v1/operator/tenants/${tenant.slug}/budget`, { token: operator, body: { budget: { pods: 1 } } }),
  },
  intoState,
);

test('what waits is superseded by a newer one only when its turn comes: both are accepted', async () => {
  const at = await place();
  await deploymentIn('queued', at);
  expect((await deploy(at)).status).toBe(202);
  expect(await api.db.deployment.count({ where: { environmentId: at.app.environmentId, state: 'queued' } })).toBe(2);
});

test('a failure links to its section of the handbook, which the API serves', async () => {
  const at = await place();
  const id = await deploymentIn('failed', at);
  await api.db.deployment.update({ where: { id }, data: { failure: { class: 'out-of-memory', step: 'rollOut', message: 'm', evidence: ['e'], lastLines: [], remedy: 'r' } } });
  const { failure } = (await api.ask('GET', `${at.app.production}/deployments/${id}`, { token: at.token })).body;
  expect(failure.docs).toBe('https://berth.localhost/api/docs/failures#out-of-memory');
  const served = await api.ask('GET', '/docs/failures');
  expect(served.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(served.text).toContain('<section id="out-of-memory">');
  expect(served.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
});
