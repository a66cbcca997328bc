import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deploymentSteps } from '@berth/domain';
import { z } from 'zod';
import type { FaultPoint } from './steps/fault-hooks.js';

const milliseconds = (fallback: number) => z.coerce.number().int().min(1).default(fallback);

const stepMoment = z
  .string()
  .regex(new RegExp(`^(${deploymentSteps.join('|')}):(started|finished)$`), `one of ${deploymentSteps.join(', ')}, then :started or :finished`);

const schema = z.object({
  DATABASE_URL: z.url(),
  REDIS_URL: z.url(),
  BERTH_INSTALLATION_ID: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'lower-case letters, digits and hyphens'),
  BERTH_NAMESPACE_PREFIX: z.string().regex(/^[a-z][a-z0-9]{1,19}$/, 'a letter, then lower-case letters and digits'),
  BERTH_INSTALLATION_KEY: z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, '32 bytes in base64'),
  BERTH_WORKER_PRIVATE_KEY_FILE: z.string().min(1),
  BERTH_WORKER_ID: z.string().min(1).max(60).default(() => `worker-${randomBytes(4).toString('hex')}`),
  BERTH_HEALTH_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  BERTH_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Deployments that one worker runs side by side. */
  BERTH_DEPLOYMENTS: z.coerce.number().int().min(1).max(1000).default(64),
  /** Deployments of one tenant that run side by side, whatever the number of workers. */
  BERTH_DEPLOYMENTS_PER_TENANT: z.coerce.number().int().min(1).max(1000).default(8),
  BERTH_LEASE_MS: milliseconds(15_000),
  BERTH_SWEEP_MS: milliseconds(3_000),
  BERTH_RESYNC_MS: milliseconds(60_000),
  /** How long a rollout may take without a cause being found. */
  BERTH_ROLL_OUT_MS: milliseconds(600_000),
  BERTH_VERIFY_MS: milliseconds(30_000),
  /** How long a release that went live is watched. */
  BERTH_WATCH_MS: milliseconds(60_000),
  BERTH_KILL_AT_STEP: stepMoment.optional(),
  BERTH_KILL_MARKER: z.string().min(1).optional(),
  BERTH_PAUSE_AT_STEP: stepMoment.optional(),
  BERTH_PAUSE_MARKER: z.string().min(1).optional(),
  NODE_ENV: z.string().optional(),
});

export type WorkerEnv = ReturnType<typeof readEnv>;

/** Reads the worker's settings. Throws one error that names every variable that is missing or wrong; values are not in it. */
export function readEnv(variables: NodeJS.ProcessEnv = process.env) {
  const parsed = schema.safeParse(variables);
  const wrong = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${variables[String(issue.path[0])] === undefined ? 'is missing' : issue.message}`);
  let privateKey = '';
  const file = variables['BERTH_WORKER_PRIVATE_KEY_FILE'];
  if (file) {
    try {
      privateKey = readFileSync(file, 'utf8');
    } catch (error) {
      wrong.push(`BERTH_WORKER_PRIVATE_KEY_FILE: cannot be read (${(error as Error).message})`);
    }
  }
  if (!parsed.success || wrong.length > 0) throw new Error(`The worker's environment is not complete:\n  ${wrong.join('\n  ')}`);
  const { data } = parsed;
  const faultPoint = (at: string | undefined, marker: string | undefined): FaultPoint | null => (data.NODE_ENV === 'production' || at === undefined ? null : { at, marker });
  return {
    databaseUrl: data.DATABASE_URL,
    redisUrl: data.REDIS_URL,
    installation: data.BERTH_INSTALLATION_ID,
    namespacePrefix: data.BERTH_NAMESPACE_PREFIX,
    installationKey: Buffer.from(data.BERTH_INSTALLATION_KEY, 'base64'),
    privateKey,
    workerId: data.BERTH_WORKER_ID,
    healthPort: data.BERTH_HEALTH_PORT,
    logLevel: data.BERTH_LOG_LEVEL,
    deployments: data.BERTH_DEPLOYMENTS,
    deploymentsPerTenant: data.BERTH_DEPLOYMENTS_PER_TENANT,
    leaseMs: data.BERTH_LEASE_MS,
    sweepMs: data.BERTH_SWEEP_MS,
    resyncMs: data.BERTH_RESYNC_MS,
    rollOutMs: data.BERTH_ROLL_OUT_MS,
    verifyMs: data.BERTH_VERIFY_MS,
    watchMs: data.BERTH_WATCH_MS,
    kill: faultPoint(data.BERTH_KILL_AT_STEP, data.BERTH_KILL_MARKER),
    pause: faultPoint(data.BERTH_PAUSE_AT_STEP, data.BERTH_PAUSE_MARKER),
  };
}
