import { Problem } from '@berth/domain';
import type { Cron, MockApp, MockDb, MockUser } from './db.ts';
import type { MockHandlers } from './handler-types.ts';
import { makeCronRun } from './seed-runs.ts';
import type { Speed } from './simulate.ts';

type Names = 'listCron' | 'listCronRuns' | 'runCron' | 'getCronRun' | 'getCronRunLog' | 'pauseCron' | 'resumeCron';
interface At {
  db: MockDb;
  user: MockUser;
  params: { tenant: string; app: string; environment: string };
}

const appOf = ({ db, user, params }: At): MockApp => db.environment(user, params.tenant, params.app, params.environment);
function cronOf(at: At & { params: { cron: string } }): Cron {
  const cron = appOf(at).cron.find(({ name }) => name === at.params.cron);
  if (!cron) throw new Problem('not-found');
  return cron;
}
function runOf(at: At & { params: { cronRun: string } }) {
  const run = appOf(at).cronRuns.find(({ id }) => id === at.params.cronRun);
  if (!run) throw new Problem('not-found');
  return run;
}
function pause(at: At & { params: { cron: string } }, paused: boolean): Cron {
  const cron = Object.assign(cronOf(at), { paused, nextRunAt: paused ? null : new Date(Date.now() + 9 * 3_600_000).toISOString() });
  at.db.emit(at.params.tenant, 'cron.paused', appOf(at), { cron: cron.name, paused });
  return cron;
}

/** Cron processes: a run by hand takes a step's time and succeeds. */
export const cronHandlers = (speed: Speed): Pick<MockHandlers, Names> => ({
  listCron: (at) => ({ items: appOf(at).cron }),
  listCronRuns: (at) => ({ items: appOf(at).cronRuns.filter(({ cron }) => cron === at.params.cron), nextCursor: null }),
  runCron: (at) => {
    const [app, cron] = [appOf(at), cronOf(at)];
    if (app.cronRuns.some((run) => run.cron === cron.name && run.finishedAt === null)) throw new Problem('wrong-state', `A run of ${cron.name} is under way.`);
    const now = new Date().toISOString();
    const run = makeCronRun(cron.name, { trigger: 'manual', state: 'running', scheduledFor: null, createdAt: now, startedAt: now, finishedAt: null, exitCode: null, createdBy: at.user.email });
    app.cronRuns.unshift(run);
    cron.lastRun = run;
    const tell = () => at.db.emit(at.params.tenant, 'cron.run', app, { runId: run.id, cron: cron.name, trigger: run.trigger, state: run.state, exitCode: run.exitCode, failure: null, message: null });
    tell();
    setTimeout(() => {
      Object.assign(run, { state: 'succeeded', exitCode: 0, finishedAt: new Date().toISOString() });
      app.cronLogs.set(run.id, [{ at: now, pod: `${run.job}-x`, process: cron.name, release: run.release, line: 'reported 12 rows' }]);
      tell();
    }, speed.step * 4).unref();
    return run;
  },
  getCronRun: runOf,
  getCronRunLog: (at) => ({ items: appOf(at).cronLogs.get(runOf(at).id) ?? [] }),
  pauseCron: (at) => pause(at, true),
  resumeCron: (at) => pause(at, false),
});
