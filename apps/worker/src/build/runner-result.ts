import { z } from 'zod';

const builtSchema = z.object({ digest: z.string().regex(/^sha256:[0-9a-f]{64}$/), layers: z.number().int().min(0), cachedLayers: z.number().int().min(0) });

const failureSchema = z.object({
  error: z.string().min(1),
  code: z.string().catch('build-failed'),
  step: z.string().optional(),
  line: z.number().int().optional(),
  exitCode: z.number().int().optional(),
  retryable: z.boolean().catch(false),
});
export type RunnerBuilt = z.infer<typeof builtSchema>;
export type RunnerFailure = z.infer<typeof failureSchema>;

export type RunnerResult = ({ built: true } & RunnerBuilt) | ({ built: false } & RunnerFailure);

/** Reads the result that build-runner says; null when it said none that makes sense. */
export function readRunnerResult(message: string): RunnerResult | null {
  let json: unknown;
  try {
    json = JSON.parse(message);
  } catch {
    return null;
  }
  const built = builtSchema.safeParse(json);
  if (built.success) return { built: true, ...built.data };
  const failed = failureSchema.safeParse(json);
  return failed.success ? { built: false, ...failed.data } : null;
}
