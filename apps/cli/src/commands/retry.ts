import { Args, Flags } from '@oclif/core';
import { canDeployment } from '@berth/domain';
import { appFlags, BerthCommand } from '../berth-command.js';
import { findDeployment } from '../deploy/find-deployment.js';
import { describeDetached, showDeployment } from '../deploy/show-deployment.js';

export default class Retry extends BerthCommand {
  static override summary = 'Try a deployment again that did not get live.';
  static override description = 'Makes a new deployment of the same source or image, with the config as it is now. Nothing is uploaded; a source that was built before is not built again.';
  static override examples = ['<%= config.bin %> retry', { description: 'A certain one', command: '<%= config.bin %> retry 12 --app shop' }];
  static override args = { deployment: Args.string({ ignoreStdin: true, description: 'Number of the deployment; the newest that failed or was cancelled when absent.' }) };
  static override flags = { ...appFlags, detach: Flags.boolean({ char: 'd', summary: 'Do not wait for the end.' }) };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Retry);
    const { session, target } = await this.openApp(flags);
    const found = await findDeployment(session.api, target, args.deployment, { what: 'that could be tried again', test: ({ state }) => canDeployment(state, 'retry') });
    const deployment = await session.api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/retry', { params: { path: { ...target, deployment: found.id }, header } }));
    this.note(`Deployment ${deployment.number} tries deployment ${found.number} again.`);
    if (flags.detach) {
      this.note(describeDetached(target, deployment));
      return deployment;
    }
    const ended = await showDeployment(session.api, target, deployment);
    if (ended.state === 'live') this.print(ended.url);
    return ended;
  }
}
