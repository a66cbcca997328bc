import { randomUUID } from 'node:crypto';
import { defaultSize, defaultWebProcess, deploymentSteps, readPreviewSettings, type EnvironmentState } from '@berth/domain';
import { seedDomains } from './seed-domains.ts';
import { seedRepository } from './seed-repository.ts';
import { seedCron, seedRuns } from './seed-runs.ts';
import { seedVolumes } from './seed-volumes.ts';
import { MockDb, type Check, type Deployment, type MockApp, type MockTenant, type Release } from './db.ts';

const GiB = 2 ** 30;
export const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
const hex = (seed: string): string => `sha256:${Buffer.from(seed.repeat(32)).toString('hex').slice(0, 64)}`;

const check: Check = {
  objects: [
    { kind: 'Deployment', name: 'hello-production-web-3f9c2e', change: 'update', fields: ['/spec/template/spec/containers/0/image', '/metadata/labels/berth.dev~1release'], changes: [{ path: '/spec/template/spec/containers/0/image', before: 'berth/acme/hello@sha256:11', after: 'berth/acme/hello@sha256:22' }, { path: '/metadata/labels/berth.dev~1release', before: '6', after: '7' }] },
    { kind: 'Secret', name: 'hello-production-c12-3f9c2e', change: 'create', fields: [], changes: [] },
    { kind: 'Service', name: 'hello-production-web-3f9c2e', change: 'none', fields: [], changes: [] },
    { kind: 'Ingress', name: 'hello-production-3f9c2e', change: 'none', fields: [], changes: [] },
  ],
  needs: { cpuMillicores: 200, memoryBytes: GiB, pods: 2 },
  free: { cpuMillicores: 1500, memoryBytes: 4 * GiB, pods: 20 },
  surge: 'Two new pods start beside the old ones.',
  rollout: null,
  refusal: null,
  note: null,
  budget: { limit: { cpuMillicores: 4000, memoryBytes: 8 * GiB, pods: 40 }, before: { cpuMillicores: 2500, memoryBytes: 4 * GiB, pods: 11 }, after: { cpuMillicores: 2500, memoryBytes: 4 * GiB, pods: 11 } },
};

const durations = { build: 6.1, check: 0.1, release: 1.4, tryOut: 0, apply: 0.2, rollOut: 12.3, verify: 0.6 };
const details = { build: 'sha256:76a1c0… 3 of 7 layers cached', check: '2 objects change. Needs 0.2 CPU at the peak, 1.5 free.', release: 'npm run migrate (1 s)', tryOut: null, apply: null, rollOut: '2 of 2 web pods ready.', verify: '200 from the new release in 38 ms.' };

/** A deployment that ended `seconds` ago: live, or failed at roll out. */
export function endedDeployment(app: MockApp, number: number, release: number, seconds: number, failure: Deployment['failure'] = null): Deployment {
  let at = Date.now() - seconds * 1000 - 20_000;
  const failedAt = failure?.step ?? null;
  let over = false;
  const steps = deploymentSteps.map((name) => {
    if (over) return { name, state: 'cancelled' as const, detail: null, startedAt: null, finishedAt: null };
    const startedAt = new Date(at).toISOString();
    at += durations[name] * 1000 * (name === failedAt ? 2 : 1);
    over = name === failedAt;
    return { name, state: over ? ('failed' as const) : ('done' as const), detail: over ? (failure?.message ?? null) : details[name], startedAt, finishedAt: new Date(at).toISOString() };
  });
  return {
    id: randomUUID(), number, app: app.name, environment: app.environment.name, cause: 'deploy', state: failure ? 'failed' : 'live', release, previousRelease: release > 1 ? release - 1 : null, buildId: randomUUID(), url: app.environment.url,
    steps, failure, check, warnings: [], fromSource: ['berth.yaml: process worker: node worker.js, 1 to 4 pods', 'berth.yaml: needs DATABASE_URL configured'], watch: null, recovers: null, retryOf: null, queue: null, createdBy: 'owner@acme.test', createdAt: ago(seconds + 21), startedAt: ago(seconds + 20), finishedAt: new Date(at).toISOString(),
  };
}

