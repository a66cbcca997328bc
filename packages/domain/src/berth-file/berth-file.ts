import { z } from 'zod';
import { cronConcurrencies } from '../cron/cron-entry.js';
import { processKinds } from '../deployment-state.js';
import { domainHost, mostDomains } from '../own-domain.js';
import { namedSizes } from '../resources.js';
import { protocols } from '../process-settings.js';
import { rolloutStrategies } from '../rollout-strategy.js';
import { configName, processName } from '../slug.js';
import { watchedPath } from '../source/source-root.js';
import { mostVolumes, volumeName, volumePath } from '../volumes.js';

const sizeNames = Object.keys(namedSizes) as [keyof typeof namedSizes, ...(keyof typeof namedSizes)[]];

const command = z
  .union([z.string().trim().min(1).max(4096), z.array(z.string().max(4096)).min(1).max(64)], 'a command is text, or a list of words')
  .describe('A command line, or a list of words that needs no shell.');
const count = z.number().int().min(0).max(1000);
/** Seconds, or text such as `90s` or `5m`. */
const duration = z.union([z.number().int().min(0), z.string().regex(/^\d{1,5}(s|m|h)$/, 'a duration is written 90s, 5m or 1h')], 'a duration is written 90s, 5m or 1h').describe('Seconds, or 90s, 5m, 1h.');
const memory = z.string().regex(/^(\d{1,9}[KM]i|\d{1,6}Gi|\d{1,3}Ti)$/, 'memory is written 128Mi or 2Gi, up to 999Ti');

const resources = z
  .union(
    [
      z.enum(sizeNames),
      z.strictObject({
        cpu: z.union([z.number().min(0.001).max(1000), z.string().regex(/^(\d{1,6}m|\d{1,3}(\.\d{1,3})?)$/, 'CPU is written 250m or 0.5, up to 999')], 'CPU is written 250m or 0.5, up to 999').optional().describe('CPU that is set aside: 250m, 0.5.'),
        memory: memory.optional().describe('Memory that it may use, which the budget counts: 512Mi.'),
        memoryRequest: memory.optional().describe('Memory that is set aside for it; up to 128Mi when absent.'),
      }),
    ],
    `resources is one of ${sizeNames.join(', ')}, or has cpu and memory`,
  )
  .describe(`A size by name (${sizeNames.join(', ')}), or CPU and memory.`);

const probeKeys = {
  http: z.string().startsWith('/', 'a path begins with /').max(1024).optional().describe('Path that answers below 400 when all is well.'),
  tcp: z.literal(true, 'write `tcp: true`, or name a path with `http`').optional().describe('The port takes connections; what holds when nothing else is named.'),
  grpc: z.union([z.literal(true), z.string().min(1).max(200)], 'grpc is true, or the name of a service').optional().describe('The gRPC health service says SERVING: true, or a service by name.'),
  command: command.optional().describe('A command in the container that ends with exit code 0.'),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'must have letters, digits and hyphens'), z.string().max(1024).regex(/^[\x20-\x7e]*$/, 'must be plain text')).optional().describe('Headers of the request by http, Host among them.'),
  port: z.number().int().min(1).max(65_535).optional().describe('Another port than the process’s own.'),
  interval: duration.optional().describe('Time between two looks: 1s when absent, 10s for liveness.'),
  timeout: duration.optional().describe('Time that an answer may take: 3s when absent.'),
  failures: z.number().int().min(1).max(300).optional().describe('How many failures in a row count: 6 when absent, 3 for liveness, 60 for startup.'),
  delay: duration.optional().describe('Time after the start before the first look: none when absent.'),
};
const grace = { grace: duration.optional().describe('Time that a start may take before it counts as failed: 45s when absent.') };
const health = z.strictObject({
  ...probeKeys,
  ...grace,
  readiness: z.strictObject({ ...probeKeys, ...grace }).optional().describe('When a pod gets requests.'),
  liveness: z.strictObject(probeKeys).optional().describe('When a process that fails it is to be restarted; nothing is checked when absent.'),
  startup: z.strictObject(probeKeys).optional().describe('When a process has started; nothing else is checked before.'),
});
export type BerthFileHealth = z.infer<typeof health>;

const percent = z.string().regex(/^([1-9]\d{0,2})%$/, 'a part is written 70%');

const process = z.strictObject({
  command: command.optional(),
  kind: z.enum(processKinds).optional().describe('web gets requests; a worker gets none. `web` is web by itself, every other name a worker.'),
  port: z.number().int().min(1).max(65_535).optional().describe('The port that it listens on, given to it as PORT; 8080 when absent.'),
  protocol: z.enum(protocols).optional().describe('What web speaks at its port: http1 when absent, h2c for HTTP/2 without TLS, grpc.'),
  replicas: z
    .union([count, z.strictObject({ min: count, max: count.min(1), cpu: percent.optional().describe('Of the CPU that is set aside; 70% when nothing else is there.'), memory: percent.optional().describe('Of the memory that it may use.'), requestsPerSecond: z.number().int().min(1).max(100_000).optional().describe('web: requests per second that a pod is to get, where the cluster counts them.'), idle: duration.optional().describe('With min 0: how long without a request until it sleeps; 10m when absent.') })], 'replicas is a number, or has min and max')
    .optional()
    .describe('How many pods, or min and max for scaling by CPU, memory and requests; web with min 0 sleeps while nobody asks for it. `berth scale` wins over it.'),
  resources: resources.optional(),
  init: z.array(command).max(5).optional().describe('Commands that run one after the other before each start of a pod.'),
  gracePeriod: duration.optional().describe('How long it may take to end after SIGTERM.'),
  drain: duration.optional().describe('How long web goes on before SIGTERM, while the ingress stops sending to it: 5s when absent.'),
  stop: command.optional().describe('A command that runs in a pod that has to go: after `drain`, before SIGTERM. Its time is part of `gracePeriod`.'),
  maxUnavailable: z.union([z.number().int().min(1).max(1000), z.string().regex(/^([1-9]\d?|100)%$/, 'a part is written 25%')], 'maxUnavailable is a number, or a part such as 25%').optional().describe('How many pods a drained node may take at once: 1 when absent.'),
  volumes: z
    .array(z.strictObject({ name: volumeName, path: volumePath.describe('Where the process finds it.'), size: memory.describe('16Mi or more: 1Gi.') }))
    .max(mostVolumes)
    .optional()
    .describe('What it keeps on disk: three at most. It then has one pod, and a new one starts after the old one has ended.'),
  health: health.optional().describe('How the cluster checks this process; wins over `health` at the top, which is the web process’s.'),
});

