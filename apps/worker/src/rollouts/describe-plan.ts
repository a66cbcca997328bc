import { describeRollout, type RolloutProgressState, type RolloutSettings } from '@berth/domain';

/** What is to be known of a first release for which stages were asked: null where they were not. `refusal`: why the next one could not have them here. Pure. */
export function describeFirst(rollout: RolloutSettings, refusal: string | null): string | null {
  if (rollout.strategy === 'rolling') return null;
  const next = refusal === null ? `from the next release on ${describeRollout(rollout)}` : `the next release would be refused: ${refusal}`;
  return `rolling, since a first release has nothing to be tried beside; ${next}`;
}

/** How the release will be tried on this cluster, and what of the wish the cluster cannot do. Pure. */
export function describePlan(rollout: RolloutSettings, { strategy, sharing, stages }: RolloutProgressState): string {
  const text = describeRollout(rollout);
  if (strategy !== 'canary' || sharing === 'weight') return text;
  const pods = stages.map((stage) => stage.pods).join(', then ');
  return `${text}. The cluster has no Gateway API: requests are shared by number of pods (${pods} beside the others); pods and preview URL are watched`;
}
