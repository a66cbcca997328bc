import { Args, Flags } from '@oclif/core';
import { appSlug } from '@berth/domain';
import { BerthCommand, named, tenantFlag } from '../../berth-command.js';
import { usageFailure } from '../../cli-failure.js';

export default class AppsSet extends BerthCommand {
  static override summary = 'Change an app’s settings.';
  static override description = `Several apps can live in one repository. The root is the folder that is an app's source: berth.yaml, Dockerfile and package.json are looked for there, and nothing outside it is in the build. A git push whose changes since the live release touch neither the root nor a watched path makes no deployment. Watched paths are written as git matches them: * within a folder, ** across folders, ! in front to leave out.`;
  static override examples = [
    { description: 'Deploy a folder of the repository', command: '<%= config.bin %> apps set shop --root services/shop' },
    { description: 'And when what it shares changes, but not its docs', command: "<%= config.bin %> apps set shop --watch 'packages/**' --watch '!**/*.md'" },
    { description: 'All of the repository, whatever changes', command: '<%= config.bin %> apps set shop --root . --no-watch' },
  ];
  static override args = { name: Args.string({ description: 'Name of the app; the folder’s own when absent.', ignoreStdin: true, parse: named('an app', appSlug) }) };
  static override flags = {
    ...tenantFlag,
    root: Flags.string({ helpValue: 'FOLDER', summary: 'Folder of the repository that is the source; `.` for all of it.' }),
    watch: Flags.string({ multiple: true, multipleNonGreedy: true, helpValue: 'PATH', summary: 'Deploy a push when these change, besides the root; replaces those set before.', exclusive: ['no-watch'] }),
    'no-watch': Flags.boolean({ summary: 'Watch the root alone.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(AppsSet);
    const watch = flags['no-watch'] ? [] : flags.watch;
    if (flags.root === undefined && watch === undefined) throw usageFailure('Nothing to change was named.', 'Add --root FOLDER, --watch PATH or --no-watch.');
    const session = this.openSession({ ...flags, app: args.name });
    const path = { tenant: await session.tenant(), app: session.requireApp() };
    const app = await session.api.ask((client) => client.PATCH('/v1/tenants/{tenant}/apps/{app}', { params: { path }, body: { ...(flags.root !== undefined && { root: flags.root }), ...(watch && { watch }) } }));
    const watched = [app.root, ...(app.watch ?? [])].filter(Boolean);
    this.note(`The source of ${app.name} is ${app.root ? `the folder ${app.root}` : 'all of the repository'}; a push deploys ${watched.length === 0 ? 'whatever changes' : `changes in ${watched.join(', ')}`}.`);
    return app;
  }
}
