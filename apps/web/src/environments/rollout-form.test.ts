import { defaultRollouts, rolloutOfText, type RolloutSettings } from '@berth/domain';
import { expect, test } from 'vitest';
import { formOfRollout, readRolloutForm, rolloutCommand, rolloutYaml } from './rollout-form.ts';

const settings: RolloutSettings[] = [
  ...Object.values(defaultRollouts),
  { strategy: 'staged', watchSeconds: 0 },
  { strategy: 'canary', steps: [{ weight: 5, seconds: 90 }, { weight: 100, seconds: 3600 }], gates: { errorPercent: 0.5, latencyP95Ms: 800 } },
  { strategy: 'canary', steps: [{ weight: 5, seconds: 61 }], gates: { latencyP95Ms: 1 } },
  { strategy: 'canary', steps: [{ weight: 5, seconds: 61 }], gates: {} },
  { strategy: 'blue-green', switch: 'manual', keepSeconds: 86_400 },
];

test.each(settings)('what is set is read back from the form: %j', (rollout) => expect(readRolloutForm(formOfRollout(rollout, 300))).toEqual({ rollout, watchSeconds: 300 }));
test.each(settings)('the command sets the same: %j', (rollout) => expect(rolloutOfText(rolloutYaml(rollout))).toEqual(rollout));

test('nothing set is read back as nothing', () => {
  expect(readRolloutForm(formOfRollout(null, null))).toEqual({ rollout: null, watchSeconds: null });
  expect(rolloutCommand({ rollout: null, watchSeconds: null })).toEqual(['environments', 'set', '--strategy', 'default', '--watch', 'default']);
  expect(rolloutCommand({ rollout: { strategy: 'rolling' }, watchSeconds: 0 })).toEqual(['environments', 'set', '--rollout', '{strategy: rolling}', '--watch', '0']);
});

const canary = formOfRollout(defaultRollouts.canary, null);
test.each([
  { ...canary, watch: 'soon' },
  { ...canary, steps: [{ key: 0, weight: '', time: '2m' }] },
  { ...canary, steps: [{ key: 0, weight: '10', time: '2 minutes' }] },
  { ...canary, gates: 'own' as const, errorPercent: 'one' },
  { ...canary, strategy: 'staged' as const, stagedFor: '' },
  { ...canary, strategy: 'blue-green' as const, keep: '1d' },
])('what cannot be read is not sent', (form) => expect(readRolloutForm(form)).toBeNull());
