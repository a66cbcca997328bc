import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { findRollout } from '../../deploy/find-rollout.js';

export default class RolloutAbort extends BerthCommand {
  static override summary = 'End a rollout; all requests go back to the version before.';
  static override description = 'The same as `berth cancel`: what was tried is removed, and what served before was never touched.';
  static override examples = ['<%= config.bin %> rollout abort'];
  static override args = { deployment: Args.string({ ignoreStdin: true, description: 'Number of the deployment; the one that tries its release now when absent.' }) };
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(RolloutAbort);
    const { session, target } = await this.openApp(flags);
    const found = await findRollout(session.api, target, args.deployment);
    const deployment = await session.api.ask((client) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/cancel', { params: { path: { ...target, deployment: found.id } } }));
    this.note(`Deployment ${deployment.number} is being taken back.`);
    return deployment;
  }
}
