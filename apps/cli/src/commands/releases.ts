import { Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../berth-command.js';
import { readPages } from '../http/read-pages.js';
import { formatAge } from '../output/quantities.js';
import { releaseName } from '../output/release-name.js';

export default class Releases extends BerthCommand {
  static override summary = 'List releases, newest first.';
  static override examples = ['<%= config.bin %> releases', '<%= config.bin %> releases --app shop --json'];
  static override flags = { ...appFlags, limit: Flags.integer({ char: 'n', default: 50, min: 1, max: 1000, helpValue: 'N', summary: 'How many at most.' }) };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Releases);
    const { session, target } = await this.openApp(flags);
    const items = await readPages((query) => session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/releases', { params: { path: target, query } })), flags.limit);
    const now = new Date();
    this.printTable(
      items,
      [
        { title: 'Release', value: releaseName, style: ({ live, wasLive, watch }, style) => (watch === 'failed' ? style.bad : live ? style.good : wasLive === false ? style.quiet : style.foreign) },
        { title: 'Commit', value: ({ commit }) => commit?.id.slice(0, 9) ?? '' },
        { title: 'Image', value: ({ imageDigest }) => imageDigest.slice(0, 19) },
        { title: 'Config', value: ({ configVersion }) => configVersion, align: 'right' },
        { title: 'By', value: ({ createdBy }) => createdBy ?? 'Berth' },
        { title: 'When', value: ({ createdAt }) => `${formatAge(createdAt, now)} ago` },
        { title: 'Description', value: ({ description }) => description, flexible: true },
      ],
      `App ${target.app} has no release yet. Run \`berth deploy\`.`,
    );
    return { items };
  }
}
