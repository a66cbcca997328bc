import { Args } from '@oclif/core';
import { runName } from '@berth/domain';
import { appFlags, BerthCommand, named } from '../../berth-command.js';

export default class RunsStop extends BerthCommand {
  static override summary = 'Stop a run or a terminal.';
  static override description = 'SIGTERM, and SIGKILL after 10 s.';
  static override examples = ['<%= config.bin %> runs stop run-k3x9tq'];
  static override args = { name: Args.string({ required: true, description: 'Its name, as `berth runs` shows it.', parse: named('a run', runName) }) };
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(RunsStop);
    const { session, target } = await this.openApp(flags);
    const run = await session.api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/runs/{run}/stop', { params: { path: { ...target, run: args.name }, header } }));
    this.note(`${run.name} is being stopped.`);
    return run;
  }
}
