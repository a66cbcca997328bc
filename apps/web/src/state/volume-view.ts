import type { VolumeState } from '@berth/domain';
import type { Volume } from '../api/types.ts';
import type { StateView } from './state-map.ts';

export const volumeViews: Record<VolumeState, StateView> = {
  pending: { flag: 'wait', tone: 'warn', words: 'Not made yet' },
  bound: { flag: 'live', tone: 'live', words: 'In use' },
  unused: { flag: 'low', tone: 'idle', words: 'Unused' },
  deleting: { flag: 'none', tone: 'idle', words: 'Deleting' },
};

/** Why a volume cannot be deleted; null when it can. */
export function whyNotDeleted({ state, process }: Pick<Volume, 'state' | 'process'>): string | null {
  if (state === 'deleting') return 'It is being deleted.';
  return state === 'unused' ? null : `${process} uses it. Take it out of berth.yaml and deploy that first.`;
}
