import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { findRollout } from '../../deploy/find-rollout.js';

export default class RolloutContinue extends BerthCommand {
  static override summary = 'Leave the present stage of a rollout now.';
  static override description = 'The next stage comes, or the end. A blue-green deployment that is switched by hand gives the requests to the new version.';
  static override examples = ['<%= config.bin %> rollout continue'];
  static override args = { deployment: Args.string({ ignoreStdin: true, description: 'Number of the deployment; the one that tries its release now when absent.' }) };
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(RolloutContinue);
    const { session, target } = await this.openApp(flags);
    const found = await findRollout(session.api, target, args.deployment);
    const deployment = await session.api.ask((client) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/continue', { params: { path: { ...target, deployment: found.id } } }));
    this.note(`Deployment ${deployment.number} leaves its stage.`);
    return deployment;
  }
}
