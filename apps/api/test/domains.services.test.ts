import { proofName } from '@berth/domain';
import { openDataKey, openDomainKey } from '@berth/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LookAtDomains } from '../src/domains/look-at-domains.js';
import { nextLook } from '../src/domains/look-for-proof.js';
import { ApiUnderTest } from './api-under-test.js';
import { DnsServer } from './dns-server.js';
import { testCertificate } from './test-certificate.js';

type App = Awaited<ReturnType<ApiUnderTest['deployedApp']>>;
const dns = new DnsServer();
let api: ApiUnderTest;
let tenant: Awaited<ReturnType<ApiUnderTest['tenant']>>;
let other: Awaited<ReturnType<ApiUnderTest['tenant']>>;
const tokenOf = (app: App) => (app.path.includes('/acme/') ? tenant : other).members.developer.token;

beforeAll(async () => {
  await dns.start();
  api = await ApiUnderTest.start({ dnsResolver: [dns.address] });
  await api.app.get(LookAtDomains).beforeApplicationShutdown(); // the tests say when it looks
  tenant = await api.tenant('acme');
  other = await api.tenant('globex');
});
afterAll(async () => {
  await api?.stop();
  dns.stop();
});

const add = (app: App, host: string, token = tokenOf(app)) => api.ask('POST', `${app.production}/domains`, { token, body: { host } });
const check = (app: App, host: string) => api.ask('POST', `${app.production}/domains/${host}/check`, { token: tokenOf(app) });
const remove = (app: App, host: string) => api.ask('DELETE', `${app.production}/domains/${host}`, { token: tokenOf(app) });
const list = async (app: App) => (await api.ask('GET', `${app.production}/domains`, { token: tokenOf(app) })).body.items;
const prove = (host: string, ...values: string[]) => dns.txt.set(proofName(host), values);
const jobs = (environmentId: string) => api.db.outbox.count({ where: { job: 'reconcileEnvironment', payload: { path: ['environmentId'], equals: environmentId } } });
/** Added, proven and verified. */
async function verified(app: App, host: string): Promise<void> {
  const { body } = await add(app, host);
  prove(host, body.proof.value);
  expect((await check(app, host)).body).toMatchObject({ state: 'verified' });
}

test('a domain is pending until its proof is in DNS, then the environment’s host; its own host stays what it is called by', async () => {
  const app = await api.deployedApp(tenant, 'shop');
  const added = await add(app, 'Shop.Example.org.');
  expect(added).toMatchObject({ status: 201, body: { host: 'shop.example.org', state: 'pending', url: 'https://shop.example.org', target: 'shop-acme.apps.localhost', proof: { name: '_berth.shop.example.org', type: 'TXT', value: expect.stringMatching(/^berth=[\w-]{32}$/) }, certificate: null, verifiedAt: null } });
  const { proof } = added.body;
  expect(added.body.next).toBe(`Set the TXT record _berth.shop.example.org to ${proof.value}.`);
  expect((await check(app, 'shop.example.org')).body).toMatchObject({ state: 'pending', finding: 'There is no TXT record _berth.shop.example.org.' });
  prove('shop.example.org', 'v=spf1 -all', 'berth=somebody-else');
  expect((await check(app, 'shop.example.org')).body).toMatchObject({ state: 'pending', finding: expect.stringContaining('has another value: v=spf1 -all, berth=somebody-else') });
  expect([await api.db.host.count({ where: { name: 'shop.example.org' } }), await jobs(app.environmentId)]).toEqual([0, 0]);
  prove('shop.example.org', 'odd\0value');
  expect(await check(app, 'shop.example.org')).toMatchObject({ status: 200, body: { finding: expect.stringContaining('has another value: odd?value') } });
  prove('shop.example.org', 'v=spf1 -all', proof.value);
  expect((await check(app, 'shop.example.org')).body).toMatchObject({ state: 'verified', finding: null, verifiedAt: expect.any(String), next: expect.stringMatching(/ingress’s own certificate.*berth domains certificate shop\.example\.org/) });
  expect([await api.db.host.count({ where: { name: 'shop.example.org', environmentId: app.environmentId } }), await jobs(app.environmentId)]).toEqual([1, 1]);
  expect((await api.ask('GET', app.production, { token: tokenOf(app) })).body.url).toBe('https://shop-acme.apps.localhost');
  expect((await api.db.event.findMany({ where: { environmentId: app.environmentId, kind: { startsWith: 'domain.' } }, orderBy: { id: 'asc' } })).map(({ kind, actor }) => [kind, actor])).toEqual([['domain.added', 'developer@acme.test'], ['domain.verified', null]]);
});

