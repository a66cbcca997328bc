import { shownCommand } from '@berth/domain';
import { Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { formatAge, formatDuration } from '../../output/quantities.js';
import { stateStyle } from '../../output/states.js';

export default class Runs extends BerthCommand {
  static override summary = 'List runs and terminals, newest first.';
  static override examples = ['<%= config.bin %> runs', '<%= config.bin %> runs --limit 5 --json'];
  static override flags = { ...appFlags, limit: Flags.integer({ char: 'n', default: 20, min: 1, max: 100, helpValue: 'N', summary: 'How many at most.' }) };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Runs);
    const { session, target } = await this.openApp(flags);
    const { items } = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/runs', { params: { path: target, query: { limit: flags.limit } } }));
    const now = new Date();
    this.printTable(
      items,
      [
        { title: 'Name', value: ({ name }) => name },
        { title: 'State', value: ({ state }) => state, style: ({ state }, style) => stateStyle(state === 'starting' ? 'running' : state, style) },
        { title: 'Exit', value: ({ exitCode }) => exitCode, align: 'right' },
        { title: 'By', value: ({ createdBy }) => createdBy },
        { title: 'When', value: ({ createdAt }) => `${formatAge(createdAt, now)} ago` },
        { title: 'Took', value: ({ startedAt, finishedAt }) => (startedAt !== null && finishedAt !== null ? formatDuration(Date.parse(finishedAt) - Date.parse(startedAt)) : null), align: 'right' },
        { title: 'Command', value: ({ command, pod }) => `${command === null ? 'a shell' : command === undefined ? 'not shown' : shownCommand(command)}${pod === null ? '' : ` in ${pod}`}`, flexible: true },
        { title: 'Reason', value: ({ reason }) => reason, flexible: true },
      ],
      `Nothing has been run in app ${target.app} yet. Run \`berth run -- COMMAND\`.`,
    );
    return { items };
  }
}
