import { routes, type Route, type RouteName } from '@berth/contract';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiUnderTest, type Ask } from './api-under-test.js';

let api: ApiUnderTest;
let ours: Awaited<ReturnType<ApiUnderTest['tenant']>>;
let theirs: Awaited<ReturnType<ApiUnderTest['tenant']>>;
let ourApp: Awaited<ReturnType<ApiUnderTest['deployedApp']>>;
let theirApp: Awaited<ReturnType<ApiUnderTest['deployedApp']>>;

beforeAll(async () => {
  api = await ApiUnderTest.start();
  ours = await api.tenant('ours');
  theirs = await api.tenant('theirs');
  ourApp = await api.deployedApp(ours, 'shop');
  theirApp = await api.deployedApp(theirs, 'secretshop');
  for (const [tenantId, { appId }] of [[ours.id, ourApp], [theirs.id, theirApp]] as const) {
    await api.db.repository.create({ data: { id: appId, tenantId, appId, provider: 'github', url: 'https://github.com/secret/shop.git', rules: [], secret: 'sealed', deliveries: { create: { id: appId, tenantId, delivery: 'a', fingerprint: 'a', event: 'push', state: 'failed', branch: 'main', commit: 'a'.repeat(40) } } } });
  }
  await api.db.domain.create({ data: { tenantId: theirs.id, environmentId: theirApp.environmentId, name: theirHost, verifiedAt: new Date() } });
  await api.db.run.create({ data: { tenantId: theirs.id, environmentId: theirApp.environmentId, name: theirRun, kind: 'run', command: ['true'], process: 'web', releaseId: theirApp.releaseId, attached: true, tty: false, timeoutSeconds: 60, userId: theirs.members.developer.id, createdBy: theirs.members.developer.email } });
});
afterAll(() => api.stop());

interface Case {
  body?: unknown;
  query?: string;
  /** More pairs of paths, one with another tenant's id and one with an unknown id, both in our own tenant. */
  inside?: () => { foreign: string; unknown: string; foreignBody?: unknown; unknownBody?: unknown }[];
}

const swap = (route: Route, names: Record<string, string>): string => route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => names[name]!);
const inOurs = (name: RouteName, foreign: Record<string, string>, unknown: Record<string, string>) => () => {
  const own = { tenant: 'ours', app: 'shop', environment: 'production', process: 'web', version: '1', cron: 'report', volume: 'data', cronRun: randomUUID() };
  return [{ foreign: swap(routes[name], { ...own, ...foreign }), unknown: swap(routes[name], { ...own, ...unknown }) }];
};
const foreignApp = (name: RouteName): Case['inside'] => inOurs(name, { app: 'secretshop' }, { app: 'nothere' });
const foreignDeployment = (name: RouteName): Case['inside'] => () => [
  ...inOurs(name, { deployment: theirApp.deploymentId }, { deployment: randomUUID() })!(),
  ...inOurs(name, { app: 'secretshop', deployment: theirApp.deploymentId }, { app: 'nothere', deployment: randomUUID() })!(),
];
const theirRun = 'run-theirs';
const foreignRun = (name: RouteName): Case['inside'] => () => [
  ...inOurs(name, { run: theirRun }, { run: 'run-absent' })(),
  ...inOurs(name, { app: 'secretshop', run: theirRun }, { app: 'nothere', run: 'run-absent' })(),
];
const foreignCronRun = (name: RouteName): Case['inside'] => () => [
  ...inOurs(name, { cronRun: theirApp.cronRunId }, { cronRun: randomUUID() })!(),
  ...inOurs(name, { app: 'secretshop', cronRun: theirApp.cronRunId }, { app: 'nothere', cronRun: randomUUID() })!(),
];
const theirHost = 'secretshop.example.org';
const foreignDomain = (name: RouteName): Case['inside'] => () => [
  ...inOurs(name, { host: theirHost }, { host: 'absent.example.org' })(),
  ...inOurs(name, { app: 'secretshop', host: theirHost }, { app: 'nothere', host: 'absent.example.org' })(),
];
const scale = { min: 1, max: 1 };
const image = { image: 'nginx:alpine' };

