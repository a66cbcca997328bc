import type { CronRunState, RunState } from '@berth/domain';
import type { CronRun, Run } from '../api/types.ts';
import type { StateView } from './state-map.ts';

const runStates: Record<CronRunState | RunState, StateView> = {
  queued: { flag: 'wait', tone: 'idle', words: 'Waiting' },
  starting: { flag: 'wait', tone: 'idle', words: 'Starting' },
  running: { flag: 'run', tone: 'sea', words: 'Running' },
  succeeded: { flag: 'done', tone: 'live', words: 'Succeeded' },
  failed: { flag: 'fail', tone: 'fail', words: 'Failed' },
  stopped: { flag: 'none', tone: 'idle', words: 'Stopped' },
};

/** How a run of a cron process or of a command stands: `Failed, exit code 3`. */
export function runView({ state, exitCode }: Pick<CronRun | Run, 'state' | 'exitCode'>): StateView {
  const view = runStates[state];
  return state === 'failed' && exitCode !== null && exitCode !== 0 ? { ...view, words: `Failed, exit code ${exitCode}` } : view;
}
