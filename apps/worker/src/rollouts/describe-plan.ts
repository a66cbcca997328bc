import { describeRollout, type RolloutProgressState, type RolloutSettings } from '@berth/domain';

/** How the release will be tried on this cluster, and what of the wish the cluster cannot do. Pure. */
export function describePlan(rollout: RolloutSettings, { strategy, sharing, stages }: RolloutProgressState): string {
  const text = describeRollout(rollout);
  if (strategy !== 'canary' || sharing === 'weight') return text;
  const pods = stages.map((stage) => stage.pods).join(', then ');
  return `${text}. The cluster has no Gateway API: requests are shared by number of pods (${pods} beside the others); pods and preview URL are watched`;
}