/** One case for every operation with a tenant in its path. A new operation without one fails below. */
const cases: Partial<Record<RouteName, Case>> = {
  getTenant: {},
  getBudget: {},
  listMembers: {},
  addMember: { body: { email: 'x@x.test', role: 'viewer' } },
  changeMember: { body: { role: 'viewer' }, inside: () => inOurs('changeMember', { user: theirs.members.viewer.id }, { user: randomUUID() })() },
  removeMember: { inside: () => inOurs('removeMember', { user: theirs.members.viewer.id }, { user: randomUUID() })() },
  streamEvents: {},
  listApps: {},
  createApp: { body: { name: 'fresh' } },
  getApp: { inside: foreignApp('getApp') },
  changeApp: { body: { root: 'api' }, inside: foreignApp('changeApp') },
  deleteApp: { query: 'confirm=secretshop', inside: foreignApp('deleteApp') },
  uploadSource: { inside: foreignApp('uploadSource') },
  getEnvironment: { inside: foreignApp('getEnvironment') },
  createEnvironment: { body: { name: 'staging' }, inside: foreignApp('createEnvironment') },
  deleteEnvironment: { query: 'confirm=production', inside: foreignApp('deleteEnvironment') },
  changeEnvironment: { body: { watchSeconds: 60 }, inside: foreignApp('changeEnvironment') },
  getPreviewSettings: { inside: foreignApp('getPreviewSettings') },
  changePreviewSettings: { body: { enabled: true }, inside: foreignApp('changePreviewSettings') },
  listPreviews: { inside: foreignApp('listPreviews') },
  createPreview: { body: { branch: 'feature' }, inside: foreignApp('createPreview') },
  deletePreview: { query: 'branch=feature', inside: foreignApp('deletePreview') },
  listDeployments: { inside: foreignApp('listDeployments') },
  createDeployment: {
    body: image,
    inside: () => [
      ...foreignApp('createDeployment')!(),
      { ...inOurs('createDeployment', {}, {})()[0]!, foreignBody: { source: theirApp.sourceId }, unknownBody: { source: randomUUID() } },
    ],
  },
  checkDeployment: { body: image, inside: () => [...foreignApp('checkDeployment')!(), { ...inOurs('checkDeployment', {}, {})()[0]!, foreignBody: { source: theirApp.sourceId }, unknownBody: { source: randomUUID() } }] },
  getDeployment: { inside: foreignDeployment('getDeployment') },
  streamDeployment: { inside: foreignDeployment('streamDeployment') },
  streamBuildLog: { inside: foreignDeployment('streamBuildLog') },
  getBuild: { inside: foreignDeployment('getBuild') },
  streamReleaseLog: { inside: foreignDeployment('streamReleaseLog') },
  cancelDeployment: { inside: foreignDeployment('cancelDeployment') },
  pauseRollout: { inside: foreignDeployment('pauseRollout') },
  resumeRollout: { inside: foreignDeployment('resumeRollout') },
  continueRollout: { inside: foreignDeployment('continueRollout') },
  retryDeployment: { inside: foreignDeployment('retryDeployment') },
  promote: { body: { from: 'staging' }, inside: foreignApp('promote') },
  restart: { inside: foreignApp('restart') },
  listReleases: { inside: foreignApp('listReleases') },
  getRelease: { inside: foreignApp('getRelease') },
  diffReleases: { query: 'from=1&to=1', inside: foreignApp('diffReleases') },
  rollBack: { body: {}, inside: foreignApp('rollBack') },
  getConfig: { inside: foreignApp('getConfig') },
  changeConfig: { body: { set: { A: '1' } }, inside: foreignApp('changeConfig') },
  listProcesses: { inside: foreignApp('listProcesses') },
  scaleProcess: { body: scale, inside: foreignApp('scaleProcess') },
  streamLogs: { inside: foreignApp('streamLogs') },
  connectRepository: { body: { url: 'https://github.com/acme/shop' }, inside: foreignApp('connectRepository') },
  getRepository: { inside: foreignApp('getRepository') },
  changeRepository: { body: { token: 'x' }, inside: foreignApp('changeRepository') },
  rotateRepositorySecret: { inside: foreignApp('rotateRepositorySecret') },
  disconnectRepository: { inside: foreignApp('disconnectRepository') },
  listRepositoryDeliveries: { inside: foreignApp('listRepositoryDeliveries') },
  redeliver: { inside: () => [...inOurs('redeliver', { delivery: theirApp.appId }, { delivery: randomUUID() })!(), ...inOurs('redeliver', { app: 'secretshop', delivery: theirApp.appId }, { app: 'nothere', delivery: randomUUID() })!()] },
  listRuns: { inside: foreignApp('listRuns') },
  getRun: { inside: foreignRun('getRun') },
  createRun: { body: { command: ['true'] }, inside: foreignApp('createRun') },
  createExec: { body: { tty: false }, inside: foreignApp('createExec') },
  stopRun: { inside: foreignRun('stopRun') },
  openTerminal: { inside: foreignRun('openTerminal') },
  listDomains: { inside: foreignApp('listDomains') },
  addDomain: { body: { host: 'fresh.example.org' }, inside: foreignApp('addDomain') },
  checkDomain: { inside: foreignDomain('checkDomain') },
  setDomainCertificate: { body: { certificate: 'x', key: 'x' }, inside: foreignDomain('setDomainCertificate') },
  removeDomain: { inside: foreignDomain('removeDomain') },
  listCron: { inside: foreignApp('listCron') },
  listCronRuns: { inside: foreignApp('listCronRuns') },
  runCron: { inside: foreignApp('runCron') },
  getCronRun: { inside: foreignCronRun('getCronRun') },
  getCronRunLog: { inside: foreignCronRun('getCronRunLog') },
  pauseCron: { inside: foreignApp('pauseCron') },
  resumeCron: { inside: foreignApp('resumeCron') },
  listVolumes: { inside: foreignApp('listVolumes') },
  deleteVolume: { query: 'confirm=data', inside: foreignApp('deleteVolume') },
  getAnyTenant: {},
  suspendTenant: {},
  resumeTenant: {},
  deleteTenant: { query: 'confirm=theirs' },
  getAnyBudget: {},
  setBudget: { body: { budget: { pods: 1 } } },
};
/** Operations that name an object of the caller alone, or nothing that is anybody's. */
const withoutTenant: RouteName[] = [
  'getHealth', 'getReady', 'getBerthFileSchema', 'logIn', 'logOut', 'getMe', 'listTokens', 'createToken', 'deleteToken', 'startDeviceLogin', 'pollDeviceLogin', 'answerDeviceLogin', 'listTenants',
  'listAllTenants', 'createTenant', 'listPlans', 'putPlan', 'listClusters',
];

