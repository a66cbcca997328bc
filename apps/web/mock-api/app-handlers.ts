import { randomUUID } from 'node:crypto';
import { canDeployment, isFinal, Problem } from '@berth/domain';
import { follow, pageOf, type Config, type LogLine, type MockApp, type MockDb, type MockUser } from './db.ts';
import type { MockHandlers } from './handler-types.ts';
import { ago, makeApp, pods } from './seed.ts';
import { toLeave } from './simulate-rollout.ts';
import { cancelDeployment, startDeployment, type Speed } from './simulate.ts';

type Names =
  | 'listApps' | 'createApp' | 'getApp' | 'deleteApp' | 'uploadSource' | 'getEnvironment' | 'listDeployments' | 'createDeployment' | 'checkDeployment' | 'getDeployment' | 'streamDeployment' | 'streamBuildLog' | 'streamReleaseLog' | 'getBuild'
  | 'changeEnvironment' | 'cancelDeployment' | 'pauseRollout' | 'resumeRollout' | 'continueRollout' | 'retryDeployment' | 'restart' | 'diffReleases' | 'listReleases' | 'getRelease' | 'rollBack' | 'getConfig' | 'changeConfig' | 'listProcesses' | 'scaleProcess' | 'streamLogs'
  | 'changeApp';

const find = (db: MockDb, user: MockUser, params: { tenant: string; app: string; environment: string }) => db.environment(user, params.tenant, params.app, params.environment);

function deploymentOf(app: MockApp, id: string) {
  const deployment = app.deployments.find((each) => each.id === id);
  if (!deployment) throw new Problem('not-found');
  return deployment;
}

/** Does something to the stage that a deployment is in. */
function hold(db: MockDb, user: MockUser, params: { tenant: string; app: string; environment: string; deployment: string }, action: 'pause' | 'resume' | 'continue') {
  const app = find(db, user, params);
  const deployment = deploymentOf(app, params.deployment);
  const { rollout } = deployment;
  if (!canDeployment(deployment.state, 'hold') || !rollout || rollout.phase === 'passed') throw new Problem('wrong-state', 'All stages of the rollout are over; only while a release is tried beside the one that serves can its rollout be paused, resumed and continued.');
  rollout.paused = action === 'pause';
  if (action === 'continue') toLeave.set(deployment, rollout.stage);
  db.emit(params.tenant, 'deployment.rollout', app, { deploymentId: deployment.id, action, stage: rollout.stage });
  return deployment;
}

function viewOf([app, ...others]: MockApp[], tenant: string) {
  if (!app) throw new Problem('not-found');
  const environments = [app, ...others].map(({ environment: { processes: _processes, ...environment } }) => ({ ...environment, observedAt: environment.observedAt && ago(2) }));
  return { id: app.id, name: app.name, tenant, state: 'active' as const, url: app.environment.url, gitUrl: `https://git.localhost/${tenant}/${app.name}.git`, environments, createdAt: app.createdAt };
}

const makeSource = () => ({ id: randomUUID(), digest: 'sha256:00', sizeBytes: 38_000, files: 14, detected: { kind: 'node' as const, version: '24', reason: 'package.json', command: ['npm', 'start'], dockerfile: 'FROM node:24-slim\n', fromSource: [] }, createdAt: new Date().toISOString() });

async function* inPieces(app: MockApp, id: string): AsyncGenerator<{ id: string; data: { seq: number; text: string } }> {
  for (const [seq, text] of (app.buildLogs.get(id) ?? []).entries()) yield { id: String(seq), data: { seq, text } };
}

async function* nothing(): AsyncGenerator<{ id: string; data: { seq: number; text: string } }> {}

async function* kept(lines: readonly LogLine[]) {
  for (const [index, data] of lines.entries()) yield { id: `p${index}`, data };
}

