import { setTimeout } from 'node:timers/promises';
import { Args, Flags } from '@oclif/core';
import { tenantSlug } from '@berth/domain';
import { BerthCommand, named } from '../../../berth-command.js';
import { CliFailure } from '../../../cli-failure.js';
import type { Api } from '../../../http/api.js';
import { withPassword } from '../../../members/with-password.js';
import { plainText } from '../../../output/plain-text.js';

export default class AdminTenantsCreate extends BerthCommand {
  static override summary = 'Make a tenant with its first owner, and wait until the cluster has it.';
  static override examples = [
    { description: 'For an owner who has an account', command: '<%= config.bin %> admin tenants create shop --owner ada@example.com --plan team' },
    { description: 'With a new account for the owner', command: 'cat password | <%= config.bin %> admin tenants create shop --owner ada@example.com --password-stdin' },
  ];
  static override args = { name: Args.string({ required: true, description: 'Name of the tenant, a part of its apps’ URLs.', parse: named('a tenant', tenantSlug), ignoreStdin: true }) };
  static override flags = {
    owner: Flags.string({ required: true, helpValue: 'E-MAIL', summary: 'Address of the first owner.' }),
    'owner-name': Flags.string({ helpValue: 'NAME', summary: 'Name of the owner, for a new account.' }),
    'password-stdin': Flags.boolean({ summary: 'Read the password of a new account from stdin.' }),
    title: Flags.string({ helpValue: 'TEXT', summary: 'Name for people.' }),
    plan: Flags.string({ helpValue: 'NAME', summary: 'Plan whose budget it gets; the default plan when absent.' }),
    cluster: Flags.string({ helpValue: 'NAME', summary: 'Cluster that its apps run on; the default one when absent.' }),
    detach: Flags.boolean({ char: 'd', summary: 'Do not wait until it is ready.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(AdminTenantsCreate);
    const { api } = this.openSession();
    const create = (password: string | undefined) =>
      api.askOnce((client, header) =>
        client.POST('/v1/operator/tenants', {
          params: { header },
          body: {
            slug: args.name,
            ...(flags.title !== undefined && { name: flags.title }),
            ...(flags.plan !== undefined && { plan: flags.plan }),
            ...(flags.cluster !== undefined && { cluster: flags.cluster }),
            owner: { email: flags.owner, ...(flags['owner-name'] !== undefined && { name: flags['owner-name'] }), ...(password !== undefined && { password }) },
          },
        }),
      );
    const tenant = await withPassword(create, { email: flags.owner, fromStdin: flags['password-stdin'] === true, interactive: this.interactive, note: (text) => this.note(text) });
    if (flags.detach) {
      this.note(`Tenant ${tenant.slug} is being set up.`);
      return tenant;
    }
    const ready = await this.waitUntilReady(api, tenant.slug);
    this.note(`Made tenant ${ready.slug} with plan ${ready.plan}, owner ${flags.owner}.`);
    return ready;
  }

  private async waitUntilReady(api: Api, tenant: string, seconds = 120) {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const current = await api.ask((client) => client.GET('/v1/operator/tenants/{tenant}', { params: { path: { tenant } } }));
      if (current.state === 'active') return current;
      if (Date.now() > deadline) throw new CliFailure(`Tenant ${tenant} is not ready after ${seconds} s${current.lastError === null ? '' : `: ${plainText(current.lastError)}`}.`, { code: 'tenant-not-ready', remedy: 'It goes on by itself when the cluster answers; `berth admin tenants list` shows its state.' });
      await setTimeout(400);
    }
  }
}