test('losing the record takes nothing away; removing the domain does, and the host is free', async () => {
  const app = await api.deployedApp(tenant, 'lost');
  await verified(app, 'lost.example.org');
  dns.txt.delete(proofName('lost.example.org'));
  expect((await check(app, 'lost.example.org')).body).toMatchObject({ state: 'verified' });
  expect((await remove(app, 'lost.example.org')).status).toBe(204);
  expect([await list(app), await api.db.host.count({ where: { name: 'lost.example.org' } }), await jobs(app.environmentId)]).toEqual([[], 0, 2]);
  expect(await remove(app, 'lost.example.org')).toMatchObject({ status: 404, body: { detail: 'There is no such domain here.' } });
  await verified(await api.deployedApp(other, 'found'), 'lost.example.org');
});

test('who proves a host gets it, not who added it first, and nobody takes it over', async () => {
  const [first, second] = [await api.deployedApp(tenant, 'first'), await api.deployedApp(other, 'second')];
  const proofs = [(await add(first, 'raced.example.org')).body.proof.value, (await add(second, 'raced.example.org')).body.proof.value];
  expect(proofs[0]).not.toBe(proofs[1]);
  prove('raced.example.org', proofs[1]);
  expect((await check(first, 'raced.example.org')).body).toMatchObject({ state: 'pending' });
  expect((await check(second, 'raced.example.org')).body).toMatchObject({ state: 'verified' });
  prove('raced.example.org', proofs[0]);
  expect((await check(first, 'raced.example.org')).body).toMatchObject({ state: 'pending', finding: expect.stringContaining('serves another app of this installation') });
  expect(await api.db.host.findUnique({ where: { name: 'raced.example.org' } })).toMatchObject({ environmentId: second.environmentId });
});

test('of looks at the same moment exactly one gets the host', async () => {
  const apps = [await api.deployedApp(tenant, 'race1'), await api.deployedApp(other, 'race2'), await api.deployedApp(tenant, 'race3')];
  const proofs = await Promise.all(apps.map(async (app) => (await add(app, 'contest.example.org')).body.proof.value));
  prove('contest.example.org', ...proofs);
  const states = (await Promise.all([...apps, ...apps].map((app) => check(app, 'contest.example.org')))).map(({ status }) => status);
  expect(states).toEqual(states.map(() => 200));
  const kept = await api.db.domain.findMany({ where: { name: 'contest.example.org', verifiedAt: { not: null } }, include: { host: true } });
  expect(kept).toMatchObject([{ host: { name: 'contest.example.org' } }]);
});

test.each([
  ['apps.localhost', /nobody/],
  ['x.localhost', /nobody/],
  ['other-acme.berth.example.net', /belongs to this installation/],
  ['portal.example.net', /belongs to this installation/],
  ['*.example.org', /wildcard/],
  ['203.0.113.9', /not an address/],
])('%s is refused', async (host, why) => {
  const app = await api.deployedApp(tenant, 'refused');
  await api.db.cluster.updateMany({ data: { baseDomain: 'berth.example.net' } });
  Object.assign(api.env, { publicUrl: 'https://portal.example.net' });
  try {
    expect(await add(app, host)).toMatchObject({ status: 422, body: { code: 'invalid-input', detail: expect.stringMatching(why) } });
  } finally {
    await api.db.cluster.updateMany({ data: { baseDomain: 'apps.localhost' } });
  }
});

test('an environment has twenty at most, each once; a preview has none', async () => {
  const app = await api.deployedApp(tenant, 'many');
  for (let number = 0; number < 20; number++) expect((await add(app, `d${number}.example.org`)).status).toBe(201);
  expect(await add(app, 'd20.example.org')).toMatchObject({ status: 409, body: { code: 'over-budget' } });
  expect(await add(app, 'd3.example.org')).toMatchObject({ status: 409, body: { code: 'name-taken' } });
  await api.db.domain.deleteMany({ where: { environmentId: app.environmentId } });
  await api.db.environment.update({ where: { id: app.environmentId }, data: { kind: 'preview' } });
  expect(await add(app, 'd1.example.org')).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
});

