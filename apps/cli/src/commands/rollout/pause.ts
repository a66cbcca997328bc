import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { findRollout } from '../../deploy/find-rollout.js';

export default class RolloutPause extends BerthCommand {
  static override summary = 'Let the present stage of a rollout last until you resume it.';
  static override description = 'No time counts meanwhile; what is found wrong still ends the deployment.';
  static override examples = ['<%= config.bin %> rollout pause', '<%= config.bin %> rollout pause 12 --app shop'];
  static override args = { deployment: Args.string({ ignoreStdin: true, description: 'Number of the deployment; the one that tries its release now when absent.' }) };
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(RolloutPause);
    const { session, target } = await this.openApp(flags);
    const found = await findRollout(session.api, target, args.deployment);
    const deployment = await session.api.ask((client) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/pause', { params: { path: { ...target, deployment: found.id } } }));
    this.note(`Deployment ${deployment.number} stays in its stage. Go on: berth rollout resume`);
    return deployment;
  }
}
