import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { describeRollout } from '../../deploy/describe-rollout.js';
import { findDeployment } from '../../deploy/find-deployment.js';

export default class RolloutStatus extends BerthCommand {
  static override summary = 'Show the stages of a rollout, and where it is.';
  static override examples = ['<%= config.bin %> rollout status', '<%= config.bin %> rollout status --app shop --json'];
  static override args = { deployment: Args.string({ ignoreStdin: true, description: 'Number of the deployment; the newest with stages when absent.' }) };
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(RolloutStatus);
    const { session, target } = await this.openApp(flags);
    const deployment = await findDeployment(session.api, target, args.deployment, { what: 'with stages', test: ({ rollout }) => Boolean(rollout) });
    this.print(describeRollout(deployment));
    return deployment;
  }
}
