import { usualGates, type RolloutSettings } from '@berth/domain';
import type { Deployment, MockApp, MockDb } from './db.ts';
import { pods } from './seed.ts';

type Rollout = NonNullable<Deployment['rollout']>;
const wait = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms).unref(); });

function begin(settings: Exclude<RolloutSettings, { strategy: 'rolling' }>, app: string): Rollout {
  const stages = settings.strategy === 'staged' ? [{ percent: 33, pods: 1, seconds: settings.watchSeconds, manual: false }]
    : settings.strategy === 'canary' ? settings.steps.map(({ weight, seconds }) => ({ percent: weight, pods: 1, seconds, manual: false }))
      : [{ percent: 0, pods: 2, seconds: 0, manual: settings.switch === 'manual' }, { percent: 100, pods: 2, seconds: settings.keepSeconds, manual: false }];
  return { strategy: settings.strategy, sharing: settings.strategy === 'staged' ? 'pods' : 'weight', stages, stage: 0, phase: 'starting', paused: false, secondsLeft: null, previewUrl: `https://${app}-acme--next.apps.localhost`, gates: settings.strategy === 'canary' ? (settings.gates ?? usualGates) : {}, figures: null };
}

/** Which stage of which deployment is to be left now, as `continue` says. */
export const toLeave = new WeakMap<Deployment, number>();

/** Goes through the stages, in which a second lasts as long as one does; ends early when the deployment does. */
export async function tryOut(db: MockDb, tenant: string, app: MockApp, deployment: Deployment, settings: Exclude<RolloutSettings, { strategy: 'rolling' }>, stepMs: number): Promise<void> {
  const rollout = begin(settings, app.name);
  deployment.rollout = rollout;
  const web = app.environment.processes.find(({ name }) => name === 'web');
  const running = () => deployment.state === 'running';
  const tell = (detail: string) => db.emit(tenant, 'deployment.progress', app, { deploymentId: deployment.id, step: 'tryOut', detail });
  for (const [index, { percent, pods: count, seconds, manual }] of rollout.stages.entries()) {
    Object.assign(rollout, { stage: index, phase: 'starting', secondsLeft: null, figures: null });
    tell(`0/${count} ready`);
    await wait(stepMs);
    if (web) web.pods = [...web.pods.filter(({ track }) => track !== 'candidate'), ...pods(app.name, 'web', deployment.release ?? 0, count, count).map((pod) => ({ ...pod, track: 'candidate' as const, name: `${pod.name}-next` }))];
    Object.assign(rollout, { phase: 'holding', secondsLeft: manual ? null : seconds, figures: percent === 0 || rollout.strategy !== 'canary' ? null : { requests: 0, errors: 0, p95Ms: null } });
    for (let held = 0; running() && toLeave.get(deployment) !== index && (rollout.paused || manual || held < seconds * 1000);) {
      tell(`${percent} % of requests`);
      await wait(250);
      if (rollout.paused) continue;
      held += 250;
      if (!manual) rollout.secondsLeft = Math.max(0, Math.ceil(seconds - held / 1000));
      if (rollout.figures) rollout.figures = { requests: rollout.figures.requests + percent, errors: Math.floor(rollout.figures.requests / 200), p95Ms: 61 };
    }
    if (!running()) break;
  }
  if (running()) rollout.phase = 'passed';
  if (web) web.pods = web.pods.filter(({ track }) => track !== 'candidate');
}
