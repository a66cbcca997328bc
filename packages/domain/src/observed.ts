import { z } from 'zod';
import { environmentStates } from './deployment-state.js';

/** One pod as the cluster showed it last. */
export const observedPodSchema = z.object({
  name: z.string(),
  process: z.string(),
  release: z.number().int().nullable(),
  track: z.literal('candidate').optional().describe('Only on pods of a release that is tried beside the one that serves.'),
  state: z.string().describe('starting, ready, not-ready, crashed, stopping, pending'),
  reason: z.string().nullable(),
  ready: z.boolean(),
  restarts: z.number().int(),
  startedAt: z.iso.datetime().nullable(),
  lastExit: z
    .object({ reason: z.string().describe('exit code 3, out of memory, failed its liveness check, …'), exitCode: z.number().int(), message: z.string().nullable().describe('What it left as its last word.'), at: z.iso.datetime().nullable() })
    .optional()
    .describe('How one of its containers ended last; absent when none has.'),
  cpuMillicores: z.number().nullable(),
  memoryBytes: z.number().nullable(),
});
export type ObservedPod = z.infer<typeof observedPodSchema>;

/** What the reconciler saw of an environment; `observedAt` tells its age. */
export const observedSchema = z.object({
  state: z.enum(environmentStates),
  reason: z.string(),
  observedAt: z.iso.datetime(),
  servingRelease: z.number().int().nullable().describe('The release whose pods answer; null when none does.'),
  processes: z.array(
    z.object({
      name: z.string(),
      desired: z.number().int(),
      ready: z.number().int(),
      pods: z.array(observedPodSchema),
    }),
  ),
});
export type Observed = z.infer<typeof observedSchema>;

/** A budget and what of it the cluster counts as used; `measuredAt` null when the cluster has not answered yet. */
export interface BudgetUse {
  cpuMillicores: number;
  memoryBytes: number;
  pods: number;
  storageBytes: number;
  apps: number;
}
