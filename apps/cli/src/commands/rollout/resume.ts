import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { findRollout } from '../../deploy/find-rollout.js';

export default class RolloutResume extends BerthCommand {
  static override summary = 'Let the time of a paused stage go on.';
  static override examples = ['<%= config.bin %> rollout resume'];
  static override args = { deployment: Args.string({ ignoreStdin: true, description: 'Number of the deployment; the one that tries its release now when absent.' }) };
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(RolloutResume);
    const { session, target } = await this.openApp(flags);
    const found = await findRollout(session.api, target, args.deployment);
    const deployment = await session.api.ask((client) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/resume', { params: { path: { ...target, deployment: found.id } } }));
    this.note(`Deployment ${deployment.number} goes on.`);
    return deployment;
  }
}
