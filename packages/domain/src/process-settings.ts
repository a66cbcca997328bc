import { z } from 'zod';
import { processKinds } from './deployment-state.js';
import { probeSchema, readinessSchema } from './probes.js';
import { defaultSize } from './resources.js';
import { processName } from './slug.js';
import { sleepsWhenIdle } from './sleep.js';
import { hasVolumes, mostVolumes, volumeSchema } from './volumes.js';

const pods = z.number().int().min(0).max(1000, 'a process has 1000 pods at most');

/**
 * Desired replicas of a process: `min === max` is a fixed number, otherwise the cluster scales between them. A range
 * from 0 is that of a web process that sleeps when nobody asks for it.
 */
export const scaleSchema = z
  .object({
    min: pods,
    max: pods,
    idleSeconds: z.number().int().min(5).max(86_400).optional().describe('With a range from 0: how long without a request until the process sleeps; 600 when absent.'),
    requestsPerSecond: z.number().int().min(1).max(100_000).optional().describe('With a range of a web process: how many requests per second a pod is to get. CPU counts beside it only where the process says so.'),
  })
  .refine((scale) => scale.min <= scale.max, { path: ['min'], error: 'must not exceed max' })
  .refine((scale) => scale.idleSeconds === undefined || sleepsWhenIdle(scale), { path: ['idleSeconds'], error: 'is for a range from 0' })
  .refine((scale) => scale.requestsPerSecond === undefined || scale.min < scale.max, { path: ['requestsPerSecond'], error: 'is for a range' });
export type Scale = z.infer<typeof scaleSchema>;

/** What a web process speaks at its port: HTTP/1.1, HTTP/2 without TLS, or gRPC on the latter. */
export const protocols = ['http1', 'h2c', 'grpc'] as const;
export type Protocol = (typeof protocols)[number];

/** What moves a process between its bounds: parts of the CPU that is set aside, and of the memory that it may use. */
const autoscaleSchema = z.object({ cpuPercent: z.number().int().min(1).max(1000).optional(), memoryPercent: z.number().int().min(1).max(100).optional() });

export const sizeSchema = z.object({
  cpuRequestMillicores: z.number().int().min(1).max(1_000_000),
  memoryRequestBytes: z.number().int().min(2 ** 20).max(2 ** 50),
  memoryLimitBytes: z.number().int().min(2 ** 20).max(2 ** 50),
});

/** How one process of a release runs; stored in the release, immutable there. */
export const processSettingsSchema = z.object({
  name: processName,
  kind: z.enum(processKinds),
  command: z.array(z.string().max(4096)).max(64).nullable().describe('argv; null runs what the image says.'),
  port: z.number().int().min(1).max(65_535).nullable().describe('The port it listens on, given to it as PORT; null for a worker.'),
  protocol: z.enum(protocols).optional().describe('What it speaks at its port: http1 when absent, h2c for HTTP/2 without TLS, grpc.'),
  readiness: readinessSchema,
  liveness: probeSchema.optional().describe('A process that fails it is restarted.'),
  startup: probeSchema.optional().describe('Until it has passed once, no other check is made; a process that never passes it is restarted.'),
  init: z.array(z.array(z.string().max(4096)).min(1).max(64)).max(5).optional().describe('Commands, as argv, that run one after the other before each start of a pod.'),
  size: sizeSchema,
  minReadySeconds: z.number().int().min(0).max(600),
  gracePeriodSeconds: z.number().int().min(1).max(600),
  drainSeconds: z.number().int().min(0).max(300).optional().describe('How long web goes on before SIGTERM, while the ingress stops sending to it.'),
  stop: z.array(z.string().max(4096)).min(1).max(64).optional().describe('A command, as argv, that runs in a pod that has to go, before SIGTERM.'),
  maxUnavailable: z.union([z.number().int().min(1).max(1000), z.string().regex(/^([1-9]\d?|100)%$/, 'must be a part such as 25%')]).optional().describe('How many pods a drained node may take at once.'),
  autoscale: autoscaleSchema.optional().describe('What a range of replicas follows: 70 % of the CPU when absent, unless it follows requests.'),
  scale: scaleSchema.optional().describe('Replicas until somebody scales the process.'),
  volumes: z.array(volumeSchema).max(mostVolumes).optional().describe('What it keeps on disk. It then has one pod at most, and a new one starts after the old one has ended.'),
});
export type ProcessSettings = z.infer<typeof processSettingsSchema>;

const defaultScales = { web: { min: 2, max: 2 }, worker: { min: 1, max: 1 } } as const satisfies Record<string, Scale>;

/** Replicas that a process has when nobody has scaled it: the release's own, else two for web and one for a worker or what has a volume. */
export const unscaled = ({ kind, scale, volumes }: Pick<ProcessSettings, 'kind' | 'scale' | 'volumes'>): Scale => scale ?? defaultScales[hasVolumes({ volumes }) ? 'worker' : kind];

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

/** A process that has nothing but its name: `web` listens, every other one is a worker. */
export const defaultProcess = (name: string, kind: ProcessSettings['kind'] = name === 'web' ? 'web' : 'worker'): ProcessSettings =>
  kind === 'web' ? { ...defaultWebProcess, name } : { ...defaultWebProcess, name, kind, port: null, minReadySeconds: 0 };

/** A command that runs once per deployment, before anything is changed. */
export const releaseCommandSchema = z.object({
  command: z.array(z.string().max(4096)).min(1).max(64).describe('argv'),
  timeoutSeconds: z.number().int().min(1).max(3600),
  size: sizeSchema.optional(),
});
export type ReleaseCommand = z.infer<typeof releaseCommandSchema>;
