import { Args } from '@oclif/core';
import type { components } from '@berth/contract/client';
import { appSlug, describeRollout } from '@berth/domain';
import { BerthCommand, named, tenantFlag } from '../../berth-command.js';
import { renderFields } from '../../output/table.js';

type App = components['schemas']['App'];
type Field = [string, string | null];

export default class AppsInfo extends BerthCommand {
  static override summary = 'Show an app.';
  static override examples = ['<%= config.bin %> apps info shop'];
  static override args = { name: Args.string({ ignoreStdin: true, description: 'Name of the app; the folder’s own when absent.', parse: named('an app', appSlug) }) };
  static override flags = { ...tenantFlag };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(AppsInfo);
    const session = this.openSession({ ...flags, app: args.name });
    const path = { tenant: await session.tenant(), app: session.requireApp() };
    const app = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}', { params: { path } }));
    const about: Field[] = [['App', app.name], ['Tenant', app.tenant], ['URL', app.url], ['Git', app.gitUrl ?? null], ['Root', app.root || null], ['Watched', app.watch?.join(', ') || null], ['Made', app.createdAt]];
    if (app.state === 'deleting') about.push(['State', 'being deleted']);
    this.print([about, ...app.environments.map(fieldsOf)].map((fields) => renderFields(fields, this.style)).join('\n\n'));
    return app;
  }
}

function fieldsOf({ name, preview, state, reason, servingRelease, configVersion, lastDeployment, rollout }: App['environments'][number]): Field[] {
  return [
    ['Environment', preview ? `${name} (preview of ${preview.branch})` : name],
    ['State', reason === '' ? state : `${state}: ${reason}`],
    ['Serves', servingRelease === null ? null : `v${servingRelease}`],
    ['Config', `version ${configVersion}`],
    ['Rollout', rollout ? `${describeRollout(rollout.settings)} (${rollout.from})` : null],
    ['Last deployment', lastDeployment && `${lastDeployment.number}, ${lastDeployment.state}`],
  ];
}
