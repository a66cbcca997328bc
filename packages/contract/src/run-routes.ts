import { execSeconds, namedSizes, processName, runCommand, runKinds, runName, runStates, runTimeout } from '@berth/domain';
import { z } from 'zod';
import { route } from './route.js';
import { environmentParams, page, pageQuery, time } from './values.js';

const environment = '/v1/tenants/{tenant}/apps/{app}/environments/{environment}';
const runs = `${environment}/runs` as const;
const viewer = { tenant: 'viewer' } as const;
const developer = { tenant: 'developer' } as const;
const sizes = Object.keys(namedSizes) as [keyof typeof namedSizes, ...(keyof typeof namedSizes)[]];
const runParams = environmentParams.extend({ run: runName });

export const runSchema = z
  .object({
    name: runName,
    kind: z.enum(runKinds).describe('`run`: in a pod of its own; `exec`: in a pod that ran already.'),
    command: runCommand.nullable().optional().describe('argv; null: a shell of the image; absent for who may not run commands, since it may hold secrets.'),
    process: z.string().describe('`run`: the process whose size it has; `exec`: the process of the pod.'),
    pod: z.string().nullable().describe('`exec`: the pod that it runs in.'),
    release: z.number().int(),
    attached: z.boolean().describe('Whether it has a terminal or a pipe at its caller; it ends with it.'),
    tty: z.boolean(),
    timeoutSeconds: z.number().int(),
    state: z.enum(runStates),
    exitCode: z.number().int().nullable(),
    reason: z.string().nullable().describe('Why it failed or was stopped, where its exit code does not say.'),
    createdBy: z.string(),
    createdAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
  })
  .meta({ id: 'Run' });

const starts = ['no-release', 'over-budget', 'tenant-suspended', 'tenant-not-ready', 'wrong-state'] as const;

/** Commands that run once: beside the app, or in one of its pods. */
export const runRoutes = {
  listRuns: route({ method: 'GET', path: runs, tag: 'Runs', access: viewer, summary: 'List runs, newest first', params: environmentParams, query: pageQuery, status: 200, response: page(runSchema) }),
  createRun: route({ method: 'POST', path: runs, tag: 'Runs', access: developer, summary: 'Run a command once, with the live release’s image and config', description: 'In a pod of its own, which counts in the budget and is not started again. With `attach` it begins when its terminal is opened, within 30 s, and ends with it.', params: environmentParams, body: z.object({ command: runCommand, process: processName.optional().describe('The process whose size it has; web, or the first, when absent.'), size: z.enum(sizes).optional().describe('Another size.'), timeoutSeconds: z.number().int().min(1).max(runTimeout.max).default(runTimeout.default), attach: z.object({ tty: z.boolean() }).nullable().default(null) }), status: 201, response: runSchema, errors: starts }),
  createExec: route({ method: 'POST', path: `${environment}/exec`, tag: 'Runs', access: developer, summary: 'Run a command in a pod that runs', description: `It begins when its terminal is opened, and lasts ${execSeconds / 3600} h at most.`, params: environmentParams, body: z.object({ command: runCommand.nullable().default(null).describe('argv; null: a shell, if the image has one.'), process: processName.optional().describe('web, or the first, when absent.'), pod: z.string().max(253).optional().describe('A pod of the process; the first that is ready when absent.'), tty: z.boolean() }), status: 201, response: runSchema, errors: ['no-pod', 'no-release', 'tenant-suspended', 'tenant-not-ready', 'wrong-state'] }),
  getRun: route({ method: 'GET', path: `${runs}/{run}`, tag: 'Runs', access: viewer, summary: 'Show a run', params: runParams, status: 200, response: runSchema }),
  stopRun: route({ method: 'POST', path: `${runs}/{run}/stop`, tag: 'Runs', access: developer, summary: 'Stop a run', description: 'SIGTERM, and SIGKILL after 10 s.', params: runParams, status: 202, response: runSchema, errors: ['wrong-state'] }),
  openTerminal: route({ method: 'GET', path: `${runs}/{run}/terminal`, tag: 'Runs', access: developer, summary: 'Open the terminal of a run', description: 'A WebSocket of the subprotocol `berth.terminal.v1`; once, by who made the run.', params: runParams, status: 101, response: null, responseType: 'application/octet-stream', errors: ['upgrade-required', 'unavailable', 'tenant-suspended', 'tenant-not-ready', 'wrong-state'] }),
};
