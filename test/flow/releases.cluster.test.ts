import { afterAll, beforeAll, expect, test } from 'vitest';
import { api, berth, berthJson, deleteApp, get, until, urlOf } from '../real-services/installation.js';

const app = 'versions';
const image = 'registry.registry.svc:5000/mirror/library/node:24-slim';
const at = ['--app', app];

const command = (program: string) => ['node', '-e', program];
const serve = "require('http').createServer((q,r)=>r.end('works '+(process.env.MODE??''))).listen(process.env.PORT);process.on('SIGTERM',()=>process.exit(0))";

async function deploy(program: string): Promise<{ state: string; number: number }> {
  const made = await api('POST', `/v1/tenants/acme/apps/${app}/environments/production/deployments`, { image, processes: [{ name: 'web', command: command(program), minReadySeconds: 1 }] });
  expect(made.status, JSON.stringify(made.body)).toBe(202);
  const ended = await berth(['follow', String(made.body.number), ...at, '--json']);
  return JSON.parse(ended.stdout) as { state: string; number: number };
}

beforeAll(async () => {
  expect((await berth(['apps', 'create', app])).code).toBe(0);
  expect((await berth(['config', 'set', 'MODE=slow', '--no-deploy', ...at])).code).toBe(0);
  expect((await berth(['secrets', 'set', 'KEY', '--no-deploy', ...at], { input: 'first-hidden-value' })).code).toBe(0);
  expect(await deploy(serve)).toMatchObject({ state: 'live' });
  const scaled = await berth(['scale', 'web=1', ...at]);
  expect(scaled.code, scaled.stderr).toBe(0);
}, 300_000);
afterAll(() => deleteApp(app));

test('diff names what differs, and shows no secret', async () => {
  expect((await berth(['config', 'set', 'MODE=fast', 'NEW=1', ...at])).code).toBe(0);
  const diff = await berth(['diff', 'v1', 'v2', ...at]);
  expect(diff.stdout, diff.stderr).toBe('v1 → v2\n~ Variable MODE: slow → fast\n+ Variable NEW: 1\n');
  const { config, image: images } = await berthJson(['diff', 'v1', ...at]);
  expect(config.changes).toHaveLength(2);
  expect(images.changed).toBe(false);
  expect((await berth(['diff', 'v1', 'v9', ...at])).code).not.toBe(0);
});

test('a dry run shows objects, fields and budget, and changes nothing', async () => {
  const before = await berthJson(['releases', ...at]);
  const check = await berthJson(['deploy', '--dry-run', '--image', image, ...at]);
  const web = check.objects.find(({ kind }: { kind: string }) => kind === 'Deployment');
  expect(web).toMatchObject({ change: 'update' });
  expect(web.changes.length).toBeGreaterThan(0);
  expect(check.budget.after.pods).toBeGreaterThanOrEqual(1);
  expect(check.budget.limit.cpuMillicores).toBeGreaterThan(0);
  expect(check.refusal).toBeNull();
  const text = await berth(['deploy', '--dry-run', '--image', image, ...at]);
  expect(text.stdout).toMatch(/would change:\n[^]*~ Deployment [^]*Budget in use: CPU /);
  expect(text.stdout + JSON.stringify(check)).not.toContain('hidden-value');
  expect(await berthJson(['releases', ...at])).toEqual(before);
});

test('a failed deployment is tried again with the config as it is now', async () => {
  const needsName = `if(!process.env.NAME){console.error('NAME is not set');process.exit(1)};${serve}`;
  const failed = await deploy(needsName);
  expect(failed).toMatchObject({ state: 'failed' });
  expect((await berth(['config', 'set', 'NAME=x', '--no-deploy', ...at])).code).toBe(0);
  const again = await berthJson(['retry', ...at]);
  expect(again).toMatchObject({ state: 'live', retryOf: failed.number });
  const live = await berth(['retry', String(again.number), ...at]);
  expect(live.code).not.toBe(0);
  expect(live.stderr).toContain('failed, cancelled or superseded');
});

test('what made Berth go back by itself is in status, releases and deployments', async () => {
  expect(await deploy(`${serve};setTimeout(()=>{console.error('out of connections');process.exit(1)},15000)`)).toMatchObject({ state: 'live' });
  expect((await berth(['status', ...at])).stdout).toMatch(/Watched +for \d+ s more/);
  const back = await until('Berth went back', 90, async () => {
    const { lastDeployment } = await berthJson(['status', ...at]);
    return lastDeployment.cause === 'automatic' && lastDeployment.state === 'live' ? lastDeployment : undefined;
  }, 1000);
  expect(back.recovers).toMatchObject({ failure: { class: 'crash', lastLines: expect.arrayContaining(['out of connections']) } });
  const status = await berth(['status', ...at]);
  expect(status.stdout).toMatch(/Went back +by itself from v\d+: .*exit code 1/);
  expect(status.stdout).toMatch(/What to do/);
  expect((await berth(['releases', ...at])).stdout).toMatch(/v\d+ failed live/);
  expect((await berth(['deployments', ...at])).stdout).toMatch(/automatic .*back from v\d+: crash/);
  expect((await get(urlOf(app))).text).toContain('works');
});

test('a promotion runs the same image with the config of the environment that it goes to', async () => {
  const inProduction = (await get(urlOf(app))).text;
  const made = await berth(['environments', 'create', 'staging', ...at]);
  expect(made.code, made.stderr).toBe(0);
  const staging = ['--environment', 'staging', ...at];
  expect((await berth(['config', 'set', 'MODE=staged', 'NAME=y', ...staging])).code).toBe(0);
  const promoted = await berthJson(['promote', '--from', 'production', '--to', 'staging', ...at]);
  expect(promoted).toMatchObject({ state: 'live', cause: 'promote', buildId: null, environment: 'staging', release: 1 });
  expect(promoted.url).toBe(made.stdout.trim());
  expect((await get(promoted.url)).text).toContain('works staged');
  expect((await get(urlOf(app))).text).toBe(inProduction);
  const images = await Promise.all([staging, at].map(async (flags) => (await berthJson(['releases', ...flags])).items.find(({ live }: { live: boolean }) => live).imageDigest));
  expect(images[0]).toBe(images[1]);
  const removed = await berth(['environments', 'delete', 'staging', '--confirm', 'staging', ...at]);
  expect(removed.code, removed.stderr).toBe(0);
  expect((await api('GET', `/v1/tenants/acme/apps/${app}/environments/staging`)).status).toBe(404);
  expect((await get(urlOf(app))).text).toBe(inProduction);
});

test('the watch time is set per environment', async () => {
  expect(await berthJson(['environments', 'set', '--watch', '0', ...at])).toMatchObject({ watchSeconds: 0 });
  expect((await berth(['environments', 'list', app])).stdout).toMatch(/production +live +v\d+ +0 s/);
  expect((await berth(['environments', 'set', '--watch', 'ever', ...at])).code).toBe(2);
  expect((await berth(['restart', ...at])).code).toBe(0);
  expect((await berthJson(['status', ...at])).lastDeployment).toMatchObject({ cause: 'restart', state: 'live', watch: null });
});
