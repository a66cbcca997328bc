import { Args, Flags } from '@oclif/core';
import { appFlags, BerthCommand, type AppTarget } from '../berth-command.js';
import { CliFailure, usageFailure } from '../cli-failure.js';
import type { Deployment } from '../deploy/deployment.js';
import { describeCheck } from '../deploy/describe-check.js';
import { ensureApp } from '../deploy/ensure-app.js';
import { describeDetached, showDeployment } from '../deploy/show-deployment.js';
import { StepPrinter } from '../deploy/step-printer.js';
import { uploadSource } from '../deploy/upload-source.js';
import type { Api } from '../http/api.js';
import { count, formatBytes } from '../output/quantities.js';
import type { Session } from '../settings/session.js';
import { writeLink } from '../settings/folder-link.js';
import { checkFolder } from '../source/check-folder.js';
import { checkPaths } from '../source/check-paths.js';
import { checkSize } from '../source/check-size.js';
import { describeDetection, detectFolder } from '../source/detect-folder.js';
import { listFiles } from '../source/list-files.js';

type Input = { source?: string; image?: string; description?: string };

export default class Deploy extends BerthCommand {
  static override summary = 'Deploy a folder, or an image, and print its URL.';
  static override description = `Packs the folder, builds it in the cluster, checks it against the budget, rolls it out beside what serves now, and verifies it through its public URL. A Dockerfile is used as it is; Node.js, Python, Go and static files need none. Left out: what .gitignore and .berthignore name, .git, .berth, and node_modules beside a package.json.

The first deployment asks for the app's name and links the folder to it. Ctrl-C stops the watching, not the deployment. What happens is written to stderr and the URL to stdout. Exit code 0 means live; 1, that it failed and that the version before goes on serving; 130, that you detached.`;
  static override examples = [
    { description: 'Deploy this folder', command: '<%= config.bin %> deploy' },
    { description: 'Deploy another folder, in a script', command: '<%= config.bin %> deploy ./site --app shop' },
    { description: 'Deploy an image', command: '<%= config.bin %> deploy --app shop --image registry.example.com/shop:1.4' },
    { description: 'See what would change, and change nothing', command: '<%= config.bin %> deploy --dry-run' },
    { description: 'Start it and go on', command: '<%= config.bin %> deploy --detach --json' },
  ];
  static override args = { dir: Args.string({ description: 'Folder to deploy; this one when absent.' }) };
  static override flags = {
    ...appFlags,
    image: Flags.string({ char: 'i', helpValue: 'REF', summary: 'Deploy this image instead of a folder; a tag is resolved to its digest once.' }),
    'dry-run': Flags.boolean({ char: 'n', summary: 'Show which objects would change and what they need of the budget; change nothing.' }),
    detach: Flags.boolean({ char: 'd', summary: 'Do not wait for the end.' }),
    description: Flags.string({ char: 'm', helpValue: 'TEXT', summary: 'What this release is, shown in `berth releases`.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Deploy);
    if (flags.image !== undefined && args.dir !== undefined) throw usageFailure('Either a folder or an image can be deployed, not both.', 'Leave one of them out.');
    const folder = flags.image === undefined ? checkFolder(args.dir ?? '.') : null;
    const session = this.openSession(flags, folder === null ? {} : { path: folder, ownLinkOnly: true });
    const { api } = session;
    const description = flags.description === undefined ? {} : { description: flags.description };
    if (folder === null) {
      const target = { tenant: await session.tenant(), app: session.requireApp(), environment: flags.environment };
      return this.finish(session, target, { image: flags.image!, ...description }, flags);
    }

    const source = listFiles(folder);
    checkSize(source);
    checkPaths(source);
    const printer = new StepPrinter(process.stderr);
    const interrupted = new AbortController();
    const interrupt = () => interrupted.abort();
    process.once('SIGINT', interrupt);
    try {
      printer.line(`Packing ${count(source.files, 'file')}, ${formatBytes(source.bytes)}`);
      if (source.leftOut.length > 0) printer.line(`Left out, since they lead outside the folder (${count(source.leftOut.length, 'link')}): ${source.leftOut.slice(0, 3).join(', ')}${source.leftOut.length > 3 ? ', …' : ''}`);
      const detection = detectFolder(source);
      printer.line(describeDetection(detection));
      for (const text of detection.notes) printer.line(`! ${text}`);
      const app = session.app();
      const tenant = await session.tenant();
      const named = app === null ? null : { app, from: flags.app === undefined ? ('link' as const) : ('flag' as const) };
      const target: AppTarget = {
        tenant,
        app: await ensureApp(api, { tenant, named, folder, interactive: this.interactive, create: !flags['dry-run'], note: (text) => printer.line(text) }),
        environment: flags.environment,
      };
      const uploaded = await uploadSource(api, target, source, printer, interrupted.signal);
      printer.end();
      process.removeListener('SIGINT', interrupt);
      if (session.link === null && !flags['dry-run']) this.link(folder, { url: session.url, tenant, app: target.app });
      return await this.finish(session, target, { source: uploaded.id, ...description }, flags);
    } catch (error) {
      if (interrupted.signal.aborted) throw new CliFailure('Stopped before anything was deployed.', { code: 'interrupted', remedy: 'Run `berth deploy` again.', exitCode: 130, cause: error });
      throw error;
    } finally {
      printer.end();
      process.removeListener('SIGINT', interrupt);
    }
  }

  private async finish(session: Session, target: AppTarget, input: Input, flags: { 'dry-run': boolean; detach: boolean; app?: string | undefined }): Promise<unknown> {
    const { api } = session;
    if (flags['dry-run']) {
      const check = await api.ask((client) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/checks', { params: { path: target }, body: input }));
      this.print(describeCheck(check, this.style));
      if (check.refusal !== null) process.exitCode = 1;
      return check;
    }
    const deployment = await this.createDeployment(api, target, input, flags.app !== undefined);
    if (flags.detach) {
      this.note(describeDetached(target, deployment));
      this.print(deployment.url);
      return deployment;
    }
    const ended = await showDeployment(api, target, deployment);
    if (ended.state === 'live') this.print(ended.url);
    return ended;
  }

  /** Makes the deployment; and first its app, when that is named and does not exist yet. */
  private async createDeployment(api: Api, target: AppTarget, input: Input, mayCreateApp: boolean): Promise<Deployment> {
    const create = () => api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments', { params: { path: target, header }, body: input }));
    try {
      return await create();
    } catch (error) {
      if (!(error instanceof CliFailure && error.code === 'not-found' && mayCreateApp && input.image !== undefined)) throw error;
      await ensureApp(api, { tenant: target.tenant, named: { app: target.app, from: 'flag' }, folder: '.', interactive: false, create: true, note: (text) => this.note(text) });
      return create();
    }
  }

  private link(folder: string, link: { url: string; tenant: string; app: string }): void {
    try {
      writeLink(folder, link);
    } catch (error) {
      if (!(error instanceof CliFailure)) throw error;
      this.note(`! This folder could not be linked to ${link.app}: ${error.message}`); // the deployment itself needs no link
    }
  }
}
