import { Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../berth-command.js';
import { describeDetached, showDeployment } from '../deploy/show-deployment.js';

export default class Restart extends BerthCommand {
  static override summary = 'Replace all pods by new ones of the same release, without a gap.';
  static override examples = ['<%= config.bin %> restart', '<%= config.bin %> restart --app shop --detach'];
  static override flags = { ...appFlags, detach: Flags.boolean({ char: 'd', summary: 'Do not wait for the end.' }) };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Restart);
    const { session, target } = await this.openApp(flags);
    const deployment = await session.api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/restart', { params: { path: target, header } }));
    if (flags.detach) {
      this.note(describeDetached(target, deployment));
      return deployment;
    }
    return showDeployment(session.api, target, deployment);
  }
}