/** Everything that is done with an app. `speed` sets how long a deployment's steps take. */
export const appHandlers = (speed: Speed): Pick<MockHandlers, Names> => ({
  listApps: ({ db, user, params, query }) => pageOf([...Map.groupBy(db.tenantOf(user, params.tenant).apps.filter(({ name }) => name.includes(query.search ?? '')), ({ name }) => name).values()].map((places) => viewOf(places, params.tenant)), query),
  createApp: ({ db, user, params, body }) => {
    const tenant = db.tenantOf(user, params.tenant);
    if (tenant.row.state === 'suspended') throw new Problem('tenant-suspended');
    if (tenant.apps.some(({ name }) => name === body.name)) throw new Problem('name-taken', `There is an app ${body.name} already.`);
    const app = makeApp(body.name, params.tenant);
    tenant.apps.push(app);
    db.emit(params.tenant, 'app.created', app, { app: app.name });
    return viewOf([app], params.tenant);
  },
  getApp: ({ db, user, params }) => viewOf(db.places(user, params.tenant, params.app), params.tenant),
  changeApp: ({ db, user, params }) => viewOf(db.places(user, params.tenant, params.app), params.tenant), // no page changes an app's settings
  deleteApp: ({ db, user, params, query }) => {
    const app = db.app(user, params.tenant, params.app);
    if (query.confirm !== params.app) throw new Problem('wrong-state', 'The typed name is another one.');
    const tenant = db.tenant(params.tenant);
    tenant.apps = tenant.apps.filter(({ name }) => name !== app.name);
    db.emit(params.tenant, 'app.deleted', app, { app: app.name });
    return { ...viewOf([app], params.tenant), state: 'deleting' };
  },
  uploadSource: () => makeSource(),
  getEnvironment: ({ db, user, params }) => {
    const app = find(db, user, params);
    return { ...app.environment, observedAt: app.environment.observedAt && ago(2) };
  },
  changeEnvironment: ({ db, user, params, body: { watchSeconds, rollout } }) =>
    Object.assign(find(db, user, params).environment, watchSeconds !== undefined && { watchSeconds }, rollout !== undefined && { rollout: { settings: rollout ?? { strategy: 'rolling' }, from: rollout ? 'setting' : 'default', setting: rollout } }),
  listDeployments: ({ db, user, params, query }) => pageOf(find(db, user, params).deployments.filter(({ state }) => query.state === undefined || state === query.state), query),
  createDeployment: ({ db, user, params, body }) => startDeployment(db, params.tenant, find(db, user, params), 'deploy', body.description ?? '', speed, { rollout: body.rollout }),
  checkDeployment: ({ db, user, params }) => find(db, user, params).deployments[0]?.check ?? { objects: [], needs: { cpuMillicores: 0, memoryBytes: 0, pods: 0 }, free: null, budget: null, surge: null, refusal: null, note: null },
  getDeployment: ({ db, user, params }) => deploymentOf(find(db, user, params), params.deployment),
  streamDeployment: ({ db, user, params, signal, lastEventId }) => {
    const deployment = deploymentOf(find(db, user, params), params.deployment);
    return follow(db, 'event', signal, Number(lastEventId ?? 0), () => db.events.filter(({ deploymentId }) => deploymentId === deployment.id), () => isFinal(deployment.state));
  },
  streamBuildLog: ({ db, user, params }) => inPieces(find(db, user, params), params.deployment),
  getBuild: ({ db, user, params }) => {
    const { buildId, startedAt } = deploymentOf(find(db, user, params), params.deployment);
    return buildId === null ? { source: null, build: null } : { source: makeSource(), build: { id: buildId, state: 'done', image: null, imageDigest: null, layers: 8, cachedLayers: 6, startedAt, finishedAt: null } };
  },
  streamReleaseLog: ({ db, user, params }) => {
    deploymentOf(find(db, user, params), params.deployment);
    return nothing();
  },
  cancelDeployment: ({ db, user, params }) => {
    const app = find(db, user, params);
    const deployment = deploymentOf(app, params.deployment);
    if (!canDeployment(deployment.state, 'cancel')) throw new Problem('wrong-state', `The deployment is ${deployment.state}.`);
    cancelDeployment(db, params.tenant, app, deployment);
    return deployment;
  },
  pauseRollout: ({ db, user, params }) => hold(db, user, params, 'pause'),
  resumeRollout: ({ db, user, params }) => hold(db, user, params, 'resume'),
  continueRollout: ({ db, user, params }) => hold(db, user, params, 'continue'),
  retryDeployment: ({ db, user, params }) => {
    const app = find(db, user, params);
    const { number, state } = deploymentOf(app, params.deployment);
    if (!canDeployment(state, 'retry')) throw new Problem('wrong-state', `The deployment is ${state}.`);
    return Object.assign(startDeployment(db, params.tenant, app, 'deploy', `Retry of ${number}`, speed), { retryOf: number });
  },
  restart: ({ db, user, params }) => {
    const app = find(db, user, params);
    if (app.environment.liveRelease === null) throw new Problem('no-release');
    return startDeployment(db, params.tenant, app, 'restart', 'Restart', speed, { like: app.environment.liveRelease });
  },
  listReleases: ({ db, user, params, query }) => pageOf(find(db, user, params).releases, query),
  diffReleases: ({ db, user, params, query }) => {
    const [before, after] = [query.from, query.to].map((wanted) => find(db, user, params).releases.find(({ version }) => version === wanted));
    if (!before || !after) throw new Problem('release-not-found');
    return {
      from: query.from, to: query.to,
      image: { changed: before.imageDigest !== after.imageDigest, before: `${before.image}@${before.imageDigest}`, after: `${after.image}@${after.imageDigest}` },
      config: { before: before.configVersion, after: after.configVersion, valuesShown: true, changes: before.configVersion === after.configVersion ? [] : [{ name: 'CACHE_TTL', change: 'changed' as const, kind: 'variable' as const, before: '30', after: '60' }, { name: 'SESSION_KEY', change: 'added' as const, kind: 'secret' as const, before: null, after: null }] },
      processes: [],
      settings: [],
    };
  },
  getRelease: ({ db, user, params }) => {
    const release = find(db, user, params).releases.find(({ version }) => version === params.version);
    if (!release) throw new Problem('release-not-found');
    return { ...release, before: release.version > 1 ? release.version - 1 : null, configChanges: [] };
  },
  rollBack: ({ db, user, params, body }) => {
    const app = find(db, user, params);
    const target = app.releases.find(({ version, live }) => (body.version === undefined ? !live : version === body.version));
    if (!target) throw new Problem('release-not-found');
    return startDeployment(db, params.tenant, app, 'rollback', `Roll back to v${target.version}`, speed, { like: target.version });
  },
  getConfig: ({ db, user, params }) => find(db, user, params).config,
  changeConfig: ({ db, user, params, body }) => {
    const app = find(db, user, params);
    const names = [...Object.keys(body.set), ...Object.keys(body.secrets), ...body.unset];
    const variables = { ...Object.fromEntries(Object.entries(app.config.variables).filter(([name]) => !names.includes(name))), ...body.set };
    const secrets = [...new Set([...app.config.secrets.filter((name) => !body.unset.includes(name) && !(name in body.set)), ...Object.keys(body.secrets)])];
    app.config = { version: app.config.version + 1, variables, secrets, changedAt: new Date().toISOString(), changedBy: user.email } satisfies Config;
    db.emit(params.tenant, 'config.changed', app, { version: app.config.version, names });
    const deployment = body.deploy && app.environment.liveRelease !== null ? startDeployment(db, params.tenant, app, 'config', `Set ${names.join(', ')}`, speed, { like: app.environment.liveRelease }) : null;
    return { config: app.config, deployment };
  },
  listProcesses: ({ db, user, params }) => ({ items: find(db, user, params).environment.processes, observedAt: ago(2) }),
  scaleProcess: ({ db, user, params, body }) => {
    const app = find(db, user, params);
    const process = app.environment.processes.find(({ name }) => name === params.process);
    if (!process) throw new Problem('no-release');
    if (body.max > 20) throw new Problem('over-budget', `${body.max} pods need ${body.max * 0.1} CPU; 1.5 are free.`);
    Object.assign(process, { scale: body, desired: body.min });
    setTimeout(() => {
      Object.assign(process, { ready: body.min, pods: pods(app.name, process.name, app.environment.liveRelease ?? 1, body.min, body.min) });
      db.emit(params.tenant, 'environment.observed', app, { state: 'live', reason: '' });
    }, speed.step).unref();
    db.emit(params.tenant, 'environment.scaled', app, { process: process.name, ...body });
    return process;
  },
  streamLogs: ({ db, user, params, query, signal, lastEventId }) => {
    const app = find(db, user, params);
    const mine = <T extends { process: string }>(lines: readonly T[]) => lines.filter(({ process }) => query.process === undefined || process === query.process);
    if (query.previous) return kept(mine(query.process?.startsWith('run-') ? app.logs : app.previousLogs));
    const after = Number(lastEventId ?? mine(app.logs).at(-1 - query.tail)?.id ?? 0);
    return follow(db, 'log', signal, after, () => mine(app.logs), () => !query.follow);
  },
});
