import { randomUUID } from 'node:crypto';
import { defaultSize } from '@berth/domain';
import type { Cron, CronRun, MockApp, Run } from './db.ts';
import { ago } from './seed.ts';

/** A run of a cron process that ended `seconds` ago, or goes on. */
export function makeCronRun(cron: string, change: Partial<CronRun>): CronRun {
  return { id: randomUUID(), cron, trigger: 'schedule', state: 'succeeded', release: 7, job: `hello-production-${cron}-29`, scheduledFor: ago(3600), startedAt: ago(3599), finishedAt: ago(3580), exitCode: 0, reason: null, failure: null, createdBy: null, createdAt: ago(3600), ...change };
}

/** A cron process whose last run failed, and one that is paused and never ran. */
export function seedCron(app: MockApp): void {
  const entry = (name: string, change: Partial<Cron>): Cron => ({ name, schedule: '30 3 * * mon-fri', timeZone: 'Europe/Berlin', command: ['npm', 'run', name], timeoutSeconds: 600, concurrency: 'forbid', retries: 0, size: defaultSize, paused: false, nextRunAt: ago(-9 * 3600), lastRun: null, ...change });
  const failed = makeCronRun('report', {
    state: 'failed', exitCode: 3, finishedAt: ago(3590),
    failure: { class: 'exited', step: null, message: 'report ended with exit code 3. It last said: no rows', evidence: ['Pod hello-production-report-29-x: exit code 3, 9 s after its start'], lastLines: ['no rows'], remedy: 'Mend what the last log lines say. `berth cron run report --follow` tries it now.', docs: 'https://berth.localhost/api/docs/failures#exited' },
  });
  app.cronRuns = [failed, makeCronRun('report', { scheduledFor: ago(90_000), startedAt: ago(89_999), finishedAt: ago(89_980), createdAt: ago(90_000) })];
  app.cronLogs.set(failed.id, ['reading orders', '<b>0</b> rows \u202Ereversed', 'no rows'].map((line, index) => ({ at: ago(3595 - index), pod: 'hello-production-report-29-x', process: 'report', release: 7, line })));
  app.cron = [entry('report', { lastRun: failed }), entry('cleanup', { schedule: '@weekly', timeZone: 'UTC', paused: true, nextRunAt: null })];
}

/** A run that goes on, begun just now. */
export function makeRun(name: string, change: Partial<Run>): Run {
  return { name, kind: 'run', command: ['npm', 'run', 'seed'], process: 'web', pod: null, release: 7, attached: false, tty: false, timeoutSeconds: 3600, state: 'running', exitCode: null, reason: null, createdBy: 'owner@acme.test', createdAt: ago(0), startedAt: ago(0), finishedAt: null, ...change };
}

/** A run that goes on, one that failed, and a shell that is over. */
export function seedRuns(app: MockApp): void {
  app.runs = [
    makeRun('run-k3x9tq', { createdAt: ago(40), startedAt: ago(38) }),
    makeRun('run-a1b2c3', { command: ['python', 'load.py', '<img src=x>'], state: 'failed', exitCode: 127, reason: 'There is no program python in the image.', startedAt: ago(4000), createdAt: ago(4001), finishedAt: ago(3998) }),
    makeRun('exec-z9y8x7', { kind: 'exec', command: null, pod: 'hello-production-web-7f9c2e-x0k9q', attached: true, tty: true, state: 'succeeded', exitCode: 0, startedAt: ago(9000), createdAt: ago(9001), finishedAt: ago(8000) }),
  ];
}