const names = Object.keys(routes) as RouteName[];
const withTenant = names.filter((name) => routes[name].path.includes('{tenant}'));

async function ask(name: RouteName, path: string, token: string, body: unknown, query?: string) {
  const { method } = routes[name];
  const upload = name === 'uploadSource';
  const options: Ask = { token, ...(body !== undefined && { body }), ...(upload && { headers: { 'content-type': 'application/gzip' }, body: 'x' }) };
  const { status, body: answer, headers } = await api.ask(method, `${path}${query ? `?${query}` : ''}`, options);
  return { status, type: headers.get('content-type'), body: { ...answer, instance: 'any' } };
}

test('every operation of the contract has a case here', () => {
  expect(names.filter((name) => !withTenant.includes(name) && !withoutTenant.includes(name))).toEqual([]);
  expect(withTenant.filter((name) => cases[name] === undefined)).toEqual([]);
});

describe.each(withTenant)('%s', (name) => {
  const known = cases[name] ?? {};
  const path = (tenant: string) =>
    swap(routes[name], { tenant, app: 'secretshop', environment: 'production', deployment: theirApp.deploymentId, version: '1', process: 'web', run: theirRun, cron: 'report', cronRun: theirApp.cronRunId, user: theirs.members.viewer.id, delivery: theirApp.appId, host: theirHost });

  test('another tenant’s objects answer like a tenant that does not exist, and nothing of them has changed', async () => {
    const before = await snapshot();
    const foreign = await ask(name, path('theirs'), ours.members.owner.token, known.body, known.query);
    const unknown = await ask(name, path('nobody'), ours.members.owner.token, known.body, known.query);
    expect(foreign).toEqual(unknown);
    expect(foreign).toMatchObject({ status: 404, type: 'application/problem+json; charset=utf-8', body: { code: 'not-found' } });
    expect(JSON.stringify(foreign)).not.toContain('secretshop');
    expect(await snapshot()).toEqual(before);
  });

  const { inside } = known;
  if (inside) test('another tenant’s id within our own tenant answers like an unknown id', async () => {
    for (const pair of inside()) {
      const foreign = await ask(name, pair.foreign, ours.members.owner.token, pair.foreignBody ?? known.body, known.query);
      const unknown = await ask(name, pair.unknown, ours.members.owner.token, pair.unknownBody ?? known.body, known.query);
      expect(foreign, pair.foreign).toEqual(unknown);
      expect(foreign.status, pair.foreign).toBe(404);
    }
  });

  test('nobody without a login learns more than that', async () => {
    const { status, body } = await api.ask(routes[name].method, path('theirs'), { ...(known.body !== undefined && { body: known.body }) });
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'unauthenticated' });
  });
});

