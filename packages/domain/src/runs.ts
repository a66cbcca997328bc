import { z } from 'zod';

/** `run`: a command in a pod of its own; `exec`: one in a pod that runs already. */
export const runKinds = ['run', 'exec'] as const;
export const runStates = ['starting', 'running', 'succeeded', 'failed', 'stopped'] as const;
export type RunState = (typeof runStates)[number];

/** True once nothing more comes of it. */
export const isRunOver = (state: RunState): boolean => state === 'succeeded' || state === 'failed' || state === 'stopped';

/** A run's name, such as `run-k3x9tq`: its hyphen keeps it apart from every process's. */
export const runName = z.string().regex(/^(run|exec)-[a-z0-9]{6}$/, 'must be the name of a run, such as run-k3x9tq');

/** argv, never a shell's line. */
export const runCommand = z.array(z.string().max(4096)).min(1).max(256);

/** How long a run may take when nothing else is said, and at most. */
export const runTimeout = { default: 3600, max: 86_400 } as const;
/** How long one terminal stays open at most, in a pod of an app. */
export const execSeconds = 12 * 3600;
