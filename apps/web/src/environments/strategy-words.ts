import type { RolloutStrategy } from '@berth/domain';

/** Each strategy in a few words, as forms offer it. */
export const strategyWords: Record<RolloutStrategy, string> = {
  rolling: 'rolling: replace the pods',
  staged: 'staged: watch one pod beside the others first',
  canary: 'canary: a growing share of the requests',
  'blue-green': 'blue-green: all pods beside the old ones, then all requests at once',
};
