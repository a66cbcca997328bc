import { appFlags, BerthCommand } from '../../berth-command.js';
import { formatAge, formatMebibytes } from '../../output/quantities.js';
import { stateStyle } from '../../output/states.js';

export default class Volumes extends BerthCommand {
  static override summary = 'List volumes: what processes keep on disk.';
  static override examples = ['<%= config.bin %> volumes', '<%= config.bin %> volumes --app shop --json'];
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Volumes);
    const { session, target } = await this.openApp(flags);
    const { items } = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/volumes', { params: { path: target } }));
    const now = new Date();
    this.printTable(
      items,
      [
        { title: 'Name', value: ({ name }) => name },
        { title: 'State', value: ({ state }) => state, style: ({ state }, style) => stateStyle(state, style) },
        { title: 'Size', value: ({ sizeBytes }) => (sizeBytes === 0 ? null : formatMebibytes(sizeBytes)), align: 'right' },
        { title: 'Process', value: ({ process }) => process },
        { title: 'Path', value: ({ path }) => path },
        { title: 'Made', value: ({ createdAt }) => `${formatAge(createdAt, now)} ago` },
      ],
      `App ${target.app} has no volume. Name one under \`volumes\` of a process in berth.yaml.`,
    );
    return { items };
  }
}
