import { Flags } from '@oclif/core';
import { describeRollout, rolloutStrategies } from '@berth/domain';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { usageFailure } from '../../cli-failure.js';
import { rolloutFlag, rolloutOfFlags } from '../../deploy/rollout-flags.js';

export default class EnvironmentsSet extends BerthCommand {
  static override summary = 'Change an environment’s settings.';
  static override description = `The settings count from the next deployment on. The strategy says how a release takes over; the flag of berth deploy and rollout in berth.yaml come before it. A release that fails within its watch time is left by itself: Berth goes back to the last one that was live and healthy.`;
  static override examples = [
    { description: 'Try each new version on a growing share of the requests', command: '<%= config.bin %> environments set --strategy canary' },
    { description: 'With steps and gates of its own', command: `<%= config.bin %> environments set --rollout '{strategy: canary, steps: [{weight: 20, for: 5m}], gates: {latencyP95: 800ms}}'` },
    { description: 'Watch each new release for five minutes', command: '<%= config.bin %> environments set --watch 300' },
    { description: 'Watch none', command: '<%= config.bin %> environments set --watch 0' },
    { description: 'As long as the installation says', command: '<%= config.bin %> environments set --watch default' },
  ];
  static override flags = {
    ...appFlags,
    strategy: Flags.string({ options: [...rolloutStrategies, 'default'], summary: 'How releases take over where berth.yaml does not say, each strategy with its usual times.' }),
    ...rolloutFlag,
    watch: Flags.string({ helpValue: 'SECONDS', summary: 'How long a release is watched after it went live: 0 to 3600, or `default`.' }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(EnvironmentsSet);
    if (flags.strategy === undefined && flags.rollout === undefined && flags.watch === undefined) throw usageFailure('Nothing to change was named.', 'Add --strategy NAME, --rollout YAML or --watch SECONDS.');
    const wanted = flags.strategy === 'default' ? null : rolloutOfFlags(flags);
    const body = {
      ...(flags.watch !== undefined && { watchSeconds: parseWatch(flags.watch) }),
      ...(wanted !== undefined && { rollout: wanted }),
    };
    const { session, target } = await this.openApp(flags);
    const environment = await session.api.ask((client) => client.PATCH('/v1/tenants/{tenant}/apps/{app}/environments/{environment}', { params: { path: target }, body }));
    const { rollout } = environment;
    if (wanted !== undefined && rollout) this.note(`New releases of ${target.app} in ${target.environment} take over so: ${describeRollout(rollout.settings)}${rollout.from === 'berth.yaml' ? ' (berth.yaml, which comes before this setting)' : ''}.`);
    if (flags.watch === undefined) return environment;
    const time = environment.watchSeconds === null ? 'as long as the installation says' : environment.watchSeconds === 0 ? 'not at all' : `for ${environment.watchSeconds} s`;
    this.note(`New releases of ${target.app} in ${target.environment} are watched ${time}.`);
    return environment;
  }
}

/** Seconds, or null for `default`. Throws on anything else. */
function parseWatch(text: string): number | null {
  if (text === 'default') return null;
  if (!/^\d{1,4}$/.test(text) || Number(text) > 3600) throw usageFailure(`“${text}” is no watch time.`, 'Write seconds from 0 to 3600, or `default`.');
  return Number(text);
}
