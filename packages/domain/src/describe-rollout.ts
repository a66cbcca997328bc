import type { RolloutSettings, RolloutStrategy } from './rollout-strategy.js';

/** Each strategy as it is when nothing but its name is said. */
export const defaultRollouts: { [S in RolloutStrategy]: Extract<RolloutSettings, { strategy: S }> } = {
  rolling: { strategy: 'rolling' },
  staged: { strategy: 'staged', watchSeconds: 300 },
  canary: { strategy: 'canary', steps: [{ weight: 10, seconds: 120 }, { weight: 50, seconds: 120 }] },
  'blue-green': { strategy: 'blue-green', switch: 'auto', keepSeconds: 300 },
};

/** The settings in a few words: `canary: 10 % for 2 m, 50 % for 2 m`. */
export function describeRollout(rollout: RolloutSettings): string {
  if (rollout.strategy === 'staged') return `staged: one pod is watched for ${formatSeconds(rollout.watchSeconds)}`;
  if (rollout.strategy === 'blue-green') return `blue-green: ${rollout.switch === 'manual' ? 'switched by hand' : 'switched by itself'}, the version before kept for ${formatSeconds(rollout.keepSeconds)}`;
  if (rollout.strategy === 'rolling') return 'rolling';
  const { errorPercent, latencyP95Ms } = rollout.gates ?? {};
  const gates = [errorPercent !== undefined && `errors at most ${errorPercent} %`, latencyP95Ms !== undefined && `p95 at most ${latencyP95Ms} ms`].filter((gate) => gate !== false);
  return `canary: ${rollout.steps.map((step) => `${step.weight} % for ${formatSeconds(step.seconds)}`).join(', ')}${gates.length > 0 ? `; ${gates.join(', ')}` : ''}`;
}

/** `1 h 5 m`, `2 m`, `1 m 20 s`, `45 s`. */
export function formatSeconds(total: number): string {
  const [hours, minutes, rest] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), Math.round(total % 60)];
  const parts = [hours > 0 && `${hours} h`, minutes > 0 && `${minutes} m`, rest > 0 && hours === 0 && `${rest} s`].filter((part) => part !== false);
  return parts.length === 0 ? '0 s' : parts.join(' ');
}
