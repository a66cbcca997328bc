import { deploymentSteps } from '@berth/domain';
import { setTimeout as sleep } from 'node:timers/promises';
import { api } from '../real-services/installation.js';
import { uploadSource } from '../real-services/sources.js';
import { commandFor, packSource, type Behaviour } from './behaviour-app.js';
import type { Choices } from './choices.js';
import { newApp, openOf, type AppModel, type Wanted } from './model.js';
import { findDeployment } from './read-rows.js';
import { acceptDeployment, endLoad, environmentPath, isQuiet, remember, slugs, standing, Violation, type World } from './world.js';

/** Something that a user does, or that befalls the platform. */
export interface Action {
  name: string;
  weight: number;
  /** The apps that it can be done to; null where it befalls the whole platform. */
  apps: ((world: World) => AppModel[]) | null;
  run(world: World, choices: Choices, app: AppModel): Promise<string>;
}

const mebibyte = 2 ** 20;
/** Small pods without a time in reserve, so that many deployments fit in a minute and on a small node. */
const smallWeb = (behaviour: Behaviour, mark: string) => ({
  name: 'web',
  command: commandFor(behaviour, mark),
  minReadySeconds: 0,
  size: { cpuRequestMillicores: 10, memoryRequestBytes: 48 * mebibyte, memoryLimitBytes: 160 * mebibyte },
});

const isBad = (wanted: Wanted, app: AppModel) => (wanted.kind === 'new' && wanted.behaviour !== 'good') || (wanted.kind === 'rollback' && app.releases.get(wanted.version)!.behaviour !== 'good');
/** With no pods a bad release goes live, since nothing shows that it is bad: such a deployment needs pods. */
const withPods = (world: World) => standing(world).filter(({ pods }) => pods > 0);
const deployed = (world: World) => standing(world).filter(({ live }) => live !== null);

async function deployImage(world: World, app: AppModel, behaviour: Behaviour): Promise<string> {
  const mark = `m${world.step}`;
  const { number } = await acceptDeployment(app, `image, ${behaviour}`, { kind: 'new', mark, content: world.imageContent, behaviour, buildFails: false }, 'POST', `${environmentPath(app)}/deployments`, {
    image: world.image,
    description: mark,
    processes: [smallWeb(behaviour, mark)],
  });
  return `${app.slug}: deployment ${number}, an image that is to be ${behaviour}, ${mark}`;
}

async function deploySource(world: World, app: AppModel, broken: boolean): Promise<string> {
  const mark = `m${world.step}`;
  const content = `s${world.step}`;
  const { id: source } = await uploadSource(app.slug, await packSource(content, broken));
  const { number } = await acceptDeployment(app, broken ? 'source that cannot be built' : 'source', { kind: 'new', mark, content, behaviour: 'good', buildFails: broken }, 'POST', `${environmentPath(app)}/deployments`, {
    source,
    description: mark,
    processes: [smallWeb('good', mark)],
  });
  return `${app.slug}: deployment ${number}, a changed source${broken ? ' that cannot be built' : ''}, ${mark}`;
}

/** Deploys an image while the API is killed: whatever the answer, it was accepted whole or not at all. */
async function killApiInAWrite(world: World, choices: Choices, app: AppModel): Promise<string> {
  const mark = `m${world.step}`;
  const wanted: Wanted = { kind: 'new', mark, content: world.imageContent, behaviour: 'good', buildFails: false };
  const request = api('POST', `${environmentPath(app)}/deployments`, { image: world.image, description: mark, processes: [smallWeb('good', mark)] }).catch(() => null);
  await sleep(choices.upTo(150));
  await world.faults.killApi();
  const answer = await request;
  const made = await findDeployment(world.db, app.environmentId, mark);
  if (answer?.status === 202 && !made) throw new Violation(`I4 ${app.slug}: a deployment was answered with 202, and it has no row`);
  if (made) remember(app, 'image, while the API was killed', wanted, made);
  return `${app.slug}: API killed while it took a deployment, ${made ? `which was accepted as ${made.number}` : 'which was not accepted'} (answer ${answer?.status ?? 'none'})`;
}

