import { appFlags, BerthCommand } from '../../berth-command.js';
import { readConfig } from '../../deploy/read-config.js';
import { renderTable } from '../../output/table.js';

export default class ConfigList extends BerthCommand {
  static override summary = 'Show variables, and the names of secrets.';
  static override examples = ['<%= config.bin %> config list', '<%= config.bin %> config list --app shop --json'];
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(ConfigList);
    const { session, target } = await this.openApp(flags);
    const config = await readConfig(session.api, target);
    const rows = [...Object.entries(config.variables).map(([name, value]) => ({ name, value, secret: false })), ...config.secrets.map((name) => ({ name, value: '(secret)', secret: true }))].sort((a, b) => a.name.localeCompare(b.name));
    if (rows.length === 0) this.note(`App ${target.app} has no config. Set a variable: \`berth config set NAME=VALUE\`.`);
    else this.print(renderTable(rows, [{ title: 'Name', value: ({ name }) => name }, { title: 'Value', value: ({ value }) => value, style: ({ secret }, style) => (secret ? style.quiet : style.foreign) }], { style: this.style }));
    return config;
  }
}
