import { appFlags, BerthCommand } from '../../berth-command.js';
import { cronArg } from '../../cron/cron-arg.js';

export default class CronPause extends BerthCommand {
  static override summary = 'Stop the clock of a cron process until it is resumed.';
  static override examples = ['<%= config.bin %> cron pause report', '<%= config.bin %> cron pause report --app shop'];
  static override args = cronArg;
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(CronPause);
    const { session, target } = await this.openApp(flags);
    const cron = await session.api.ask((client) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron/{cron}/pause', { params: { path: { ...target, cron: args.name } } }));
    this.note(`${args.name} is paused: it does not run by the clock until \`berth cron resume ${args.name}\`. A run that is under way goes on.`);
    return cron;
  }
}
