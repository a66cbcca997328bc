import { cronEntrySchema, cronRunStates, cronTriggers, processName } from '@berth/domain';
import { z } from 'zod';
import { route } from './route.js';
import { failureSchema } from './schemas.js';
import { logLineSchema } from './stream-schemas.js';
import { environmentParams, id, page, pageQuery, time } from './values.js';

export const cronRunSchema = z
  .object({
    id,
    cron: z.string(),
    trigger: z.enum(cronTriggers),
    state: z.enum(cronRunStates).describe('`stopped`: it ended before it had done its work, and not by a fault of its own.'),
    release: z.number().int().nullable(),
    job: z.string().nullable().describe('Name of its Job on the cluster; its pods’ names begin with it.'),
    scheduledFor: time.nullable().describe('When it was due; null for one that was begun by hand.'),
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
    exitCode: z.number().int().nullable(),
    reason: z.string().nullable().describe('What it waits for, or why it was stopped.'),
    failure: failureSchema.nullable(),
    createdBy: z.string().nullable(),
    createdAt: time,
  })
  .meta({ id: 'CronRun' });

export const cronSchema = cronEntrySchema
  .extend({
    paused: z.boolean().describe('Whether its clock stands still: it was stopped by hand, or this is a preview.'),
    nextRunAt: time.nullable().describe('Null while it is paused or the tenant is suspended.'),
    lastRun: cronRunSchema.nullable(),
  })
  .meta({ id: 'Cron' });

const all = '/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron';
const params = environmentParams.extend({ cron: processName });
const runParams = params.extend({ cronRun: id });
const viewer = { tenant: 'viewer' } as const;
const developer = { tenant: 'developer' } as const;
const changing = ['tenant-suspended', 'tenant-not-ready', 'wrong-state', 'no-release'] as const;

/** Cron processes: what runs by the clock, and its runs. */
export const cronRoutes = {
  listCron: route({ method: 'GET', path: all, tag: 'Cron', access: viewer, summary: 'List cron processes with their next and last run', params: environmentParams, status: 200, response: z.object({ items: z.array(cronSchema) }) }),
  listCronRuns: route({ method: 'GET', path: `${all}/{cron}/runs`, tag: 'Cron', access: viewer, summary: 'List runs of a cron process, newest first', description: 'Also of one that the present release has no more.', params, query: pageQuery, status: 200, response: page(cronRunSchema) }),
  runCron: route({ method: 'POST', path: `${all}/{cron}/runs`, tag: 'Cron', access: developer, summary: 'Run a cron process now', description: 'Beside its schedule, also while it is paused. Refused while a run of it is under way, unless its `concurrency` is `allow`.', params, status: 202, response: cronRunSchema, errors: changing }),
  getCronRun: route({ method: 'GET', path: `${all}/{cron}/runs/{cronRun}`, tag: 'Cron', access: viewer, summary: 'Show a run', params: runParams, status: 200, response: cronRunSchema }),
  getCronRunLog: route({ method: 'GET', path: `${all}/{cron}/runs/{cronRun}/log`, tag: 'Cron', access: viewer, summary: 'Show the kept lines of a run', description: 'Kept when each of its pods ends, the last 1 000 of each. While it runs, `streamLogs` with `process` shows them live.', params: runParams, status: 200, response: z.object({ items: z.array(logLineSchema) }) }),
  pauseCron: route({ method: 'POST', path: `${all}/{cron}/pause`, tag: 'Cron', access: developer, summary: 'Stop the clock of a cron process', description: 'Until it is resumed, whatever is released meanwhile. A run that is under way goes on.', params, status: 200, response: cronSchema, errors: changing }),
  resumeCron: route({ method: 'POST', path: `${all}/{cron}/resume`, tag: 'Cron', access: developer, summary: 'Let the clock of a cron process go on', params, status: 200, response: cronSchema, errors: changing }),
};
