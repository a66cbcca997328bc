import { usualGates, type RolloutProgressState, type RolloutSettings, type RolloutStage } from '@berth/domain';

export interface PlanInput {
  rollout: Exclude<RolloutSettings, { strategy: 'rolling' }>;
  /** Pods of the web process that serve now. */
  stablePods: number;
  /** Whether the cluster can share requests by percent. */
  weights: boolean;
  /** Whether the ingress tells what the requests to each version gave. */
  measured: boolean;
  /** A host that leads to the new version alone; null has none. */
  previewHost: string | null;
}

/** The stages that a strategy goes through, with the pods that each needs. Pure. */
export function planRollout({ rollout, stablePods, weights, measured, previewHost }: PlanInput): RolloutProgressState {
  const stable = Math.max(1, stablePods);
  const begin: Omit<RolloutProgressState, 'strategy' | 'sharing' | 'gates' | 'stages'> = { stage: 0, phase: 'starting', heldMs: 0, stablePods, previewHost, notes: [], figures: null };
  switch (rollout.strategy) {
    case 'staged':
      return { ...begin, strategy: 'staged', sharing: 'pods', gates: {}, stages: [{ percent: Math.round(100 / (stable + 1)), pods: 1, seconds: rollout.watchSeconds, manual: false }] };
    case 'canary':
      return { ...begin, strategy: 'canary', sharing: weights ? 'weight' : 'pods', gates: rollout.gates ?? (weights && measured ? usualGates : {}), stages: rollout.steps.map(({ weight, seconds }) => ({ percent: weight, pods: weights ? podsForWeight(stable, weight) : podsForShare(stable, weight), seconds, manual: false })) };
    case 'blue-green':
      return { ...begin, strategy: 'blue-green', sharing: 'weight', gates: {}, stages: [{ percent: 0, pods: stable, seconds: 0, manual: rollout.switch === 'manual' }, { percent: 100, pods: stable, seconds: rollout.keepSeconds, manual: false }] };
  }
}

/** As many pods as carry the share: a tenth of the requests of ten pods is work for one. */
const podsForWeight = (stable: number, percent: number): number => Math.max(1, Math.ceil((stable * percent) / 100));

/** As many pods beside the stable ones as come nearest to the share; never more than they are. */
const podsForShare = (stable: number, percent: number): number => (percent >= 100 ? stable : Math.min(stable, Math.max(1, Math.round((stable * percent) / (100 - percent)))));

/** The most pods that a plan has beside the stable ones. */
export const mostPods = (stages: readonly RolloutStage[]): number => Math.max(0, ...stages.map((stage) => stage.pods));
