import { z } from 'zod';
import { processSettingsSchema } from './process-settings.js';
import { releaseSettingsSchema } from './release-settings.js';
import { rolloutSchema } from './rollout-strategy.js';

/** The commit that a source was made from, as git keeps it. */
export const commitSchema = z.object({ id: z.string().regex(/^[0-9a-f]{40,64}$/), branch: z.string().max(255), author: z.string().max(200), message: z.string().max(2000) });
export type Commit = z.infer<typeof commitSchema>;

const common = {
  /** Settings that differ from the last release; the first deployment starts from the defaults. */
  processes: z.array(processSettingsSchema.partial().required({ name: true })).max(20).optional(),
  description: z.string().max(200).optional(),
  /** How this one deployment is rolled out, whatever its release says. */
  rollout: rolloutSchema.optional(),
  /** Where the source was pushed. */
  commit: commitSchema.optional(),
  /** What its maker should know before it is done; shown with the deployment. */
  warnings: z.array(z.string()).optional(),
  /** What files of the source set, a sentence each. */
  fromSource: z.array(z.string()).optional(),
  /** Number of the deployment that this one tries again. */
  retryOf: z.number().int().min(1).optional(),
};

/** What a deployment makes its release from, as its row keeps it. */
export const deploymentInputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('source'), sourceId: z.string(), ...common }),
  /** `settings`: those of another environment's release that is promoted; `processes` are then all of its. */
  z.object({ kind: z.literal('image'), ref: z.string().min(1).max(512), settings: releaseSettingsSchema.optional(), ...common }),
  z.object({ kind: z.literal('release'), version: z.number().int().min(1), keepConfig: z.boolean(), ...common }),
  z.object({ kind: z.literal('current'), ...common }),
]);
export type DeploymentInput = z.infer<typeof deploymentInputSchema>;
