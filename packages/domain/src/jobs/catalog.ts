import { z } from 'zod';

const ids = { tenantId: z.string() };

/**
 * Every job that may be queued. A job is only a hint to look at rows: its handler is idempotent, reads the whole
 * truth from Postgres, and may run twice at once.
 */
export const jobCatalog = {
  provisionTenant: { queue: 'cluster', payload: z.object({ ...ids }) },
  runDeployment: { queue: 'deployments', payload: z.object({ ...ids, deploymentId: z.string() }) },
  reconcileEnvironment: { queue: 'cluster', payload: z.object({ ...ids, environmentId: z.string() }) },
  startCronRun: { queue: 'cluster', payload: z.object({ ...ids, runId: z.string() }) },
  deleteEnvironment: { queue: 'cluster', payload: z.object({ ...ids, environmentId: z.string() }) },
  deleteApp: { queue: 'cluster', payload: z.object({ ...ids, appId: z.string() }) },
  tendRun: { queue: 'cluster', payload: z.object({ ...ids, runId: z.string() }) },
  deleteTenant: { queue: 'cluster', payload: z.object({ ...ids }) },
} satisfies Record<string, { queue: string; payload: z.ZodType }>;

export type JobName = keyof typeof jobCatalog;
export type JobPayload<N extends JobName> = z.infer<(typeof jobCatalog)[N]['payload']>;
export type QueueName = (typeof jobCatalog)[JobName]['queue'];
