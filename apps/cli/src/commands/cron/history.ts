import { Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { cronArg } from '../../cron/cron-arg.js';
import { runDuration, runResult } from '../../cron/describe-run.js';
import { readPages } from '../../http/read-pages.js';
import { formatAge } from '../../output/quantities.js';
import { stateStyle } from '../../output/states.js';

export default class CronHistory extends BerthCommand {
  static override summary = 'List the runs of a cron process, newest first.';
  static override examples = ['<%= config.bin %> cron history report', '<%= config.bin %> cron history report --limit 5 --json'];
  static override args = cronArg;
  static override flags = { ...appFlags, limit: Flags.integer({ char: 'n', default: 20, min: 1, max: 1000, helpValue: 'N', summary: 'How many at most.' }) };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(CronHistory);
    const { session, target } = await this.openApp(flags);
    const path = { ...target, cron: args.name };
    const items = await readPages((query) => session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron/{cron}/runs', { params: { path, query } })), flags.limit);
    const now = new Date();
    this.printTable(
      items,
      [
        { title: 'Run', value: ({ id }) => id },
        { title: 'When', value: ({ startedAt, createdAt }) => `${formatAge(startedAt ?? createdAt, now)} ago` },
        { title: 'By', value: ({ trigger, createdBy }) => (trigger === 'schedule' ? 'schedule' : (createdBy ?? 'hand')) },
        { title: 'Release', value: ({ release }) => (release === null ? null : `v${release}`) },
        { title: 'State', value: runResult, style: ({ state }, style) => stateStyle(state, style) },
        { title: 'Took', value: (run) => runDuration(run, now) },
        { title: 'Why', value: ({ failure, reason }) => failure?.message ?? reason, flexible: true },
      ],
      `Cron process ${args.name} has not run yet.`,
    );
    return { items };
  }
}
