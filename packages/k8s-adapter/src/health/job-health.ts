import type { V1Job } from '@kubernetes/client-node';
import type { Json } from '../manifest.js';
import { degraded, healthy, progressing, type Health } from './health.js';

/** Health of a Job: done, failed (with the cluster's reason), or at work. */
export function jobHealth(job: Json<V1Job> | null): Health {
  if (!job) return { state: 'missing', reason: 'the job does not exist' };
  const is = (type: string) => job.status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');
  if (is('Complete')) return healthy('done');
  const failed = is('Failed') ?? is('FailureTarget');
  if (failed) return degraded(failed.message ?? failed.reason ?? 'failed');
  if (job.spec?.suspend) return { state: 'suspended', reason: 'suspended' };
  return progressing((job.status?.active ?? 0) > 0 ? 'running' : 'waiting for its pod');
}
