import { randomUUID } from 'node:crypto';
import { isRunOver, Problem, roleAtLeast } from '@berth/domain';
import type { MockDb, MockUser, Run } from './db.ts';
import { pageOf } from './db.ts';
import type { MockHandlers } from './handler-types.ts';
import { makeRun } from './seed-runs.ts';

type Names = 'listRuns' | 'createRun' | 'createExec' | 'getRun' | 'stopRun' | 'openTerminal';
interface At {
  db: MockDb;
  user: MockUser;
  params: { tenant: string; app: string; environment: string; run: string };
}

/** The stand-in has no cluster to run a command in. */
const none = (): never => {
  throw new Problem('not-found');
};

function runOf({ db, user, params }: At): Run {
  const run = db.environment(user, params.tenant, params.app, params.environment).runs.find(({ name }) => name === params.run);
  return run ?? none();
}

/** Runs that are there, and how they are stopped. */
export const runHandlers: Pick<MockHandlers, Names> = {
  listRuns: ({ db, user, params, query }) => {
    const may = roleAtLeast(db.tenant(params.tenant).members.find(({ userId }) => userId === user.id)?.role ?? 'viewer', 'developer');
    return pageOf(db.environment(user, params.tenant, params.app, params.environment).runs.map(({ command, ...run }) => (may ? { ...run, command } : run)), query);
  },
  createRun: ({ db, user, params, body }) => {
    const place = db.environment(user, params.tenant, params.app, params.environment);
    if (place.environment.liveRelease === null) throw new Problem('no-release');
    const run = makeRun(`run-${randomUUID().replaceAll('-', '').slice(0, 6)}`, { command: body.command, process: body.process ?? 'web', release: place.environment.liveRelease, timeoutSeconds: body.timeoutSeconds, createdBy: user.email });
    place.runs.unshift(run);
    db.emit(params.tenant, 'run.started', place, { run: run.name });
    for (const line of [`${body.command.length} arguments`, ...body.command]) db.log(place, { pod: `${place.name}-production-${run.name}-x`, process: run.name, release: run.release, line });
    return run;
  },
  createExec: none,
  getRun: runOf,
  stopRun: (at) => {
    const run = runOf(at);
    if (isRunOver(run.state)) throw new Problem('wrong-state', `The run ${run.name} is over.`);
    Object.assign(run, { state: 'stopped', finishedAt: new Date().toISOString(), reason: `Stopped by ${at.user.email}.` });
    at.db.emit(at.params.tenant, 'run.ended', at.db.environment(at.user, at.params.tenant, at.params.app, at.params.environment), { run: run.name, state: run.state, exitCode: null, reason: run.reason });
    return run;
  },
  openTerminal: none,
};
