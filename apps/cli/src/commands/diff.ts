import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../berth-command.js';
import { usageFailure } from '../cli-failure.js';
import { describeDiff } from '../deploy/describe-diff.js';
import { parseRelease } from './rollback.js';

export default class Diff extends BerthCommand {
  static override summary = 'Show what differs between two releases.';
  static override description = 'Image, config, processes, release command and required names. A variable’s values are shown to developers and above; a secret’s never. A secret that was set again counts as changed, even to the same value.';
  static override examples = [
    { description: 'What a rollback would change', command: '<%= config.bin %> diff v7 v6' },
    { description: 'Between a release and the live one', command: '<%= config.bin %> diff v6' },
  ];
  static override args = {
    from: Args.string({ required: true, description: 'Release to compare from, such as v6.' }),
    to: Args.string({ ignoreStdin: true, description: 'Release to compare to; the live one when absent.' }),
  };
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Diff);
    const from = parseRelease(args.from);
    const named = args.to === undefined ? null : parseRelease(args.to);
    const { session, target } = await this.openApp(flags);
    const path = { params: { path: target } };
    const live = async (): Promise<number> => {
      const { liveRelease } = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}', path));
      if (liveRelease === null) throw usageFailure(`App ${target.app} has no live release.`, 'Name both releases; `berth releases` lists them.');
      return liveRelease;
    };
    const to = named ?? (await live());
    const diff = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/diff', { params: { path: target, query: { from, to } } }));
    this.print(describeDiff(diff, this.style));
    return diff;
  }
}
