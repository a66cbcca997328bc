import { randomUUID } from 'node:crypto';
import { defaultSize, deploymentSteps, isFinal, type DeploymentCause, type DeploymentStepName, type RolloutSettings } from '@berth/domain';
import type { Deployment, MockApp, MockDb, Release } from './db.ts';
import { makeRelease, pods } from './seed.ts';
import { tryOut } from './simulate-rollout.ts';

export interface Speed {
  /** Milliseconds that one step takes. */
  step: number;
}

const wait = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms).unref(); });

interface Start {
  /** The version of the release that the new one equals, or that release. */
  like?: number | undefined;
  model?: Release | undefined;
  rollout?: RolloutSettings | undefined;
}

/** Makes a queued deployment and lets it run through its steps, with the rows and events of the real thing. */
export function startDeployment(db: MockDb, tenant: string, app: MockApp, cause: DeploymentCause, description: string, speed: Speed, start: Start = {}): Deployment {
  const now = new Date().toISOString();
  const deployment: Deployment = {
    id: randomUUID(), number: (app.deployments[0]?.number ?? 0) + 1, app: app.name, environment: app.environment.name, cause, state: 'queued', release: null, previousRelease: app.environment.liveRelease, buildId: cause === 'deploy' ? randomUUID() : null, url: app.environment.url,
    steps: deploymentSteps.map((name) => ({ name, state: 'pending', detail: null, startedAt: null, finishedAt: null })), failure: null, check: null, warnings: [], fromSource: [], watch: null, recovers: null, retryOf: null, queue: { ahead: 0, behind: null }, createdBy: 'owner@acme.test', createdAt: now, startedAt: null, finishedAt: null,
  };
  app.deployments.unshift(deployment);
  app.environment.lastDeployment = deployment;
  changed(db, tenant, app, deployment);
  void run(db, tenant, app, deployment, description, speed, start);
  return deployment;
}

function changed(db: MockDb, tenant: string, app: MockApp, deployment: Deployment): void {
  db.emit(tenant, 'deployment.state', app, { deploymentId: deployment.id, state: deployment.state, release: deployment.release, message: null });
}

const found: Record<DeploymentStepName, string | null> = { build: 'sha256:9be0aa… 3 of 7 layers cached', check: '2 objects change. Needs 0.2 CPU at the peak, 1.5 free.', release: 'npm run migrate (1 s)', tryOut: null, apply: null, rollOut: '2 of 2 web pods ready.', verify: '200 from the new release in 41 ms.' };

async function run(db: MockDb, tenant: string, app: MockApp, deployment: Deployment, description: string, speed: Speed, { like, model, rollout }: Start): Promise<void> {
  await wait(speed.step / 2);
  if (deployment.state !== 'queued') return;
  const version = (app.releases[0]?.version ?? 0) + 1;
  Object.assign(deployment, { state: 'running', queue: null, startedAt: new Date().toISOString(), release: version });
  changed(db, tenant, app, deployment);
  for (const step of deployment.steps) {
    const tried = step.name === 'tryOut' && rollout && rollout.strategy !== 'rolling' ? rollout : null;
    Object.assign(step, (step.name === 'build' && deployment.buildId === null) || (step.name === 'tryOut' && !tried) ? { state: 'skipped' } : { state: 'running', startedAt: new Date().toISOString() });
    tell(db, tenant, app, deployment, step);
    if (step.state === 'skipped') continue;
    if (step.name === 'rollOut') surge(app, version);
    if (tried) await tryOut(db, tenant, app, deployment, tried, speed.step);
    else await wait(speed.step);
    if (hasEnded(deployment)) return;
    Object.assign(step, { state: 'done', detail: found[step.name], finishedAt: new Date().toISOString() });
    tell(db, tenant, app, deployment, step);
    db.log(app, { pod: `${app.name}-web-new`, process: 'web', release: version, line: `${step.name} done` });
  }
  for (const release of app.releases) release.live = false;
  app.releases.unshift({ ...(model ?? app.releases.find((release) => release.version === like) ?? makeRelease(version, true, 0, description)), version, live: true, wasLive: true, description, createdAt: new Date().toISOString() });
  Object.assign(deployment, { state: 'live', finishedAt: new Date().toISOString() });
  Object.assign(app.environment, { state: 'live', reason: 'GET / answers 200 in 41 ms.', liveRelease: version, servingRelease: version, observedAt: new Date().toISOString() });
  const web = app.environment.processes.find(({ name }) => name === 'web');
  if (web) Object.assign(web, { ready: 2, desired: 2, pods: pods(app.name, 'web', version, 2, 2) });
  changed(db, tenant, app, deployment);
  db.emit(tenant, 'environment.observed', app, { state: 'live', reason: app.environment.reason });
}

const hasEnded = (deployment: Deployment) => isFinal(deployment.state);

function tell(db: MockDb, tenant: string, app: MockApp, deployment: Deployment, step: Deployment['steps'][number]): void {
  db.emit(tenant, 'deployment.step', app, { deploymentId: deployment.id, step: step.name, state: step.state, detail: step.detail, startedAt: step.startedAt, finishedAt: step.finishedAt });
}

/** Old pods serve, one of the two new ones is ready. */
function surge(app: MockApp, version: number): void {
  if (app.environment.processes.length === 0) app.environment.processes = [{ name: 'web', kind: 'web', scale: { min: 2, max: 2 }, ready: 0, desired: 2, command: null, size: defaultSize, pods: [] }];
  const web = app.environment.processes.find(({ name }) => name === 'web');
  if (web) web.pods = [...web.pods, ...pods(app.name, 'web', version, 2, 1)];
}

/** Cancels what has not ended. */
export function cancelDeployment(db: MockDb, tenant: string, app: MockApp, deployment: Deployment): void {
  for (const step of deployment.steps) if (step.state === 'running' || step.state === 'pending') step.state = 'cancelled';
  Object.assign(deployment, { state: 'cancelled', finishedAt: new Date().toISOString() });
  changed(db, tenant, app, deployment);
}
