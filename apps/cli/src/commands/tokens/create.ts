import { Args, Flags } from '@oclif/core';
import { roles, tenantSlug } from '@berth/domain';
import { BerthCommand, named } from '../../berth-command.js';
import { parseExpiry } from '../../input/parse-expiry.js';

export default class TokensCreate extends BerthCommand {
  static override summary = 'Make an API token; it is shown this once.';
  static override description = 'The token goes to stdout. With a tenant it works in that tenant alone, with a role it may do no more than that role. It ends with the login or token that makes it: make one that should outlive them in the portal.';
  static override examples = [
    { description: 'For a build server', command: '<%= config.bin %> tokens create ci --tenant acme --role developer --expires 90d' },
    { description: 'Into a file', command: '<%= config.bin %> tokens create laptop > token' },
  ];
  static override args = { name: Args.string({ required: true, description: 'What it is for.' }) };
  static override flags = {
    tenant: Flags.string({ char: 't', helpValue: 'NAME', summary: 'Limit it to this tenant.', parse: named('a tenant', tenantSlug) }),
    role: Flags.string({ options: [...roles], summary: 'Limit it to this role.' }),
    expires: Flags.string({ helpValue: 'WHEN', summary: 'When it ends: 90d, 12h, or a date such as 2027-01-31. Never when absent.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(TokensCreate);
    const expiresAt = flags.expires === undefined ? undefined : parseExpiry(flags.expires, new Date());
    const { api } = this.openSession();
    const token = await api.askOnce((client, header) =>
      client.POST('/v1/tokens', { params: { header }, body: { name: args.name, ...(flags.tenant !== undefined && { tenant: flags.tenant }), ...(flags.role !== undefined && { role: flags.role as (typeof roles)[number] }), ...(expiresAt !== undefined && { expiresAt }) } }),
    );
    this.note(`Made token ${token.name}. It is shown this once:`);
    this.print(token.secret);
    return token;
  }
}
