import { defaultRollouts, describeRollout } from '../describe-rollout.js';
import type { RolloutSettings, RolloutStrategy } from '../rollout-strategy.js';
import { secondsOf, type BerthFile } from './berth-file.js';
import { readBerthFile, type FileProblem, type Path } from './read-berth-file.js';

type Rollout = NonNullable<BerthFile['rollout']>;

/** Which keys belong to one strategy alone. */
const ownKeys = { watch: 'staged', steps: 'canary', gates: 'canary', switch: 'blue-green', keep: 'blue-green' } as const satisfies Record<string, RolloutStrategy>;
const longestSeconds = 86_400;

/** The strategy that `rollout` of berth.yaml names; null when it names none. A key of another strategy, and a time that is too long, are named with their place. */
export function rolloutOfFile(rollout: Rollout | undefined, problems: FileProblem[], problemAt: (path: Path, message: string) => FileProblem): RolloutSettings | null {
  if (rollout === undefined) return null;
  if (typeof rollout === 'string') return defaultRollouts[rollout];
  const strategy = rollout.strategy ?? 'rolling';
  for (const [key, owner] of Object.entries(ownKeys)) {
    if (rollout[key as keyof typeof ownKeys] !== undefined && owner !== strategy) problems.push(problemAt(['rollout', key], `\`${key}\` belongs to \`strategy: ${owner}\``));
  }
  const seconds = (path: Path, given: string | number): number => {
    const value = secondsOf(given);
    if (value > longestSeconds) problems.push(problemAt(path, `\`${String(path.at(-1))}\` is at most 24h`));
    return value;
  };
  if (strategy === 'staged') return { strategy, watchSeconds: rollout.watch === undefined ? defaultRollouts.staged.watchSeconds : seconds(['rollout', 'watch'], rollout.watch) };
  if (strategy === 'blue-green') return { strategy, switch: rollout.switch ?? 'auto', keepSeconds: rollout.keep === undefined ? defaultRollouts['blue-green'].keepSeconds : seconds(['rollout', 'keep'], rollout.keep) };
  if (strategy === 'rolling') return rollout.strategy === undefined ? null : { strategy };
  const steps = rollout.steps?.map((step, index) => ({ weight: step.weight, seconds: seconds(['rollout', 'steps', index, 'for'], step.for) })) ?? defaultRollouts.canary.steps;
  const down = steps.findIndex((step, index) => index > 0 && step.weight < steps[index - 1]!.weight);
  if (down > 0) problems.push(problemAt(['rollout', 'steps', down, 'weight'], '`weight` must not go down from step to step'));
  return { strategy, steps, ...(rollout.gates !== undefined && { gates: gatesOf(rollout.gates) }) };
}

function gatesOf({ errorRate, latencyP95 }: NonNullable<Exclude<Rollout, string>['gates']>) {
  return {
    ...(errorRate !== undefined && { errorPercent: typeof errorRate === 'number' ? errorRate : Number.parseFloat(errorRate) }),
    ...(latencyP95 !== undefined && { latencyP95Ms: Math.max(1, Number.parseInt(latencyP95, 10) * (latencyP95.endsWith('ms') ? 1 : 1000)) }),
  };
}

/** What `rollout` says, a sentence each. */
export function rolloutSentences(rollout: Rollout | undefined, settings: RolloutSettings | null): string[] {
  const stand = typeof rollout === 'object' ? rollout.minReadySeconds : undefined;
  return [...(settings ? [`berth.yaml: rollout ${describeRollout(settings)}`] : []), ...(stand === undefined ? [] : [`berth.yaml: new pods stand ${stand} s before old ones go`])];
}

/** The strategy that `text` describes as the value of `rollout` in berth.yaml. Throws RangeError, naming what is wrong with it. */
export function rolloutOfText(text: string): RolloutSettings {
  const read = readBerthFile(`rollout: ${text}`);
  const problems = read.ok ? [] : read.problems;
  const settings = read.ok ? rolloutOfFile(read.file.rollout, problems, read.problemAt) : null;
  if (problems.length > 0) throw new RangeError(problems.map(({ message }) => message).join('; '));
  if (settings === null || !read.ok || Object.keys(read.file).length > 1) throw new RangeError('it names no strategy, or more than that');
  if (typeof read.file.rollout === 'object' && read.file.rollout.minReadySeconds !== undefined) throw new RangeError('`minReadySeconds` is a setting of the process: write it in berth.yaml');
  return settings;
}