export function makeRelease(version: number, live: boolean, seconds: number, description: string): Release {
  return { version, live, wasLive: true, watch: null, image: 'berth/acme/hello', imageDigest: hex(`v${version}`), configVersion: Math.max(1, version - 1), processes: [version > 6 ? { ...defaultWebProcess, readiness: { type: 'http', path: '/healthz' } } : defaultWebProcess], releaseCommand: null, requires: [], description, createdBy: 'owner@acme.test', createdAt: ago(seconds) };
}

export function pods(app: string, process: string, release: number, count: number, ready: number) {
  return Array.from({ length: count }, (_, index) => ({
    name: `${app}-production-${process}-${release}f9c2e-x${index}k9q`, process, release, state: index < ready ? 'ready' : 'not-ready', reason: index < ready ? null : '/ answers 503', ready: index < ready, restarts: 0, startedAt: ago(4000), cpuMillicores: 38, memoryBytes: 106 * 2 ** 20,
  }));
}

export function makeApp(name: string, tenant: string, environment = 'production'): MockApp {
  const host = environment === 'production' ? `${name}-${tenant}` : `${name}-${environment}-${tenant}`;
  return {
    id: randomUUID(), name, createdAt: ago(90_000), deployments: [], releases: [], logs: [], previousLogs: [], buildLogs: new Map(), previews: readPreviewSettings({}), cron: [], cronRuns: [], cronLogs: new Map(), runs: [], repository: null, deliveries: [], domains: [], volumes: [],
    config: { version: 1, variables: {}, secrets: [], changedAt: null, changedBy: null },
    environment: { app: name, name: environment, url: `https://${host}.apps.localhost`, state: 'not-deployed', reason: 'Nothing is deployed yet.', observedAt: null, liveRelease: null, servingRelease: null, configVersion: 1, watchSeconds: null, lastDeployment: null, processes: [] },
  };
}

function deployed(app: MockApp, release: number, state: EnvironmentState, reason: string, ready: number, seconds = 3600): MockApp {
  app.releases = Array.from({ length: Math.min(release, 5) }, (_, index) => makeRelease(release - index, index === 0, seconds + index * 7200, ['Cache the product list', 'Set DATABASE_URL', 'Read the port from PORT', 'Faster start', 'First try'][index] ?? ''));
  app.deployments = app.releases.map((row, index) => endedDeployment(app, 30 - index, row.version, seconds + index * 7200));
  app.config = { version: 12, variables: { CACHE_TTL: '60', GREETING: 'Hello <b>there</b>', LOG_LEVEL: 'info', PUBLIC_KEY: '-----BEGIN KEY-----\nabc\n-----END KEY-----' }, secrets: ['DATABASE_URL', 'SESSION_KEY'], changedAt: ago(seconds), changedBy: 'dev@acme.test' };
  Object.assign(app.environment, {
    state, reason, observedAt: ago(2), liveRelease: release, servingRelease: state === 'down' ? null : release, configVersion: 12, lastDeployment: app.deployments[0] ?? null,
    processes: [
      { name: 'web', kind: 'web', scale: { min: 2, max: 2 }, ready, desired: 2, command: null, size: defaultSize, pods: pods(app.name, 'web', release, 2, ready) },
      { name: 'worker', kind: 'worker', scale: { min: 1, max: 4 }, ready: 1, desired: 1, command: ['node', 'worker.js'], size: defaultSize, fromSource: ['command', 'scale'], pods: pods(app.name, 'worker', release, 1, 1) },
    ],
  });
  return app;
}

