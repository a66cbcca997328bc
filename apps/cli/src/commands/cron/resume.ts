import { appFlags, BerthCommand } from '../../berth-command.js';
import { cronArg } from '../../cron/cron-arg.js';

export default class CronResume extends BerthCommand {
  static override summary = 'Let the clock of a paused cron process go on.';
  static override examples = ['<%= config.bin %> cron resume report', '<%= config.bin %> cron resume report --app shop'];
  static override args = cronArg;
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(CronResume);
    const { session, target } = await this.openApp(flags);
    const cron = await session.api.ask((client) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron/{cron}/resume', { params: { path: { ...target, cron: args.name } } }));
    this.note(`${args.name} runs by the clock again${cron.nextRunAt === null ? '' : `, next at ${cron.nextRunAt}`}.`);
    return cron;
  }
}
