import { appendFileSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import type { DeploymentStepName } from '@berth/domain';

export type StepMoment = 'started' | 'finished';
export type StepHook = (deploymentId: string, step: DeploymentStepName, moment: StepMoment) => Promise<void>;

export interface FaultPoint {
  /** `<step>:<started|finished>`. */
  at: string;
  /** Keeps which deployments were hit, so that each is hit once, by this worker or by the next. */
  marker: string | undefined;
}

/**
 * For fault tests: at a moment of a deployment's steps this process is ended with SIGKILL, or the deployment stands still
 * until `signal` aborts (it was cancelled, its lease was lost, or the worker stops); once per deployment.
 */
export function faultHooks({ kill, pause }: { kill: FaultPoint | null; pause: FaultPoint | null }, signal: AbortSignal): StepHook {
  return async (deploymentId, step, moment) => {
    if (kill && isHit(kill, deploymentId, step, moment)) process.kill(process.pid, 'SIGKILL');
    if (pause && isHit(pause, deploymentId, step, moment) && !signal.aborted) await once(signal, 'abort');
  };
}

function isHit({ at, marker }: FaultPoint, deploymentId: string, step: DeploymentStepName, moment: StepMoment): boolean {
  if (`${step}:${moment}` !== at) return false;
  if (marker === undefined) return true;
  if (markedIn(marker).includes(deploymentId)) return false;
  appendFileSync(marker, `${deploymentId}\n`);
  return true;
}

function markedIn(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
