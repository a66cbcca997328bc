import { appFlags, BerthCommand } from '../../berth-command.js';
import { readConfig } from '../../deploy/read-config.js';

export default class SecretsList extends BerthCommand {
  static override summary = 'List the names of secrets; values never come out.';
  static override examples = ['<%= config.bin %> secrets list'];
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(SecretsList);
    const { session, target } = await this.openApp(flags);
    const { secrets } = await readConfig(session.api, target);
    if (secrets.length === 0) this.note(`App ${target.app} has no secrets. Set one: \`berth secrets set NAME\`.`);
    else this.print([...secrets].sort().join('\n'));
    return { items: secrets };
  }
}
