import { BerthCommand, tenantFlag } from '../../berth-command.js';
import { listMembers } from '../../members/list-members.js';

export default class MembersList extends BerthCommand {
  static override summary = 'List who belongs to a tenant.';
  static override examples = ['<%= config.bin %> members list'];
  static override flags = { ...tenantFlag };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(MembersList);
    const session = this.openSession(flags);
    const items = await listMembers(session.api, await session.tenant());
    this.printTable(items, [{ title: 'E-mail', value: ({ email }) => email }, { title: 'Name', value: ({ name }) => name, flexible: true }, { title: 'Role', value: ({ role }) => role }, { title: 'Since', value: ({ createdAt }) => createdAt.slice(0, 10) }], 'The tenant has no members.');
    return { items };
  }
}
