import type { DeploymentStepName } from '@berth/domain';
import type { Step, StepResult } from '../steps/run-steps.js';
import type { DeploymentRun } from './deployment-run.js';

/** A step of a run. What breaks because the run was told to end is reported as that, not as a failure. */
export function stepOf(run: DeploymentRun, name: DeploymentStepName, work: () => Promise<StepResult>, undo?: () => Promise<void>): Step {
  return {
    name,
    async run() {
      run.signal.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        run.signal.throwIfAborted();
        throw error;
      }
    },
    ...(undo ? { undo } : {}),
  };
}
