import type { DeploymentStepName } from '@berth/domain';

/** One step: safe to run again after it was cut off anywhere. */
export interface Step {
  name: DeploymentStepName;
  /** False when this deployment has nothing to do for it: then it is skipped without being begun. */
  isNeeded?(): boolean;
  /** Says what came of it, in a few words, or null. `skipped` when there was nothing to do. */
  run(): Promise<StepResult | void>;
  /** Takes back what a started run may have done. */
  undo?(): Promise<void>;
}

export interface StepResult {
  detail: string | null;
  skipped?: boolean;
}

export interface Journal {
  started(name: DeploymentStepName): Promise<void>;
  finished(name: DeploymentStepName, result: StepResult): Promise<void>;
  /** Records the end of the step that runs. True when the end is final, so that what was done is to be undone. */
  failed(error: unknown): Promise<boolean>;
  /** Steps that any attempt has started. */
  startedNames(): Promise<Set<DeploymentStepName>>;
}

/**
 * Runs the steps in order, and then `conclude`. After a final failure every step that was ever started is undone, last first, and the error
 * is thrown (with what went wrong while undoing); after any other error nothing is undone, so that another attempt or
 * another worker can go on.
 */
export async function runSteps(journal: Journal, steps: readonly Step[], conclude: () => Promise<void> = async () => {}): Promise<void> {
  try {
    for (const step of steps) {
      if (step.isNeeded && !step.isNeeded()) {
        await journal.finished(step.name, { detail: null, skipped: true });
        continue;
      }
      await journal.started(step.name); // before the work, so that a half-done step is undone too
      const result = await step.run();
      await journal.finished(step.name, result ?? { detail: null });
    }
    await conclude();
  } catch (error) {
    if (!(await journal.failed(error))) throw error;
    await undoSteps(journal, steps, error);
    throw error;
  }
}

/** Undoes every started step, last first. Throws an AggregateError of `cause` and what went wrong. */
export async function undoSteps(journal: Pick<Journal, 'startedNames'>, steps: readonly Step[], cause: unknown): Promise<void> {
  const started = await journal.startedNames();
  const undoErrors: unknown[] = [];
  for (const step of steps.toReversed()) {
    if (!started.has(step.name) || !step.undo) continue;
    try {
      await step.undo();
    } catch (error) {
      undoErrors.push(error);
    }
  }
  if (undoErrors.length > 0) throw new AggregateError([cause, ...undoErrors], 'a step failed and could not be undone whole');
}