test('proofs are looked for by themselves, of one tenant a few at a time, the later the longer they have waited', async () => {
  const [app, theirs] = [await api.deployedApp(tenant, 'waits'), await api.deployedApp(other, 'waits')];
  await api.db.domain.deleteMany({ where: { verifiedAt: null } });
  for (let number = 0; number < 8; number++) await add(app, `w${number}.example.org`);
  const { proof } = (await add(theirs, 'w.example.net')).body;
  prove('w.example.net', proof.value);
  dns.asked.length = 0;
  await api.app.get(LookAtDomains).turn();
  expect(dns.asked.filter((name) => name.endsWith('example.org')).length).toBe(5);
  expect(await list(theirs)).toMatchObject([{ state: 'verified' }]);
  await api.app.get(LookAtDomains).turn();
  expect(new Set(dns.asked).size).toBe(9);
  await api.app.get(LookAtDomains).turn();
  expect(new Set(dns.asked).size).toBe(9);
  const start = new Date('2026-01-01T00:00:00Z');
  const waits = [0, 10, 60, 24 * 60].map((minutes) => new Date(start.getTime() + minutes * 60_000)).map((now) => (nextLook(start, now)!.getTime() - now.getTime()) / 1000);
  expect(waits).toEqual([10, 120, 720, 3600]);
  expect(nextLook(start, new Date('2026-01-16T00:00:00Z'))).toBeNull();
});

test('a name server that says nothing is told of, and changes nothing', async () => {
  const app = await api.deployedApp(tenant, 'silent');
  await add(app, 'silent.example.org');
  dns.silent = true;
  try {
    expect((await check(app, 'silent.example.org')).body).toMatchObject({ state: 'pending', finding: expect.stringMatching(/gave no answer \(ETIMEOUT\)/) });
  } finally {
    dns.silent = false;
  }
});

test('a certificate is kept for a verified domain, its key sealed and never shown; it goes with the domain', async () => {
  const app = await api.deployedApp(tenant, 'secure');
  const host = 'secure.example.org';
  const { certificate, key } = testCertificate([`DNS:${host}`]);
  const give = (body: object) => api.ask('PUT', `${app.production}/domains/${host}/certificate`, { token: tokenOf(app), body });
  await add(app, host);
  expect(await give({ certificate, key })).toMatchObject({ status: 409, body: { code: 'wrong-state', remedy: expect.stringContaining(`berth domains check ${host}`) } });
  await remove(app, host);
  await verified(app, host);
  const given = await give({ certificate, key });
  expect(given).toMatchObject({ status: 200, body: { certificate: { names: [host], issuer: 'Authority of a test', validUntil: expect.any(String) }, next: null } });
  expect(JSON.stringify([given.body, await list(app)])).not.toContain('PRIVATE');
  const row = await api.db.domain.findFirstOrThrow({ where: { name: host } });
  expect(JSON.stringify(row)).not.toContain(key.split('\n')[1]);
  const { dataKey } = await api.db.tenant.findUniqueOrThrow({ where: { id: tenant.id } });
  expect(openDomainKey(openDataKey(api.env.installationKey, tenant.id, dataKey), row.id, row.certificateKey!)).toContain(key.split('\n')[1]);
  expect(await jobs(app.environmentId)).toBe(2);
  const bank = testCertificate([`DNS:${host}`, 'DNS:bank-globex.apps.localhost']);
  expect(await give({ certificate: bank.certificate, key: bank.key })).toMatchObject({ status: 422, body: { detail: expect.stringContaining('names bank-globex.apps.localhost, too') } });
});

