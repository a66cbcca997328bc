/** What a deployment goes through; the names are progress bar, log line and place of failure at once. */
export const deploymentSteps = ['build', 'check', 'release', 'tryOut', 'apply', 'rollOut', 'verify'] as const;
export type DeploymentStepName = (typeof deploymentSteps)[number];

export const stepStates = ['pending', 'running', 'done', 'skipped', 'failed', 'cancelled'] as const;
export type StepState = (typeof stepStates)[number];

/** `queued` waits for its turn; `running` has started a step; the others are final. */
export const deploymentStates = ['queued', 'running', 'live', 'failed', 'cancelled', 'superseded'] as const;
export type DeploymentState = (typeof deploymentStates)[number];

export const finalDeploymentStates = ['live', 'failed', 'cancelled', 'superseded'] as const satisfies readonly DeploymentState[];

/** True when nothing can change the deployment any more. */
export function isFinal(state: DeploymentState): boolean {
  return (finalDeploymentStates as readonly DeploymentState[]).includes(state);
}

/** Why a deployment was made. */
export const deploymentCauses = ['deploy', 'rollback', 'config', 'restart', 'promote', 'automatic'] as const;
export type DeploymentCause = (typeof deploymentCauses)[number];

/**
 * The time after a deployment went live in which its release is watched. `passed`: nothing was found; `failed`: it failed,
 * and Berth goes back to a release before it; `replaced`: a newer release went live first.
 */
export const watchStates = ['watching', 'passed', 'failed', 'replaced'] as const;
export type WatchState = (typeof watchStates)[number];

/** What an environment shows; each has a flag, a colour and words in the portal. */
export const environmentStates = ['not-deployed', 'live', 'degraded', 'down', 'asleep', 'stopped', 'deleting', 'unknown'] as const;
export type EnvironmentState = (typeof environmentStates)[number];

/**
 * Where a web process that sleeps when nobody asks for it stands, unless it is awake. `falling`: requests are led to the
 * activator, and the pods are there yet; `asleep`: they are gone; `waking`: they start.
 */
export const sleepStates = ['falling', 'asleep', 'waking'] as const;
export type SleepState = (typeof sleepStates)[number];

export const processKinds = ['web', 'worker'] as const;
export type ProcessKind = (typeof processKinds)[number];
