import { Flags } from '@oclif/core';
import { environmentSlug } from '@berth/domain';
import { appFlags, BerthCommand, named } from '../berth-command.js';
import { describeDetached, showDeployment } from '../deploy/show-deployment.js';
import { parseRelease } from './rollback.js';

const { environment: _environment, ...flagsOfApp } = appFlags;
const environment = named('an environment', environmentSlug);

export default class Promote extends BerthCommand {
  static override summary = 'Deploy what runs in one environment to another, without a build.';
  static override description = 'The same image and process settings; the config is that of the environment it goes to.';
  static override examples = [
    { description: 'What is live in staging', command: '<%= config.bin %> promote --from staging --to production' },
    { description: 'A certain release of staging', command: '<%= config.bin %> promote --from staging --release v12' },
  ];
  static override flags = {
    ...flagsOfApp,
    from: Flags.string({ required: true, helpValue: 'NAME', summary: 'Environment whose release is taken.', parse: environment }),
    to: Flags.string({ default: 'production', helpValue: 'NAME', summary: 'Environment that it goes to.', parse: environment }),
    release: Flags.string({ helpValue: 'vN', summary: 'Release to take; the live one when absent.' }),
    detach: Flags.boolean({ char: 'd', summary: 'Do not wait for the end.' }),
  };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Promote);
    const version = flags.release === undefined ? {} : { version: parseRelease(flags.release) };
    const { session, target } = await this.openApp({ ...flags, environment: flags.to });
    const deployment = await session.api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/promote', { params: { path: target, header }, body: { from: flags.from, ...version } }));
    if (flags.detach) {
      this.note(describeDetached(target, deployment));
      return deployment;
    }
    const ended = await showDeployment(session.api, target, deployment);
    if (ended.state === 'live') this.print(ended.url);
    return ended;
  }
}