/** Text that wants to do harm: HTML, colours, a hyperlink escape, a title escape, an override of direction, a long line. */
export const hostileLines = [
  '\x1b[31mred\x1b[0m \x1b[1;32mbold green\x1b[0m plain',
  '<img src=x onerror="document.title=1"><script>document.title=1</script>',
  '\x1b]8;;javascript:document.title=1\x1b\\click me\x1b]8;;\x1b\\ and \x1b]0;stolen title\x07 after',
  'user \u202Egpj.exe\u202C signed in',
  'tab\tnull\u0000 bell\u0007 end',
  `long ${'x'.repeat(20_000)}`,
];

function seedLogs(db: MockDb, app: MockApp): void {
  const say = (index: number) => ['listening on :8080', `GET /products?page=${index} 200 31 ms`, `GET / 200 12 ms`, `warning: cache is ${index} % full`, `error: upstream took ${index} ms`][index % 5] ?? '';
  for (let index = 0; index < 300; index++) app.logs.push({ at: ago(600 - index * 2), pod: `${app.name}-web-x${index % 2}k9q`, process: index % 9 === 0 ? 'worker' : 'web', release: app.environment.liveRelease, line: say(index), id: db.nextLine++ });
  for (const line of hostileLines) app.logs.push({ at: ago(1), pod: `${app.name}-web-x0k9q`, process: 'web', release: app.environment.liveRelease, line, id: db.nextLine++ });
  app.previousLogs = ['starting', 'Error: DATABASE_URL is not set', '    at connect (/app/server.js:12:9)', 'exit code 1'].map((line, index) => ({ at: ago(7000 - index), pod: `${app.name}-web-old7x`, process: 'web', release: 6, line }));
}

function makeTenant(slug: string, state: MockTenant['row']['state'] = 'active'): MockTenant {
  const budget = { cpuMillicores: 4000, memoryBytes: 8 * GiB, pods: 40, storageBytes: 20 * GiB, apps: 20 };
  return {
    row: { slug, name: slug, state, plan: 'team', cluster: 'local', baseDomain: 'apps.localhost', apps: 0, members: 1, createdAt: ago(86_400 * 20), lastError: null },
    budget: { plan: 'team', budget, used: { cpuMillicores: 2500, memoryBytes: Math.round(3.1 * GiB), pods: 11, storageBytes: 2 * GiB, apps: 5 }, measuredAt: ago(3) },
    members: [],
    apps: [],
  };
}

