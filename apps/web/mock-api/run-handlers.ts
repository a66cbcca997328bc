import { Problem } from '@berth/domain';
import type { MockHandlers } from './handler-types.ts';

type Names = 'listRuns' | 'createRun' | 'createExec' | 'getRun' | 'stopRun' | 'openTerminal';

const none = (): never => {
  throw new Problem('not-found');
};

/** The stand-in has no cluster to run a command in. */
export const runHandlers: Pick<MockHandlers, Names> = { listRuns: () => ({ items: [], nextCursor: null }), createRun: none, createExec: none, getRun: none, stopRun: none, openTerminal: none };