test('with the right to it the same calls are answered: the wall is not just closed', async () => {
  const { token } = ours.members.owner;
  for (const path of ['', '/budget', '/members', '/apps', '/apps/shop', '/apps/shop/environments/production', '/apps/shop/environments/production/deployments', `/apps/shop/environments/production/deployments/${ourApp.deploymentId}`, `/apps/shop/environments/production/deployments/${ourApp.deploymentId}/build`, '/apps/shop/environments/production/releases', '/apps/shop/environments/production/releases/1', '/apps/shop/environments/production/config', '/apps/shop/environments/production/processes', '/apps/shop/environments/production/domains', '/apps/shop/environments/production/cron', '/apps/shop/environments/production/cron/report/runs', `/apps/shop/environments/production/cron/report/runs/${ourApp.cronRunId}`, `/apps/shop/environments/production/cron/report/runs/${ourApp.cronRunId}/log`]) {
    const answer = await api.ask('GET', `/v1/tenants/ours${path}`, { token });
    expect(answer.status, `${path} ${answer.text}`).toBe(200);
  }
});

test('a token that is limited to a tenant reaches no other, though its owner is a member there', async () => {
  await api.db.member.create({ data: { tenantId: theirs.id, userId: ours.members.admin.id, role: 'admin' } });
  const limited = await api.token(ours.members.admin.id, { tenantId: ours.id });
  expect((await api.ask('GET', '/v1/tenants/theirs', { token: ours.members.admin.token })).status).toBe(200);
  expect((await api.ask('GET', '/v1/tenants/theirs', { token: limited })).status).toBe(404);
  expect((await api.ask('GET', '/v1/me', { token: limited })).body.tenants.map(({ tenant }: { tenant: string }) => tenant)).toEqual(['ours']);
  await api.db.member.delete({ where: { tenantId_userId: { tenantId: theirs.id, userId: ours.members.admin.id } } });
});

test('operations of the operator do not exist for anybody else', async () => {
  for (const name of names.filter((candidate) => routes[candidate].access === 'operator')) {
    const answer = await ask(name, swap(routes[name], { tenant: 'ours', plan: 'team' }), ours.members.owner.token, routes[name].method === 'GET' ? undefined : {}, 'confirm=ours');
    expect(answer, name).toMatchObject({ status: 404, body: { code: 'not-found' } });
  }
});

test('each role may do what the contract says and nothing above it', async () => {
  const ladder = ['viewer', 'developer', 'admin', 'owner'] as const;
  for (const name of withTenant) {
    const { access } = routes[name] as Route;
    if (typeof access !== 'object') continue;
    for (const role of ladder.slice(0, ladder.indexOf(access.tenant))) {
      const answer = await ask(name, swap(routes[name], { tenant: 'ours', app: 'shop', environment: 'production', deployment: ourApp.deploymentId, version: '1', process: 'web', cron: 'report', cronRun: ourApp.cronRunId, user: ours.members.viewer.id, delivery: ourApp.appId, host: theirHost }), ours.members[role].token, cases[name]?.body, cases[name]?.query);
      expect(answer, `${name} as ${role}`).toMatchObject({ status: 403, body: { code: 'role-missing' } });
    }
  }
});

/** Everything of the other tenant that an operation could have changed. */
async function snapshot(): Promise<string> {
  const [tenant, members, apps, environments, deployments, configs, repositories, deliveries, cronRuns, domains, outbox] = await Promise.all([
    api.db.tenant.findUnique({ where: { id: theirs.id } }),
    api.db.member.findMany({ where: { tenantId: theirs.id }, orderBy: { userId: 'asc' } }),
    api.db.app.findMany({ where: { tenantId: theirs.id } }),
    api.db.environment.findMany({ where: { tenantId: theirs.id } }),
    api.db.deployment.findMany({ where: { tenantId: theirs.id } }),
    api.db.configVersion.findMany({ where: { tenantId: theirs.id } }),
    api.db.repository.findMany({ where: { tenantId: theirs.id } }),
    api.db.repositoryDelivery.findMany({ where: { tenantId: theirs.id } }),
    api.db.cronRun.findMany({ where: { tenantId: theirs.id } }),
    api.db.domain.findMany({ where: { tenantId: theirs.id } }),
    api.db.outbox.count(),
  ]);
  return JSON.stringify({ tenant, members, apps, environments, deployments, configs, repositories, deliveries, cronRuns, domains, outbox }, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}
