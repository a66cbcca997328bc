import { z } from 'zod';
import { cronEntrySchema } from './cron/cron-entry.js';
import { releaseCommandSchema } from './process-settings.js';
import { rolloutOrigins, rolloutSchema } from './rollout-strategy.js';
import { configName } from './slug.js';

/** What a release has besides its processes; stored in the release, immutable there. */
export const releaseSettingsSchema = z.object({
  releaseCommand: releaseCommandSchema.nullable().default(null),
  rollout: rolloutSchema.default({ strategy: 'rolling' }),
  /** What said so: the environment's setting counts anew with each release, berth.yaml until a source says otherwise. */
  rolloutFrom: z.enum(rolloutOrigins).nullable().default(null),
  /** Commands that run by the clock. */
  cron: z.array(cronEntrySchema).default([]),
  /** Names that must be configured. */
  requires: z.array(configName).default([]),
  /** Which settings of which process the source named: they fall back when it does not name them any more. */
  fromSource: z.record(z.string(), z.array(z.string())).default({}),
});
export type ReleaseSettings = z.infer<typeof releaseSettingsSchema>;
