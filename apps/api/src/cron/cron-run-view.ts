import type { cronRunSchema } from '@berth/contract';
import type { z } from 'zod';
import { failureView, type FailureView } from '../deployments/deployment-view.js';

export type CronRunView = z.input<typeof cronRunSchema>;

/** A run as it is read; `cronRunView` makes it what the contract shows. */
export interface CronRunRow extends Omit<CronRunView, 'failure'> {
  failure: Partial<FailureView> | null;
}

/** Columns of a run; `n` is the run. */
export const cronRunColumns = `n.id, n.cron, n.trigger, n.state, n.release, n.job, n."scheduledFor", n."startedAt", n."finishedAt", n."exitCode", n.reason, n.failure, n."createdBy", n."createdAt"`;

export const cronRunView = (row: CronRunRow, failurePage: string): CronRunView => ({ ...row, failure: failureView(row.failure, failurePage) });
