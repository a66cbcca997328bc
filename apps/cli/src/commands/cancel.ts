import { Args } from '@oclif/core';
import { canDeployment } from '@berth/domain';
import { appFlags, BerthCommand } from '../berth-command.js';
import { findDeployment } from '../deploy/find-deployment.js';

export default class Cancel extends BerthCommand {
  static override summary = 'Cancel a deployment; what served before goes on serving.';
  static override examples = ['<%= config.bin %> cancel', { description: 'A certain one', command: '<%= config.bin %> cancel 12 --app shop' }];
  static override args = { deployment: Args.string({ ignoreStdin: true, description: 'Number of the deployment; the newest that has not ended when absent.' }) };
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Cancel);
    const { session, target } = await this.openApp(flags);
    const found = await findDeployment(session.api, target, args.deployment, { what: 'that could be cancelled', test: ({ state }) => canDeployment(state, 'cancel') });
    const deployment = await session.api.ask((client) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/cancel', { params: { path: { ...target, deployment: found.id } } }));
    this.note(`Deployment ${deployment.number} is being cancelled.`);
    return deployment;
  }
}
