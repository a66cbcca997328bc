import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';

const { environment: _environment, ...flagsOfApp } = appFlags;

export default class RepoRedeliver extends BerthCommand {
  static override summary = 'Work on a delivery once more.';
  static override description = 'For one that failed, or whose branch had no rule. A commit that its branch has left behind is not deployed.';
  static override examples = ['<%= config.bin %> repo redeliver 019aa000-0000-7000-8000-000000000000'];
  static override args = { delivery: Args.string({ required: true, description: 'Its id, as `berth repo deliveries` shows it.', ignoreStdin: true }) };
  static override flags = { ...flagsOfApp };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(RepoRedeliver);
    const { session, target } = await this.openApp({ ...flags, environment: 'production' });
    const delivery = await session.api.ask((client) => client.POST('/v1/tenants/{tenant}/apps/{app}/repository/deliveries/{delivery}/redeliver', { params: { path: { ...target, delivery: args.delivery } } }));
    this.note('It is worked on. See: berth repo deliveries');
    return delivery;
  }
}
