import { shownCommand } from '@berth/domain';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { runResult } from '../../cron/describe-run.js';
import { formatAge } from '../../output/quantities.js';
import { stateStyle } from '../../output/states.js';

export default class CronList extends BerthCommand {
  static override summary = 'List cron processes with their next and last run.';
  static override examples = ['<%= config.bin %> cron list', '<%= config.bin %> cron list --app shop --json'];
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(CronList);
    const { session, target } = await this.openApp(flags);
    const { items } = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron', { params: { path: target } }));
    const now = new Date();
    this.printTable(
      items,
      [
        { title: 'Name', value: ({ name }) => name },
        { title: 'Schedule', value: ({ schedule }) => schedule },
        { title: 'Time zone', value: ({ timeZone }) => timeZone },
        { title: 'Next run', value: ({ paused, nextRunAt }) => (paused ? 'paused' : nextRunAt), style: ({ paused }, style) => (paused ? style.careful : style.foreign) },
        { title: 'Last run', value: ({ lastRun }) => (lastRun === null ? null : `${runResult(lastRun)}, ${formatAge(lastRun.startedAt ?? lastRun.createdAt, now)} ago`), style: ({ lastRun }, style) => stateStyle(lastRun?.state, style) },
        { title: 'Command', value: ({ command }) => command && shownCommand(command), flexible: true },
      ],
      `App ${target.app} has no cron process. Name one under \`cron\` in berth.yaml.`,
    );
    return { items };
  }
}
