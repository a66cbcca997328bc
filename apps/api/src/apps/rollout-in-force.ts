import type { environmentSchema } from '@berth/contract';
import type { ReleaseSettings, RolloutSettings } from '@berth/domain';
import type { z } from 'zod';

/** `setting` is the environment's own, `said` what its live release keeps; `e` is the environment, `live` that release. */
export const rolloutColumns = `e.rollout AS setting, live.settings -> 'rollout' AS said, live.settings ->> 'rolloutFrom' AS "saidBy"`;

export interface RolloutFacts {
  kind: 'permanent' | 'preview' | null;
  setting: RolloutSettings | null;
  said: RolloutSettings | null;
  saidBy: ReleaseSettings['rolloutFrom'];
}

/** How the next release takes over: as berth.yaml of the live one says, else as the environment is set; of a preview always rolling. */
export function rolloutInForce({ kind, setting, said, saidBy }: RolloutFacts): z.input<typeof environmentSchema>['rollout'] {
  if (said && saidBy === 'berth.yaml' && kind !== 'preview') return { settings: said, from: saidBy, setting };
  return setting ? { settings: setting, from: 'setting', setting } : { settings: { strategy: 'rolling' }, from: 'default', setting };
}
