import { isAsleep, type DeploymentState, type DeploymentStepName, type EnvironmentState, type StepState } from '@berth/domain';
import type { AppEnvironment, Deployment, Process } from '../api/types.ts';
import { formatAge } from '../format/time.ts';

/** Each flag has its own shape, so that colour is never the only sign. */
export type Flag = 'live' | 'run' | 'wait' | 'half' | 'fail' | 'down' | 'low' | 'none' | 'unknown' | 'done';
export type Tone = 'live' | 'sea' | 'warn' | 'fail' | 'idle';
export interface StateView {
  flag: Flag;
  tone: Tone;
  words: string;
}

/** Age above which a state is no longer shown as a fact: the worker looks at everything once a minute, and may miss one look. */
export const staleAfterMs = 150_000;

/** Age from which a state is shown with its age. */
export const agedAfterMs = 30_000;

const environmentWords: Record<EnvironmentState, { flag: Flag; tone: Tone; words: string }> = {
  'not-deployed': { flag: 'none', tone: 'idle', words: 'Not deployed' },
  live: { flag: 'live', tone: 'live', words: 'Live' },
  degraded: { flag: 'half', tone: 'warn', words: 'Degraded' },
  down: { flag: 'down', tone: 'fail', words: 'Nothing serves' },
  asleep: { flag: 'wait', tone: 'idle', words: 'Asleep' },
  stopped: { flag: 'low', tone: 'idle', words: 'Stopped' },
  deleting: { flag: 'none', tone: 'idle', words: 'Deleting' },
  unknown: { flag: 'unknown', tone: 'warn', words: 'Unknown' },
};

/** What an environment shows at `now`: its observed state, or that it was not heard of for too long. */
export function environmentView(environment: Pick<AppEnvironment, 'state' | 'observedAt'>, now: number): StateView {
  const heard = environment.observedAt === null ? null : now - Date.parse(environment.observedAt);
  if (heard !== null && heard > staleAfterMs && environment.state !== 'not-deployed') {
    return { flag: 'unknown', tone: 'warn', words: `Cluster not heard for ${formatAge(heard)}` };
  }
  return environmentWords[environment.state];
}

const deploymentWords: Record<DeploymentState, { flag: Flag; tone: Tone; words: string }> = {
  queued: { flag: 'wait', tone: 'idle', words: 'Waiting' },
  running: { flag: 'run', tone: 'sea', words: 'Deploying' },
  live: { flag: 'live', tone: 'live', words: 'Live' },
  failed: { flag: 'fail', tone: 'fail', words: 'Failed' },
  cancelled: { flag: 'none', tone: 'idle', words: 'Cancelled' },
  superseded: { flag: 'none', tone: 'idle', words: 'Superseded' },
};

/** Running steps in words: what is being done to a release. */
const runningWords: Record<DeploymentStepName, string> = {
  build: 'Building',
  check: 'Checking',
  release: 'Running the release command of',
  tryOut: 'Trying',
  apply: 'Applying',
  rollOut: 'Rolling out',
  verify: 'Verifying',
};

/** A deployment's flag and words, such as `Rolling out v8` or `Failed at roll out`. */
export function deploymentView(deployment: Pick<Deployment, 'state' | 'steps' | 'release' | 'failure' | 'number' | 'buildId' | 'watch' | 'queue'>): StateView {
  const base = deploymentWords[deployment.state];
  const name = deployment.release === null ? `deployment ${deployment.number}` : `v${deployment.release}`;
  if (deployment.state === 'running') {
    const step = deployment.steps.find((candidate) => candidate.state === 'running');
    const between = deployment.steps.some((candidate) => candidate.state === 'pending') ? 'Starting' : 'Finishing';
    return { ...base, words: `${step ? runningWords[step.name] : between} ${name}` };
  }
  if (deployment.state === 'queued') return { ...base, words: `Waiting to start ${name}${placeInQueue(deployment.queue)}` };
  if (deployment.state === 'failed') {
    const step = deployment.failure?.step ?? deployment.steps.find((candidate) => candidate.state === 'failed')?.name;
    return { ...base, words: step ? `Failed at ${stepName(step, deployment).toLowerCase()}` : 'Failed' };
  }
  if (deployment.watch?.state === 'failed') return { ...deploymentWords.failed, words: `${name} failed soon after it went live` };
  if (deployment.state === 'live') return { ...base, words: deployment.release === null ? 'Went live' : `v${deployment.release} went live` };
  return base;
}

/** `, 2 ahead`; nothing when its turn is next. */
function placeInQueue(queue: Deployment['queue']): string {
  if (queue === null) return '';
  if (queue.behind !== null) return ` after deployment ${queue.behind}`;
  return queue.ahead === 0 ? '' : `, ${queue.ahead} ahead`;
}

/** A step’s name; without a build, the first step is about the image. */
export const stepName = (step: DeploymentStepName, { buildId, failure }: Pick<Deployment, 'buildId' | 'failure'>): string => (step === 'build' && buildId === null && failure !== null && failure.class !== 'build-failed' ? 'Image' : stepNames[step]);

const stepNames: Record<DeploymentStepName, string> = {
  build: 'Build',
  check: 'Check',
  release: 'Release command',
  tryOut: 'Try beside the present one',
  apply: 'Apply',
  rollOut: 'Roll out',
  verify: 'Verify through the public URL',
};

export const stepViews: Record<StepState, { flag: Flag; tone: Tone; words: string; row: '' | 'todo' | 'now' | 'bad' }> = {
  pending: { flag: 'wait', tone: 'idle', words: 'not started', row: 'todo' },
  running: { flag: 'run', tone: 'sea', words: 'running', row: 'now' },
  done: { flag: 'done', tone: 'live', words: 'done', row: '' },
  skipped: { flag: 'none', tone: 'idle', words: 'skipped', row: 'todo' },
  failed: { flag: 'fail', tone: 'fail', words: 'failed', row: 'bad' },
  cancelled: { flag: 'none', tone: 'idle', words: 'cancelled', row: 'todo' },
};

/** A process's flag: all pods ready, some, none, or none wanted, for now or at all. */
export function processView(process: Pick<Process, 'ready' | 'desired' | 'scale'>): StateView {
  if (isAsleep(process)) return environmentWords.asleep;
  if (process.desired === 0) return environmentWords.stopped;
  const words = `${process.ready} of ${process.desired} ready`;
  if (process.ready >= process.desired) return { flag: 'live', tone: 'live', words };
  return process.ready === 0 ? { flag: 'down', tone: 'fail', words } : { flag: 'half', tone: 'warn', words };
}

export const causeWords: Record<Deployment['cause'], string> = {
  deploy: 'Deploy',
  rollback: 'Rollback',
  config: 'Config change',
  restart: 'Restart',
  promote: 'Promotion',
  automatic: 'Automatic return',
};