/** The installation that the portal's development and tests look at. */
export function seed(): MockDb {
  const db = new MockDb();
  const user = (email: string, operator = false) => ({ id: randomUUID(), email, name: email.split('@')[0] ?? email, password: 'correct horse battery', operator });
  const [operator, owner, viewer] = [user('operator@berth.test', true), user('owner@acme.test'), user('viewer@acme.test')];
  db.users = [operator, owner, viewer];
  const acme = makeTenant('acme');
  acme.members = [{ userId: owner.id, email: owner.email, name: owner.name, role: 'owner', createdAt: ago(86_400 * 20) }, { userId: viewer.id, email: viewer.email, name: '<i>Viewer</i> \u202Eevil', role: 'viewer', createdAt: ago(86_400 * 2) }];
  acme.row.members = 2;
  const crash = {
    class: 'crash', step: 'rollOut' as const, message: 'web exited 1: DATABASE_URL is not set.', evidence: ['Pod shop-web-x2k9q: Terminated, exit code 1, 0.8 s after its start', 'Restarted 3 times in 20 s'],
    lastLines: ['> shop@1.0.0 start', '> node server.js', '\x1b[31mError: DATABASE_URL is not set\x1b[0m', '    at connect (/app/server.js:12:9) <script>alert(1)</script>'], remedy: 'Mend what the last log lines say, and deploy again. `berth logs --previous` shows them all.', docs: 'https://berth.localhost/api/docs/failures#crash',
  };
  const hello = deployed(makeApp('hello', 'acme'), 7, 'live', 'GET / answers 200 in 38 ms.', 2);
  const shop = deployed(makeApp('shop', 'acme'), 11, 'live', 'GET / answers 200 in 51 ms.', 2, 40_000);
  shop.deployments.unshift(endedDeployment(shop, 31, 12, 300, crash));
  shop.releases.unshift({ ...makeRelease(12, false, 300, 'Ask the new database'), wasLive: false });
  shop.environment.lastDeployment = shop.deployments[0] ?? null;
  const [stuck, came] = shop.deployments.slice(2, 4);
  if (stuck && came) {
    const late = { ...crash, step: null, message: 'The process web ended with exit code 1. It last said: out of connections' };
    Object.assign(came, { watch: { state: 'failed', until: came.finishedAt, failure: late } });
    Object.assign(stuck, { cause: 'automatic', createdBy: null, recovers: { deployment: came.number, release: came.release, failure: late } });
    const failed = shop.releases.find(({ version }) => version === came.release);
    if (failed) failed.watch = 'failed';
  }
  const mailer = deployed(makeApp('mailer', 'acme'), 3, 'degraded', '1 of 2 web pods ready for 6 min: / answers 503.', 1, 80_000);
  const staging = deployed(makeApp('hello', 'acme', 'staging'), 9, 'live', 'GET / answers 200 in 41 ms.', 2, 900);
  for (const release of staging.releases) release.requires = ['DATABASE_URL', 'MAIL_TOKEN'];
  const preview = deployed(makeApp('hello', 'acme', 'feature-login'), 2, 'live', 'GET / answers 200 in 44 ms.', 2, 600);
  preview.environment.preview = { branch: 'feature/login', basedOn: 'production', expiresAt: ago(-5.5 * 86_400) };
  hello.previews.enabled = true;
  const [busy] = hello.environment.processes[1]?.pods ?? [];
  if (busy) Object.assign(busy, { restarts: 2, lastExit: { reason: 'out of memory', exitCode: 137, message: 'FATAL: 511 MiB of 512 MiB \u202Egnp.exe\n<b>heap</b> is full', at: ago(240) } });
  seedCron(hello);
  seedRuns(hello);
  seedRepository(hello);
  seedDomains(hello);
  seedVolumes(mailer);
  acme.apps = [hello, staging, preview, shop, mailer, makeApp('docs', 'acme')];
  acme.row.apps = 4;
  for (const app of [hello, staging, shop, mailer]) seedLogs(db, app);
  for (const app of acme.apps) for (const deployment of app.deployments) app.buildLogs.set(deployment.id, ['#1 load build definition from Dockerfile\n', '#2 \x1b[36m[1/3] FROM node:24-slim\x1b[0m\n', '#2 CACHED\n', '#3 RUN npm ci\n', '#3 added 2 packages in 2s\n', '#4 <b>exporting</b> to image\n#4 pushing sha256:76a1c0\n']);
  const empty = makeTenant('empty');
  empty.members = [{ userId: owner.id, email: owner.email, name: owner.name, role: 'owner', createdAt: ago(1000) }];
  const globex = makeTenant('globex', 'suspended');
  db.tenants = [acme, empty, globex];
  db.plans = [{ name: 'team', budget: acme.budget.budget, isDefault: true }, { name: 'small', budget: { ...acme.budget.budget, cpuMillicores: 1000, memoryBytes: 2 * GiB }, isDefault: false }];
  db.clusters = [{ name: 'local', baseDomain: 'apps.localhost', ingressClass: 'traefik', registryHost: 'registry.registry.svc:5000', isDefault: true, tenants: 3, observed: { reachable: true, version: 'v1.36.2', nodes: 1, cpuMillicores: 2000, memoryBytes: 23 * GiB, message: null, observedAt: ago(3) } }];
  db.tokens = [{ id: randomUUID(), name: 'laptop', prefix: 'berth_7Yk2', tenant: null, role: null, expiresAt: null, lastUsedAt: ago(4000), createdAt: ago(400_000) }];
  return db;
}
