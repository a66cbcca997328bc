import { Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { usageFailure } from '../../cli-failure.js';

export default class EnvironmentsSet extends BerthCommand {
  static override summary = 'Change an environment’s settings.';
  static override description = 'A release that fails within its watch time is left by itself: Berth goes back to the last one that was live and healthy. The setting counts from the next deployment on.';
  static override examples = [
    { description: 'Watch each new release for five minutes', command: '<%= config.bin %> environments set --watch 300' },
    { description: 'Watch none', command: '<%= config.bin %> environments set --watch 0' },
    { description: 'As long as the installation says', command: '<%= config.bin %> environments set --watch default' },
  ];
  static override flags = { ...appFlags, watch: Flags.string({ required: true, helpValue: 'SECONDS', summary: 'How long a release is watched after it went live: 0 to 3600, or `default`.' }) };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(EnvironmentsSet);
    const watchSeconds = parseWatch(flags.watch);
    const { session, target } = await this.openApp(flags);
    const environment = await session.api.ask((client) => client.PATCH('/v1/tenants/{tenant}/apps/{app}/environments/{environment}', { params: { path: target }, body: { watchSeconds } }));
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
