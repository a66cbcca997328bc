import { Args, Flags } from '@oclif/core';
import { roles, type Role } from '@berth/domain';
import { BerthCommand, tenantFlag } from '../../berth-command.js';
import { withPassword } from '../../members/with-password.js';

export default class MembersAdd extends BerthCommand {
  static override summary = 'Add somebody to a tenant.';
  static override description = 'A viewer reads, a developer deploys and configures, an admin manages members, an owner may do everything. An address that is new gets an account, which needs a password.';
  static override examples = ['<%= config.bin %> members add ada@example.com --role developer', { description: 'With a new account', command: 'cat password | <%= config.bin %> members add ada@example.com --name "Ada" --password-stdin' }];
  static override args = { email: Args.string({ required: true, description: 'Their e-mail address.', ignoreStdin: true }) };
  static override flags = {
    ...tenantFlag,
    role: Flags.string({ char: 'r', options: [...roles], default: 'developer', summary: 'What they may do.' }),
    name: Flags.string({ helpValue: 'NAME', summary: 'Their name, for a new account.' }),
    'password-stdin': Flags.boolean({ summary: 'Read the password of a new account from stdin.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(MembersAdd);
    const session = this.openSession(flags);
    const path = { tenant: await session.tenant() };
    const add = (password: string | undefined) =>
      session.api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/members', { params: { path, header }, body: { email: args.email, role: flags.role as Role, ...(flags.name !== undefined && { name: flags.name }), ...(password !== undefined && { password }) } }));
    const member = await withPassword(add, { email: args.email, fromStdin: flags['password-stdin'] === true, interactive: this.interactive, note: (text) => this.note(text) });
    this.note(`${member.email} is ${member.role} of tenant ${path.tenant}.`);
    return member;
  }
}
