import { z } from 'zod';
import { processKinds } from './deployment-state.js';
import { defaultSize } from './resources.js';
import { processName } from './slug.js';

/** Readiness by TCP connection unless the app names an HTTP path that answers below 400. */
export const readinessSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('tcp') }),
  z.object({ type: z.literal('http'), path: z.string().max(1024).regex(/^\//, 'must start with /') }),
]);

/** How one process of a release runs; stored in the release, immutable there. */
export const processSettingsSchema = z.object({
  name: processName,
  kind: z.enum(processKinds),
  command: z.array(z.string().max(4096)).max(64).nullable().describe('argv; null runs what the image says.'),
  port: z.number().int().min(1).max(65_535).nullable().describe('The port it listens on, given to it as PORT; null for a worker.'),
  readiness: readinessSchema,
  size: z.object({
    cpuRequestMillicores: z.number().int().min(1),
    memoryRequestBytes: z.number().int().min(2 ** 20),
    memoryLimitBytes: z.number().int().min(2 ** 20),
  }),
  minReadySeconds: z.number().int().min(0).max(600),
  gracePeriodSeconds: z.number().int().min(1).max(600),
});
export type ProcessSettings = z.infer<typeof processSettingsSchema>;

/** Desired replicas of a process: `min === max` is a fixed number, otherwise the cluster scales between them. */
export const scaleSchema = z
  .object({ min: z.number().int().min(0).max(1000), max: z.number().int().min(0).max(1000) })
  .refine((scale) => scale.min <= scale.max, { path: ['min'], error: 'must not exceed max' })
  .refine((scale) => scale.max === scale.min || scale.min >= 1, { path: ['min'], error: 'must be 1 or more where max is larger' });
export type Scale = z.infer<typeof scaleSchema>;

export const defaultScale: Scale = { min: 2, max: 2 };

/** The web process that an app has when nothing says otherwise. */
export const defaultWebProcess: ProcessSettings = {
  name: 'web',
  kind: 'web',
  command: null,
  port: 8080,
  readiness: { type: 'tcp' },
  size: defaultSize,
  minReadySeconds: 10,
  gracePeriodSeconds: 30,
};
