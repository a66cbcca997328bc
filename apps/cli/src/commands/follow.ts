import { Args } from '@oclif/core';
import { appFlags, BerthCommand } from '../berth-command.js';
import { findDeployment } from '../deploy/find-deployment.js';
import { showDeployment } from '../deploy/show-deployment.js';

export default class Follow extends BerthCommand {
  static override summary = 'Watch a deployment to its end.';
  static override description = 'Exit code 0 when it is live, 1 when it ended otherwise.';
  static override examples = ['<%= config.bin %> follow', '<%= config.bin %> follow 12 --app shop'];
  static override args = { deployment: Args.string({ ignoreStdin: true, description: 'Number of the deployment; the newest when absent.' }) };
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Follow);
    const { session, target } = await this.openApp(flags);
    const found = await findDeployment(session.api, target, args.deployment, { what: 'yet', test: () => true });
    const ended = await showDeployment(session.api, target, found);
    if (ended.state === 'live') this.print(ended.url);
    return ended;
  }
}
