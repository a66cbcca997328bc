import { Flags } from '@oclif/core';
import { defaultRollouts, rolloutOfText, type RolloutSettings, type RolloutStrategy } from '@berth/domain';
import { usageFailure } from '../cli-failure.js';

/** The flag that describes a strategy whole, beside one that names it. */
export const rolloutFlag = {
  rollout: Flags.custom<RolloutSettings>({ helpValue: 'YAML', summary: 'The same with times, steps and gates of its own, written as under `rollout` in berth.yaml.', exclusive: ['strategy'], parse: parseRollout })(),
};

/** The strategy that the flags ask for; undefined without one. */
export const rolloutOfFlags = ({ strategy, rollout }: { strategy?: string | undefined; rollout?: RolloutSettings | undefined }): RolloutSettings | undefined => (strategy === undefined ? rollout : defaultRollouts[strategy as RolloutStrategy]);

async function parseRollout(text: string): Promise<RolloutSettings> {
  try {
    return rolloutOfText(text);
  } catch (error) {
    if (error instanceof RangeError) throw usageFailure(`“${text}” is no rollout: ${error.message}.`, "Write it on one line as under `rollout` in berth.yaml: --rollout '{strategy: staged, watch: 5m}'.");
    throw error;
  }
}
