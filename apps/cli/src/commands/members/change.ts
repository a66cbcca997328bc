import { Args, Flags } from '@oclif/core';
import { roles, type Role } from '@berth/domain';
import { BerthCommand, tenantFlag } from '../../berth-command.js';
import { findMember } from '../../members/list-members.js';

export default class MembersChange extends BerthCommand {
  static override summary = 'Change what a member may do.';
  static override examples = ['<%= config.bin %> members change ada@example.com --role admin'];
  static override args = { email: Args.string({ required: true, description: 'Their e-mail address.' }) };
  static override flags = { ...tenantFlag, role: Flags.string({ char: 'r', options: [...roles], required: true, summary: 'What they may do from now on.' }) };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(MembersChange);
    const session = this.openSession(flags);
    const tenant = await session.tenant();
    const { userId } = await findMember(session.api, tenant, args.email);
    const member = await session.api.ask((client) => client.PATCH('/v1/tenants/{tenant}/members/{user}', { params: { path: { tenant, user: userId } }, body: { role: flags.role as Role } }));
    this.note(`${member.email} is ${member.role} of tenant ${tenant}.`);
    return member;
  }
}
