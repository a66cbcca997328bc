import { readFile } from 'node:fs/promises';
import { Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { domainArg } from '../../domains/domain-arg.js';
import { fileFailure } from '../../settings/file-failure.js';

const read = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    throw fileFailure(error, path, 'read');
  });

export default class DomainsCertificate extends BerthCommand {
  static override summary = 'Give a verified domain a certificate, in place of the one before.';
  static override description = 'Every name in the certificate must be, or be below, a verified domain of the tenant. The key is kept sealed and never shown again.';
  static override examples = ['<%= config.bin %> domains certificate shop.example.org --certificate fullchain.pem --key privkey.pem'];
  static override args = domainArg;
  static override flags = {
    ...appFlags,
    certificate: Flags.string({ required: true, helpValue: 'FILE', summary: 'PEM: the certificate of the host, then those that signed it.' }),
    key: Flags.string({ required: true, helpValue: 'FILE', summary: 'PEM: its private key, not encrypted.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(DomainsCertificate);
    const [certificate, key] = await Promise.all([read(flags.certificate), read(flags.key)]);
    const { session, target } = await this.openApp(flags);
    const domain = await session.api.ask((client) => client.PUT('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains/{host}/certificate', { params: { path: { ...target, host: args.host } }, body: { certificate, key } }));
    this.note(`${args.host} has a certificate until ${domain.certificate!.validUntil.slice(0, 10)}.`);
    return domain;
  }
}
