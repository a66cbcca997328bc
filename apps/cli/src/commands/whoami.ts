import { BerthCommand } from '../berth-command.js';
import { renderFields, renderTable } from '../output/table.js';

export default class Whoami extends BerthCommand {
  static override summary = 'Show who is logged in, where, and in which tenants.';
  static override examples = ['<%= config.bin %> whoami', '<%= config.bin %> whoami --json'];

  async run(): Promise<unknown> {
    await this.parse(Whoami);
    const session = this.openSession();
    const me = await session.api.ask((client) => client.GET('/v1/me'));
    const fields: [string, string | null][] = [['E-mail', me.email], ['Name', me.name], ['Installation', session.url]];
    if (me.operator) fields.push(['Operator', 'yes']);
    if (me.token) fields.push(['Token', `${me.token.name}${me.token.expiresAt === null ? '' : `, until ${me.token.expiresAt}`}`]);
    this.print(renderFields(fields, this.style));
    if (me.tenants.length > 0) this.print(`\n${renderTable(me.tenants, [{ title: 'Tenant', value: ({ tenant }) => tenant }, { title: 'Name', value: ({ name }) => name }, { title: 'Role', value: ({ role }) => role }], { style: this.style })}`);
    return { ...me, url: session.url };
  }
}
