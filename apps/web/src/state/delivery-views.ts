import type { DeliveryState } from '@berth/domain';
import type { Delivery } from '../api/types.ts';
import type { StateView } from './state-map.ts';

/** What became of a repository provider’s message. */
export const deliveryViews: Record<DeliveryState, StateView> = {
  received: { flag: 'wait', tone: 'idle', words: 'Received' },
  running: { flag: 'run', tone: 'sea', words: 'Worked on' },
  deployed: { flag: 'done', tone: 'live', words: 'Deployed' },
  removed: { flag: 'done', tone: 'idle', words: 'Preview removed' },
  ignored: { flag: 'none', tone: 'idle', words: 'Nothing to do' },
  failed: { flag: 'fail', tone: 'fail', words: 'Failed' },
};

/** Why a message cannot be worked on again; null when it can. */
export function whyNotAgain({ state, commit }: Pick<Delivery, 'state' | 'commit'>): string | null {
  if (state === 'received' || state === 'running') return 'It is being worked on.';
  return commit === null || state === 'removed' ? 'It brought no commit to deploy.' : null;
}
