import { Args, Flags } from '@oclif/core';
import { tenantSlug } from '@berth/domain';
import { BerthCommand, named } from '../../../berth-command.js';
import { waitUntilGone } from '../../../http/wait-until-gone.js';
import { confirmName } from '../../../input/ask.js';
import { count } from '../../../output/quantities.js';

export default class AdminTenantsDelete extends BerthCommand {
  static override summary = 'Delete a tenant with everything that is theirs.';
  static override examples = ['<%= config.bin %> admin tenants delete shop', { description: 'In a script', command: '<%= config.bin %> admin tenants delete shop --confirm shop' }];
  static override args = { name: Args.string({ required: true, description: 'Name of the tenant.', parse: named('a tenant', tenantSlug) }) };
  static override flags = {
    confirm: Flags.string({ helpValue: 'NAME', summary: 'The tenant’s name again, instead of the question.' }),
    detach: Flags.boolean({ char: 'd', summary: 'Do not wait until it is gone.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(AdminTenantsDelete);
    const { api } = this.openSession();
    const path = { tenant: args.name };
    const read = () => api.ask((client) => client.GET('/v1/operator/tenants/{tenant}', { params: { path } }));
    const before = await read();
    await confirmName(args.name, { confirm: flags.confirm, interactive: this.interactive, warning: `This deletes tenant ${args.name} with ${count(before.apps, 'app')}, their images, config, logs and volumes, for good.` });
    const tenant = await api.ask((client) => client.DELETE('/v1/operator/tenants/{tenant}', { params: { path, query: { confirm: args.name } } }));
    if (flags.detach) this.note(`Tenant ${args.name} is being deleted.`);
    else {
      await waitUntilGone(read, `Tenant ${args.name}`);
      this.note(`Deleted tenant ${args.name}.`);
    }
    return tenant;
  }
}