export const actions: readonly Action[] = [
  {
    name: 'create app',
    weight: 20,
    apps: (world) => (world.apps.length < slugs.length ? [newApp(slugs.find((slug) => world.apps.every((app) => app.slug !== slug))!, '', '')] : []),
    async run(world, _choices, app) {
      const { status, body } = await api('POST', '/v1/tenants/acme/apps', { name: app.slug });
      if (status !== 201) throw new Violation(`${app.slug} could not be made: ${status} ${JSON.stringify(body)}`);
      const { id } = await world.db.environment.findFirstOrThrow({ where: { appId: body.id } });
      world.made.add(body.id);
      world.apps.push(newApp(app.slug, body.id, id));
      return `${app.slug}: made`;
    },
  },
  {
    name: 'delete app',
    weight: 3,
    apps: standing,
    async run(world, _choices, app) {
      await endLoad(world, app);
      const { status, body } = await api('DELETE', `/v1/tenants/acme/apps/${app.slug}?confirm=${app.slug}`);
      if (status !== 202) throw new Violation(`${app.slug} could not be deleted: ${status} ${JSON.stringify(body)}`);
      app.deleting = true;
      return `${app.slug}: deleted${openOf(app).length > 0 ? ', with a deployment under way' : ''}`;
    },
  },
  { name: 'deploy image', weight: 22, apps: standing, run: (world, _choices, app) => deployImage(world, app, 'good') },
  { name: 'deploy source', weight: 6, apps: standing, run: (world, _choices, app) => deploySource(world, app, false) },
  { name: 'deploy source that cannot be built', weight: 3, apps: standing, run: (world, _choices, app) => deploySource(world, app, true) },
  { name: 'deploy image that crashes', weight: 5, apps: withPods, run: (world, _choices, app) => deployImage(world, app, 'crash') },
  { name: 'deploy image on a wrong port', weight: 4, apps: withPods, run: (world, _choices, app) => deployImage(world, app, 'wrong-port') },
  {
    name: 'cancel',
    weight: 14,
    apps: (world) => standing(world).filter((app) => openOf(app).length > 0),
    async run(_world, choices, app) {
      const deployment = choices.oneOf(openOf(app));
      const { status, body } = await api('POST', `${environmentPath(app)}/deployments/${deployment.id}/cancel`);
      if (status === 202) deployment.cancelAsked = true;
      else if (status !== 409) throw new Violation(`${app.slug}: a cancel was answered ${status} ${JSON.stringify(body)}`);
      return `${app.slug}: cancel of ${deployment.number}${status === 409 ? ', refused: it had ended' : ''}`;
    },
  },
  {
    name: 'roll back',
    weight: 9,
    apps: (world) => deployed(world).filter(({ releases }) => releases.size > 1),
    async run(_world, choices, app) {
      const targets = [...app.releases.values()].filter(({ behaviour }) => behaviour === 'good' || app.pods > 0);
      const { version, behaviour } = choices.oneOf(targets);
      const keepConfig = choices.percent(25);
      const { number } = await acceptDeployment(app, `rollback to v${version}`, { kind: 'rollback', version, keepConfig }, 'POST', `${environmentPath(app)}/rollback`, { version, keepConfig });
      return `${app.slug}: deployment ${number}, back to v${version}${keepConfig ? ' with the present config' : ''}${behaviour === 'good' ? '' : `, which is ${behaviour}`}`;
    },
  },
  {
    name: 'set config',
    weight: 10,
    apps: deployed,
    async run(world, choices, app) {
      const message = `c${world.step}`;
      const deploy = choices.percent(75);
      const { status, body } = await api('PATCH', `${environmentPath(app)}/config`, { set: { MESSAGE: message }, deploy });
      if (status !== 200 || (body.deployment === null) === deploy) throw new Violation(`${app.slug}: a config change was answered ${status} ${JSON.stringify(body)}`);
      app.messages.set(body.config.version, message);
      if (deploy) remember(app, 'config', { kind: 'same' }, body.deployment);
      return `${app.slug}: ${deploy ? `deployment ${body.deployment.number}, ` : ''}config ${body.config.version}, ${message}`;
    },
  },
  {
    name: 'restart',
    weight: 3,
    apps: deployed,
    async run(_world, _choices, app) {
      const { number } = await acceptDeployment(app, 'restart', { kind: 'same' }, 'POST', `${environmentPath(app)}/restart`);
      return `${app.slug}: deployment ${number}, a restart`;
    },
  },
  {
    name: 'scale',
    weight: 8,
    apps: deployed,
    async run(world, choices, app) {
      const mayStop = isQuiet(app) || !app.accepted.some((one) => one.ended === null && isBad(one.wanted, app));
      const wanted = app.pods === 0 ? 1 + choices.upTo(1) : choices.percent(20) && mayStop ? 0 : 1 + choices.upTo(1);
      if (wanted === 0) await endLoad(world, app);
      const { status, body } = await api('PUT', `${environmentPath(app)}/processes/web/scale`, { min: wanted, max: wanted });
      if (status !== 200) throw new Violation(`${app.slug}: a scale was answered ${status} ${JSON.stringify(body)}`);
      app.pods = wanted;
      return `${app.slug}: scaled to ${wanted}`;
    },
  },
  {
    name: 'kill the worker',
    weight: 4,
    apps: null,
    async run(world, choices) {
      const downMs = choices.upTo(2_000);
      await world.faults.killWorker(downMs);
      return `worker killed, down for ${downMs} ms`;
    },
  },
  {
    name: 'kill the worker at a step',
    weight: 5,
    apps: null,
    async run(world, choices) {
      const point = `${choices.oneOf(deploymentSteps)}:${choices.oneOf(['started', 'finished'])}`;
      await world.faults.killWorkerAt(point);
      return `worker restarted, to be killed at ${point}`;
    },
  },
  { name: 'kill the API', weight: 3, apps: null, run: async (world) => (await world.faults.killApi(), 'API killed') },
  { name: 'kill the API in a write', weight: 3, apps: standing, run: killApiInAWrite },
  { name: 'crash PostgreSQL', weight: 2, apps: null, run: async (world) => (await world.faults.crashPostgres(world.db), 'PostgreSQL crashed') },
  { name: 'empty Redis', weight: 4, apps: null, run: async (world) => (await world.faults.emptyRedis(), 'Redis emptied') },
];
