import { z } from 'zod';

/** How a new release takes over from the one that serves; `rolling` replaces its pods, the others try it beside it first. */
export const rolloutStrategies = ['rolling', 'staged', 'canary', 'blue-green'] as const;
export type RolloutStrategy = (typeof rolloutStrategies)[number];

const seconds = z.number().int().min(0).max(86_400);

/** What a canary's requests must keep to. A gate is judged from `fewestRequests` requests on. */
export const gatesSchema = z.object({
  errorPercent: z.number().min(0).max(100).optional().describe('Most answers of 500 and above, in percent.'),
  latencyP95Ms: z.number().int().min(1).max(600_000).optional().describe('Most milliseconds that 95 of 100 answers may take.'),
});
export type Gates = z.infer<typeof gatesSchema>;
export const usualGates: Gates = { errorPercent: 1 };

/** A release's strategy with everything that it needs; stored in the release, immutable there. */
export const rolloutSchema = z.discriminatedUnion('strategy', [
  z.object({ strategy: z.literal('rolling') }),
  z.object({ strategy: z.literal('staged'), watchSeconds: seconds.describe('How long one pod is watched beside the others.') }),
  z.object({
    strategy: z.literal('canary'),
    steps: z
      .array(z.object({ weight: z.number().int().min(1).max(100).describe('Percent of the requests.'), seconds }))
      .min(1)
      .max(20)
      .refine((steps) => steps.every((step, index) => index === 0 || step.weight >= steps[index - 1]!.weight), 'must not go down'),
    gates: gatesSchema.optional().describe('When absent: the usual ones where the cluster measures requests, none elsewhere.'),
  }),
  z.object({
    strategy: z.literal('blue-green'),
    switch: z.enum(['auto', 'manual']).describe('`manual` waits for `berth rollout continue` before requests go over.'),
    keepSeconds: seconds.describe('How long the release before stands by at full size, for an instant return.'),
  }),
]);
export type RolloutSettings = z.infer<typeof rolloutSchema>;

/** What said how a release takes over; null: nothing did. */
export const rolloutOrigins = ['berth.yaml', 'setting'] as const;

/** One stretch of trying a release beside the one that serves. */
const stageSchema = z.object({
  /** Percent of the requests that it is meant to get. */
  percent: z.number(),
  /** How many pods of it there are. */
  pods: z.number().int(),
  seconds: z.number(),
  /** Ends by `berth rollout continue` alone. */
  manual: z.boolean(),
});
export type RolloutStage = z.infer<typeof stageSchema>;

/** Where a deployment is in trying its release, as its row keeps it; time counts only while somebody watches and it is not paused. */
export const rolloutProgressSchema = z.object({
  strategy: z.enum(rolloutStrategies),
  /** `weight`: requests are shared by percent; `pods`: by number of pods, because the cluster knows no weights or the strategy needs none. */
  sharing: z.enum(['weight', 'pods']),
  gates: gatesSchema,
  stages: z.array(stageSchema).min(1),
  stage: z.number().int(),
  phase: z.enum(['starting', 'holding', 'passed']),
  heldMs: z.number(),
  /** Pods of the web process that served when the stage was planned: an autoscaled app keeps as many until the end. */
  stablePods: z.number().int().default(0),
  previewHost: z.string().nullable(),
  /** What should be known of stages that are over. */
  notes: z.array(z.string()).default([]),
  /** What the requests of this stage gave; null where the ingress measures none. */
  figures: z.object({ requests: z.number(), errors: z.number(), p95Ms: z.number().nullable() }).nullable(),
});
export type RolloutProgressState = z.infer<typeof rolloutProgressSchema>;
