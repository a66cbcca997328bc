import { Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../berth-command.js';
import { hasEnded } from '../deploy/deployment.js';
import { listDeployments } from '../deploy/find-deployment.js';
import { formatAge, formatDuration } from '../output/quantities.js';
import { stateStyle } from '../output/states.js';

export default class Deployments extends BerthCommand {
  static override summary = 'List deployments, newest first.';
  static override examples = ['<%= config.bin %> deployments', '<%= config.bin %> deployments --limit 5 --json'];
  static override flags = { ...appFlags, limit: Flags.integer({ char: 'n', default: 20, min: 1, max: 1000, helpValue: 'N', summary: 'How many at most.' }) };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Deployments);
    const { session, target } = await this.openApp(flags);
    const items = await listDeployments(session.api, target, flags.limit);
    const now = new Date();
    this.printTable(
      items,
      [
        { title: 'No', value: ({ number }) => number, align: 'right' },
        { title: 'State', value: ({ state }) => state, style: ({ state }, style) => stateStyle(state, style) },
        { title: 'Release', value: ({ release }) => (release === null ? null : `v${release}`) },
        { title: 'Cause', value: ({ cause }) => cause },
        { title: 'By', value: ({ createdBy }) => createdBy ?? 'Berth' },
        { title: 'When', value: ({ createdAt }) => `${formatAge(createdAt, now)} ago` },
        { title: 'Took', value: (each) => (hasEnded(each) && each.startedAt !== null && each.finishedAt !== null ? formatDuration(Date.parse(each.finishedAt) - Date.parse(each.startedAt)) : null), align: 'right' },
        { title: 'Failure', value: ({ failure, watch, recovers }) => failure?.message ?? (watch?.failure ? `failed after it went live: ${watch.failure.message}` : recovers && `back from${recovers.release === null ? ' it' : ` v${recovers.release}`}: ${recovers.failure?.class ?? 'failed'}`), flexible: true },
      ],
      `App ${target.app} has not been deployed yet. Run \`berth deploy\`.`,
    );
    return { items };
  }
}