const aRate = 'a rate is written 1%, and is at most 100%';
const rollout = z.strictObject({
  strategy: z.enum(rolloutStrategies).optional().describe('rolling when absent; staged, canary and blue-green try the new version beside the old one first.'),
  minReadySeconds: z.number().int().min(0).max(600).optional().describe('How long new pods stand before the old ones go: 10 when absent.'),
  watch: duration.optional().describe('staged: how long one pod is watched: 5m when absent.'),
  steps: z
    .array(z.strictObject({ weight: z.number().int().min(1).max(100).describe('Percent of the requests.'), for: duration.describe('How long.') }))
    .min(1)
    .max(20)
    .optional()
    .describe('canary: 10 and 50 percent for 2m each when absent.'),
  gates: z
    .strictObject({
      errorRate: z.union([z.number().min(0).max(100), z.string().regex(/^(100(\.0+)?|\d{1,2}(\.\d+)?)\s?%$/, aRate)], aRate).optional().describe('Most answers of 500 and above: 1%.'),
      latencyP95: z.string().regex(/^\d{1,6}(ms|s)$/, 'a latency is written 800ms or 2s').optional().describe('Most time that 95 of 100 answers may take: 800ms.'),
    })
    .optional()
    .describe('canary: what its requests must keep to; an error rate of 1% when absent, where the cluster measures it.'),
  switch: z.enum(['auto', 'manual']).optional().describe('blue-green: manual waits for `berth rollout continue`; auto when absent.'),
  keep: duration.optional().describe('blue-green: how long the version before stands by after the switch: 5m when absent.'),
});

/** `berth.yaml` as people write it. Every object is strict: an unknown key is a mistake. */
export const berthFileSchema = z
  .strictObject({
    processes: z.record(processName, process.nullable()).optional().describe('All processes of the app by name.'),
    release: z
      .strictObject({ command, timeout: duration.optional().describe('How long it may take: 5m when absent, 1h at most.'), resources: resources.optional() })
      .optional()
      .describe('Runs once per deployment with the new image and config, before anything is changed.'),
    cron: z
      .record(
        processName,
        z.strictObject({
          schedule: z.string().describe('Five fields as in crontab (minute, hour, day of the month, month, day of the week), or @hourly, @daily, @weekly, @monthly, @yearly.'),
          timeZone: z.string().optional().describe('The time zone of the schedule, such as Europe/Berlin: UTC when absent.'),
          command: command.optional(),
          timeout: duration.optional().describe('How long a run may take: 1h when absent, 24h at most.'),
          resources: resources.optional(),
          concurrency: z.enum(cronConcurrencies).optional().describe('When a run is due while the one before still runs: forbid leaves it out (when absent), replace ends the one before, allow runs both.'),
          retries: z.number().int().min(0).max(10).optional().describe('How often a run that fails is tried again: 0 when absent.'),
        }),
      )
      .optional()
      .describe('Commands that run by the clock, by name.'),
    health: health.optional().describe('How the cluster checks the web process. Keys beside `readiness`, `liveness` and `startup` are those of `readiness`.'),
    domains: z.array(domainHost).max(mostDomains).optional().describe('Host names of your own for the environment production. Those that it lacks are added by a deployment; taking one out here removes nothing.'),
    env: z.array(configName).max(200).optional().describe('Names that must be configured; a deployment without one of them is refused.'),
    watch: z.array(watchedPath).max(50).optional().describe('Paths from the top of the repository: a push that changes none of them is not deployed. The app’s own setting wins.'),
    rollout: z
      .union([z.enum(rolloutStrategies), rollout], `rollout is one of ${rolloutStrategies.join(', ')}, or has strategy and more`)
      .optional()
      .describe('How a new version takes over from the one that serves.'),
  })
  .describe('How an app runs: berth.yaml at the top of its source.');
export type BerthFile = z.infer<typeof berthFileSchema>;

/** The JSON Schema of `berth.yaml`, for editors. */
export function berthFileJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(berthFileSchema, { io: 'input' });
  return { $schema, title: 'berth.yaml', ...schema };
}

/** Seconds of a duration as the file writes it. */
export function secondsOf(duration: number | string): number {
  if (typeof duration === 'number') return duration;
  const unit = { s: 1, m: 60, h: 3600 }[duration.at(-1) as 's' | 'm' | 'h'];
  return Number(duration.slice(0, -1)) * unit;
}
