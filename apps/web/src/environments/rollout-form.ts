import { defaultRollouts, type RolloutSettings, type RolloutStrategy } from '@berth/domain';
import { durationText, readDuration } from '../format/duration-text.ts';

/** How releases take over and how long they are watched, as a form holds it. */
export interface RolloutForm {
  /** Empty: nothing is set. */
  strategy: RolloutStrategy | '';
  stagedFor: string;
  steps: { key: number; weight: string; time: string }[];
  gates: 'usual' | 'own';
  errorPercent: string;
  latencyMs: string;
  switch: 'auto' | 'manual';
  keep: string;
  /** After a release went live; empty: as the installation says. */
  watch: string;
}

export interface RolloutChange {
  rollout: RolloutSettings | null;
  watchSeconds: number | null;
}

/** The form of what is set, with each other strategy's usual times. */
export function formOfRollout(setting: RolloutSettings | null, watchSeconds: number | null): RolloutForm {
  const { staged, canary, 'blue-green': blueGreen } = { ...defaultRollouts, ...(setting && { [setting.strategy]: setting }) } as typeof defaultRollouts;
  return {
    strategy: setting?.strategy ?? '',
    stagedFor: durationText(staged.watchSeconds),
    steps: canary.steps.map(({ weight, seconds }, key) => ({ key, weight: String(weight), time: durationText(seconds) })),
    gates: canary.gates ? 'own' : 'usual',
    errorPercent: canary.gates?.errorPercent?.toString() ?? '',
    latencyMs: canary.gates?.latencyP95Ms?.toString() ?? '',
    switch: blueGreen.switch,
    keep: durationText(blueGreen.keepSeconds),
    watch: watchSeconds === null ? '' : durationText(watchSeconds),
  };
}

/** What the form asks for; null while a time or a number in it cannot be read. What it means is for the API to judge. */
export function readRolloutForm(form: RolloutForm): RolloutChange | null {
  const rollout = rolloutOf(form);
  const watchSeconds = form.watch.trim() === '' ? null : readDuration(form.watch);
  return rollout === undefined || (watchSeconds === null && form.watch.trim() !== '') ? null : { rollout, watchSeconds };
}

function rolloutOf({ strategy, stagedFor, steps, gates, errorPercent, latencyMs, switch: how, keep }: RolloutForm): RolloutSettings | null | undefined {
  if (strategy === '') return null;
  if (strategy === 'rolling') return { strategy };
  if (strategy === 'staged') {
    const watchSeconds = readDuration(stagedFor);
    return watchSeconds === null ? undefined : { strategy, watchSeconds };
  }
  if (strategy === 'blue-green') {
    const keepSeconds = readDuration(keep);
    return keepSeconds === null ? undefined : { strategy, switch: how, keepSeconds };
  }
  const read = steps.map(({ weight, time }) => ({ weight: readNumber(weight), seconds: readDuration(time) }));
  const own = { errorPercent: readNumber(errorPercent), latencyP95Ms: readNumber(latencyMs) };
  if ([errorPercent, latencyMs].some((text, index) => text.trim() !== '' && Object.values(own)[index] === null)) return undefined;
  const known = read.flatMap(({ weight, seconds }) => (weight === null || seconds === null ? [] : [{ weight, seconds }]));
  if (known.length < read.length) return undefined;
  return { strategy, steps: known, ...(gates === 'own' && { gates: { ...(own.errorPercent !== null && { errorPercent: own.errorPercent }), ...(own.latencyP95Ms !== null && { latencyP95Ms: own.latencyP95Ms }) } }) };
}

const readNumber = (text: string): number | null => (text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text));

/** The words of `berth` that set the same. */
export function rolloutCommand({ rollout, watchSeconds }: RolloutChange): string[] {
  return ['environments', 'set', ...(rollout === null ? ['--strategy', 'default'] : ['--rollout', rolloutYaml(rollout)]), '--watch', watchSeconds === null ? 'default' : String(watchSeconds)];
}

/** As it stands under `rollout` in berth.yaml, on one line. */
export function rolloutYaml(rollout: RolloutSettings): string {
  return `{${[`strategy: ${rollout.strategy}`, ...settingsYaml(rollout)].join(', ')}}`;
}

function settingsYaml(rollout: RolloutSettings): string[] {
  if (rollout.strategy === 'rolling') return [];
  if (rollout.strategy === 'staged') return [`watch: ${durationText(rollout.watchSeconds)}`];
  if (rollout.strategy === 'blue-green') return [`switch: ${rollout.switch}`, `keep: ${durationText(rollout.keepSeconds)}`];
  const { errorPercent, latencyP95Ms } = rollout.gates ?? {};
  const gates = [errorPercent !== undefined && `errorRate: ${errorPercent}%`, latencyP95Ms !== undefined && `latencyP95: ${latencyP95Ms}ms`].filter((gate) => gate !== false);
  return [`steps: [${rollout.steps.map(({ weight, seconds }) => `{weight: ${weight}, for: ${durationText(seconds)}}`).join(', ')}]`, ...(rollout.gates ? [`gates: {${gates.join(', ')}}`] : [])];
}
