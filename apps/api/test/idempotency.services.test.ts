import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { GetDeployment } from '../src/deployments/get-deployment.js';
import { ApiUnderTest } from './api-under-test.js';

let api: ApiUnderTest;
let tenant: Awaited<ReturnType<ApiUnderTest['tenant']>>;
beforeAll(async () => {
  api = await ApiUnderTest.start();
  tenant = await api.tenant('acme');
});
afterAll(() => api.stop());

const image = { image: 'nginx:alpine' };
const under = (key: string, token = tenant.members.owner.token) => ({ token, headers: { 'idempotency-key': key } });
/** As if the process that works on the request had died 15 s ago. */
const expireClaims = () => api.db.$executeRaw`UPDATE idempotency_key SET "claimedUntil" = (now() AT TIME ZONE 'UTC') - interval '1 second' WHERE status IS NULL`;
const deploymentsOf = (environmentId: string) => api.db.deployment.count({ where: { environmentId } });
async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 10_000; !(await condition()); ) {
    if (Date.now() > deadline) throw new Error('did not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('every kind of write is done once per key and answers the same again', async () => {
  const app = await api.deployedApp(tenant, 'every');
  const token = await api.ask('POST', '/v1/tokens', { token: tenant.members.owner.token, body: { name: 'old' } });
  const writes: [string, string, unknown][] = [
    ['PATCH', `${app.production}/config`, { set: { A: '1' } }],
    ['PUT', `${app.production}/processes/web/scale`, { min: 1, max: 1 }],
    ['POST', `${app.production}/deployments`, image],
    ['DELETE', `/v1/tokens/${token.body.id}`, undefined],
    ['DELETE', `${app.path}?confirm=every`, undefined],
  ];
  for (const [index, [method, path, body]] of writes.entries()) {
    const first = await api.ask(method, path, { ...under(`write-${index}`), body });
    expect(first.status, first.text).toBeLessThan(300);
    const rows = () => Promise.all([api.db.deployment.count(), api.db.configVersion.count(), api.db.event.count(), api.db.outbox.count()]);
    const before = await rows();
    const again = await api.ask(method, path, { ...under(`write-${index}`), body });
    expect({ status: again.status, body: again.body }, `${method} ${path}`).toEqual({ status: first.status, body: first.body });
    expect(await rows(), `${method} ${path}`).toEqual(before);
    expect((await api.ask(method, `${path}${path.includes('?') ? '&' : '?'}x=1`, { ...under(`write-${index}`), body })).status, `${method} ${path}`).toBe(422);
  }
});

test('a key means nothing beside another user, another token and another request', async () => {
  const app = await api.deployedApp(tenant, 'whose');
  const deploy = (token: string, body: unknown = image) => api.ask('POST', `${app.production}/deployments`, { ...under('whose', token), body });
  const { owner, developer } = tenant.members;
  const [mine, theirs] = [await deploy(owner.token), await deploy(developer.token)];
  expect(mine.body.id).not.toBe(theirs.body.id);
  expect((await deploy(owner.token, { image: 'other' })).body).toMatchObject({ status: 422, code: 'idempotency-conflict' });
  const limited = await api.token(owner.id, { tenantId: tenant.id, role: 'developer' });
  expect((await deploy(limited)).body.code).toBe('idempotency-conflict');
  expect((await deploy(owner.token)).body.id).toBe(mine.body.id);
});

test('what was committed before a crash is not done again: the repeat gives its answer', async () => {
  const app = await api.deployedApp(tenant, 'crash');
  let goOn = () => {};
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  const { run } = GetDeployment.prototype;
  vi.spyOn(GetDeployment.prototype, 'run').mockImplementationOnce(async function (this: GetDeployment, ...args) {
    await gate; // the transaction is committed, and its answer is not given
    return run.apply(this, args);
  });
  const deploy = () => api.ask('POST', `${app.production}/deployments`, { ...under('crash'), body: image });
  const first = deploy();
  await until(async () => (await deploymentsOf(app.environmentId)) === 2);
  await expireClaims();
  const repeated = await deploy();
  expect(repeated.status, repeated.text).toBe(202);
  goOn();
  expect((await first).body.id).toBe(repeated.body.id);
  expect(await deploymentsOf(app.environmentId)).toBe(2);
  expect(await api.db.outbox.count({ where: { payload: { path: ['deploymentId'], equals: repeated.body.id } } })).toBe(1);
  expect((await deploy()).body).toEqual(repeated.body);
  vi.restoreAllMocks();
});

test('a token that was made before a crash is handed over by the repeat, and only sealed in between', async () => {
  const create = () => api.ask('POST', '/v1/tokens', { ...under('lost'), body: { name: 'lost' } });
  const made = await create();
  const [row] = await api.db.idempotencyKey.findMany({ where: { key: 'lost' } });
  expect(JSON.stringify(row)).not.toContain(made.body.secret);
  await api.db.idempotencyKey.updateMany({ where: { key: 'lost' }, data: { status: null, body: undefined, claimedUntil: new Date(0) } });
  expect((await create()).body).toEqual(made.body);
  expect(await api.db.apiToken.count({ where: { name: 'lost' } })).toBe(1);
});

test('who has lost the claim before the commit changes nothing', async () => {
  const app = await api.deployedApp(tenant, 'fenced');
  const deploy = () => api.ask('POST', `${app.production}/deployments`, { ...under('fenced'), body: image });
  let answers: ReturnType<typeof deploy>[] = [];
  await api.db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT id FROM environment WHERE id = ${app.environmentId} FOR UPDATE`; // both wait here, inside their transactions
      const waiting = async (count: number) => (await api.db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)[0]!.n === count;
      answers = [deploy()];
      await until(() => waiting(1));
      await expireClaims();
      answers.push(deploy());
      await until(() => waiting(2));
    },
    { timeout: 20_000 },
  );
  const done = await Promise.all(answers);
  expect(done.map(({ status }) => status).sort()).toEqual([202, 503]);
  expect(await deploymentsOf(app.environmentId)).toBe(2);
});

test('a failure after a commit leaves the rest to a repeat', async () => {
  const app = await api.deployedApp(tenant, 'later');
  const deploy = () => api.ask('POST', `${app.production}/deployments`, { ...under('later'), body: image });
  vi.spyOn(GetDeployment.prototype, 'run').mockRejectedValueOnce(new Error('the reader broke'));
  expect((await deploy()).status).toBe(500);
  const repeated = await deploy();
  expect(repeated.status).toBe(202);
  expect(await deploymentsOf(app.environmentId)).toBe(2);
  vi.restoreAllMocks();
});

test('a key that is a day old is free for another request', async () => {
  const app = await api.deployedApp(tenant, 'aged');
  const deploy = (body: unknown) => api.ask('POST', `${app.production}/deployments`, { ...under('aged'), body });
  const first = await deploy(image);
  await api.db.idempotencyKey.updateMany({ where: { key: 'aged' }, data: { createdAt: new Date(Date.now() - 25 * 3600_000) } });
  const second = await deploy({ image: 'other' });
  expect(second.status).toBe(202);
  expect(second.body.id).not.toBe(first.body.id);
});
