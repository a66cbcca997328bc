import { z } from 'zod';
import { deliveryStates } from './repository/delivery.js';
import { runKinds, runStates } from './runs.js';
import { cronRunStates, cronTriggers } from './cron/cron-entry.js';
import { deploymentStates, deploymentSteps, stepStates, watchStates } from './deployment-state.js';

/** What happened, as rows that are streamed in order; `data` by kind. */
export const eventData = {
  'deployment.state': z.object({ deploymentId: z.string(), state: z.enum(deploymentStates), release: z.number().int().nullable(), message: z.string().nullable() }),
  'deployment.step': z.object({
    deploymentId: z.string(),
    step: z.enum(deploymentSteps),
    state: z.enum(stepStates),
    detail: z.string().nullable(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  }),
  'deployment.progress': z.object({ deploymentId: z.string(), step: z.enum(deploymentSteps), detail: z.string() }),
  'deployment.rollout': z.object({ deploymentId: z.string(), action: z.enum(['pause', 'resume', 'continue']), stage: z.number().int() }),
  'deployment.watch': z.object({ deploymentId: z.string(), watch: z.enum(watchStates), message: z.string().nullable() }),
  'environment.observed': z.object({ state: z.string(), reason: z.string() }),
  'environment.scaled': z.object({ process: z.string(), min: z.number().int(), max: z.number().int() }),
  'environment.sleep': z.object({ process: z.string(), state: z.enum(['asleep', 'waking', 'awake', 'refused']), reason: z.string() }),
  'cron.run': z.object({ runId: z.string(), cron: z.string(), trigger: z.enum(cronTriggers), state: z.enum(cronRunStates), exitCode: z.number().int().nullable(), failure: z.string().nullable(), message: z.string().nullable() }),
  'cron.paused': z.object({ cron: z.string(), paused: z.boolean() }),
  'volume.deleted': z.object({ volume: z.string() }),
  'config.changed': z.object({ version: z.number().int(), names: z.array(z.string()) }),
  'environment.created': z.object({ environment: z.string() }),
  'previews.changed': z.object({ fields: z.array(z.string()) }),
  'preview.expiring': z.object({ environment: z.string(), branch: z.string(), expiresAt: z.iso.datetime() }),
  'preview.expired': z.object({ environment: z.string(), branch: z.string() }),
  'environment.deleted': z.object({ environment: z.string() }),
  'run.started': z.object({ run: z.string(), kind: z.enum(runKinds), pod: z.string().nullable() }),
  'run.ended': z.object({ run: z.string(), state: z.enum(runStates), exitCode: z.number().int().nullable(), reason: z.string().nullable() }),
  'domain.added': z.object({ host: z.string() }),
  'domain.verified': z.object({ host: z.string() }),
  'domain.removed': z.object({ host: z.string() }),
  'domain.certificate': z.object({ host: z.string(), validUntil: z.iso.datetime() }),
  'domain.certificateEnding': z.object({ host: z.string(), validUntil: z.iso.datetime() }),
  'app.created': z.object({ app: z.string() }),
  'app.changed': z.object({ fields: z.array(z.string()) }),
  'app.deleted': z.object({ app: z.string() }),
  'repository.connected': z.object({ provider: z.string(), url: z.string() }),
  'repository.changed': z.object({ changed: z.array(z.enum(['rules', 'token', 'secret'])) }),
  'repository.disconnected': z.object({ url: z.string() }),
  'repository.delivery': z.object({ delivery: z.string(), state: z.enum(deliveryStates), reason: z.string().nullable() }),
  'push.givenUp': z.object({ refs: z.array(z.string()), reason: z.string() }),
  'tenant.state': z.object({ state: z.string() }),
  'budget.changed': z.object({}),
} satisfies Record<string, z.ZodType>;

export type EventKind = keyof typeof eventData;
export type EventData<K extends EventKind> = z.infer<(typeof eventData)[K]>;