test('a certificate for a host that another tenant has proven is refused, and looked at again once such a host is proven or no longer', async () => {
  const [app, theirs, www] = [await api.deployedApp(tenant, 'parent'), await api.deployedApp(other, 'child'), await api.deployedApp(tenant, 'www')];
  const give = ({ certificate, key }: { certificate: string; key: string }) => api.ask('PUT', `${app.production}/domains/parent.example/certificate`, { token: tokenOf(app), body: { certificate, key } });
  await verified(app, 'parent.example');
  await verified(theirs, 'child.parent.example');
  for (const name of ['child.parent.example', '*.parent.example']) {
    expect(await give(testCertificate(['DNS:parent.example', `DNS:${name}`]))).toMatchObject({ status: 422, body: { code: 'invalid-input', detail: expect.stringContaining('is for child.parent.example, too, which another tenant of this installation has proven') } });
  }
  expect(await give(testCertificate(['DNS:parent.example', 'DNS:*.child.parent.example']))).toMatchObject({ status: 200 });
  const before = await jobs(app.environmentId);
  await verified(theirs, 'deep.child.parent.example');
  expect(await jobs(app.environmentId)).toBe(before + 1);
  expect((await list(app))[0]).toMatchObject({ certificate: { leftOut: 'it is for deep.child.parent.example, too, which another tenant has proven' }, next: expect.stringMatching(/^Visitors are not shown its certificate: it is for deep\.child\.parent\.example, too.*berth domains certificate parent\.example/) });
  await remove(theirs, 'deep.child.parent.example');
  expect((await list(app))[0]).toMatchObject({ certificate: { leftOut: null } });
  expect(await jobs(app.environmentId)).toBe(before + 2);
  await verified(theirs, 'elsewhere.example');
  expect(await jobs(app.environmentId)).toBe(before + 2);
  await verified(www, 'www.parent.example');
  await remove(www, 'www.parent.example');
  expect(await jobs(app.environmentId)).toBe(before + 4);
});

test('the end of a certificate is announced once, two weeks before, and said in the list', async () => {
  const app = await api.deployedApp(tenant, 'ending');
  const host = 'ending.example.org';
  await verified(app, host);
  const soon = testCertificate([`DNS:${host}`], { days: 13 });
  await api.ask('PUT', `${app.production}/domains/${host}/certificate`, { token: tokenOf(app), body: { certificate: soon.certificate, key: soon.key } });
  expect((await list(app))[0].next).toMatch(/Its certificate ends on \d{4}-\d\d-\d\d\. Give it a new one/);
  await api.app.get(LookAtDomains).turn();
  await api.app.get(LookAtDomains).turn();
  expect(await api.db.event.findMany({ where: { environmentId: app.environmentId, kind: 'domain.certificateEnding' } })).toMatchObject([{ data: { host } }]);
});

test('a deployment adds what berth.yaml names to production, says what it could not, and takes nothing away', async () => {
  const app = await api.deployedApp(tenant, 'filed');
  await add(app, 'by-hand.example.org');
  const settings = { processes: [], complete: false, release: null, requires: [], said: [], domains: ['by-hand.example.org', 'filed.example.org', 'portal.berth.localhost'] };
  const { detection } = await api.db.source.findUniqueOrThrow({ where: { id: app.sourceId } });
  await api.db.source.update({ where: { id: app.sourceId }, data: { detection: { ...(detection as object), settings } } });
  await api.db.cluster.updateMany({ data: { baseDomain: 'berth.localhost' } });
  const deploy = () => api.ask('POST', `${app.production}/deployments`, { token: tokenOf(app), body: { source: app.sourceId } });
  try {
    expect(await deploy()).toMatchObject({ status: 202, body: { warnings: [expect.stringMatching(/filed\.example\.org of berth\.yaml was added.*berth domains check/), expect.stringMatching(/portal\.berth\.localhost of berth\.yaml was not added/)] } });
    expect((await deploy()).body.warnings).toEqual([expect.stringContaining('was not added')]);
  } finally {
    await api.db.cluster.updateMany({ data: { baseDomain: 'apps.localhost' } });
  }
  await add(app, 'other.example.org');
  const named = async () => Object.fromEntries((await list(app)).map(({ host, fromSource }: { host: string; fromSource: boolean }) => [host, fromSource]));
  expect(await named()).toEqual({ 'by-hand.example.org': true, 'filed.example.org': true, 'other.example.org': false });
  await api.db.source.update({ where: { id: app.sourceId }, data: { detection: { ...(detection as object), settings: { ...settings, domains: ['filed.example.org'] } } } });
  await deploy();
  expect(await named()).toEqual({ 'by-hand.example.org': false, 'filed.example.org': true, 'other.example.org': false });
});
