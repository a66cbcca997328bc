import { Args } from '@oclif/core';
import { BerthCommand, tenantFlag } from '../../berth-command.js';
import { findMember } from '../../members/list-members.js';

export default class MembersRemove extends BerthCommand {
  static override summary = 'Remove somebody from a tenant; their sessions and tokens lose it at once.';
  static override examples = ['<%= config.bin %> members remove ada@example.com'];
  static override args = { email: Args.string({ required: true, description: 'Their e-mail address.' }) };
  static override flags = { ...tenantFlag };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(MembersRemove);
    const session = this.openSession(flags);
    const tenant = await session.tenant();
    const { userId, email } = await findMember(session.api, tenant, args.email);
    await session.api.ask((client) => client.DELETE('/v1/tenants/{tenant}/members/{user}', { params: { path: { tenant, user: userId } } }));
    this.note(`${email} is no member of tenant ${tenant} any more.`);
    return { email, tenant, removed: true };
  }
}
