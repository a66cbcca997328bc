import { Args, Flags } from '@oclif/core';
import { rolloutStrategies, sourceRoot, type RolloutSettings } from '@berth/domain';
import { basename, dirname, resolve } from 'node:path';
import { appFlags, BerthCommand, type AppTarget } from '../berth-command.js';
import { CliFailure, usageFailure } from '../cli-failure.js';
import type { Deployment } from '../deploy/deployment.js';
import { describeCheck } from '../deploy/describe-check.js';
import { ensureApp, type EnsureAppOptions } from '../deploy/ensure-app.js';
import { removeUnusedApp } from '../deploy/remove-unused-app.js';
import { rolloutFlag, rolloutOfFlags } from '../deploy/rollout-flags.js';
import { describeDetached, showDeployment } from '../deploy/show-deployment.js';
import { StepPrinter } from '../deploy/step-printer.js';
import { uploadArchive, uploadSource } from '../deploy/upload-source.js';
import type { Api } from '../http/api.js';
import { plainText } from '../output/plain-text.js';
import { findPreview } from '../previews/find-preview.js';
import { count, formatBytes } from '../output/quantities.js';
import type { Session } from '../settings/session.js';
import { writeLink } from '../settings/folder-link.js';
import { archiveAt, type ArchiveFile } from '../source/archive-file.js';
import { checkFolder } from '../source/check-folder.js';
import { checkPaths } from '../source/check-paths.js';
import { checkSize } from '../source/check-size.js';
import { describeDetection, detectFolder } from '../source/detect-folder.js';
import { listFiles } from '../source/list-files.js';
import { rootFolder } from '../source/root-folder.js';

type Input = { source?: string; image?: string; description?: string; rollout?: RolloutSettings };
type DeployFlags = { app?: string | undefined; environment: string; preview?: string | undefined; root?: string | undefined; image?: string | undefined; description?: string | undefined; strategy?: string | undefined; rollout?: RolloutSettings | undefined };
interface Upload {
  printer: StepPrinter;
  makeApp: MakeApp;
  signal: AbortSignal;
}
type MakeApp = (options: Pick<EnsureAppOptions, 'tenant' | 'named' | 'folder' | 'interactive'>) => Promise<string>;

function optionsOf({ description, ...flags }: DeployFlags): Pick<Input, 'description' | 'rollout'> {
  const rollout = rolloutOfFlags(flags);
  return { ...(description !== undefined && { description }), ...(rollout && { rollout }) };
}

/** A root as the API keeps it. Throws on what is none. */
async function parseRoot(text: string): Promise<string> {
  const parsed = sourceRoot.safeParse(text);
  if (parsed.success) return parsed.data;
  throw usageFailure(`“${text}” is no root.`, `A root ${parsed.error.issues[0]!.message}.`);
}

export default class Deploy extends BerthCommand {
  static override summary = 'Deploy a folder, an archive or an image, and print its URL.';
  static override description = `Packs the folder, builds it in the cluster, checks it against the budget, rolls it out beside what serves now, and verifies it through its public URL. A Dockerfile is used as it is; Node.js, Python, Go and static files need none. Processes, a release command, health and more are named in berth.yaml (berth init writes one), which is checked before anything is sent. An archive (tar.gz or zip) is sent as it is. Left out of a folder: what .gitignore and .berthignore name, .git, .berth, and node_modules beside a package.json.

The first deployment asks for the app's name and links the folder to it. Ctrl-C stops the watching, not the deployment. What happens is written to stderr and the URL to stdout. Exit code 0 means live; 1, that it failed and that the version before goes on serving; 130, that you detached.`;
  static override examples = [
    { description: 'Deploy this folder', command: '<%= config.bin %> deploy' },
    { description: 'Deploy another folder, in a script', command: '<%= config.bin %> deploy ./site --app shop' },
    { description: 'Deploy what a build made', command: '<%= config.bin %> deploy dist.zip --app shop' },
    { description: 'Deploy a folder of a repository of several', command: '<%= config.bin %> deploy --root services/shop --app shop' },
    { description: 'Deploy an image', command: '<%= config.bin %> deploy --app shop --image registry.example.com/shop:1.4' },
    { description: 'Deploy to the preview of a branch', command: '<%= config.bin %> deploy --preview feature/login' },
    { description: 'See what would change, and change nothing', command: '<%= config.bin %> deploy --dry-run' },
    { description: 'Watch one pod of it beside the others first', command: '<%= config.bin %> deploy --strategy staged' },
    { description: 'Start it and go on', command: '<%= config.bin %> deploy --detach --json' },
  ];
  static override args = { dir: Args.string({ ignoreStdin: true, description: 'Folder or archive to deploy; this folder when absent.' }) };
  static override flags = {
    ...appFlags,
    image: Flags.string({ char: 'i', helpValue: 'REF', summary: 'Deploy this image instead of a source; a tag is resolved to its digest once.' }),
    preview: Flags.string({ helpValue: 'BRANCH', summary: 'Deploy to the preview of this branch, which is made when there is none.' }),
    root: Flags.string({ helpValue: 'FOLDER', summary: 'Folder inside that is the source; the app’s own setting when absent (berth apps set).', parse: parseRoot, exclusive: ['image'] }),
    'dry-run': Flags.boolean({ char: 'n', summary: 'Show which objects would change and what they need of the budget; change nothing.' }),
    strategy: Flags.string({ options: rolloutStrategies, summary: 'How this one deployment takes over, whatever berth.yaml and the environment’s setting say; each with its usual times.' }),
    ...rolloutFlag,
    detach: Flags.boolean({ char: 'd', summary: 'Do not wait for the end.' }),
    description: Flags.string({ char: 'm', helpValue: 'TEXT', summary: 'What this release is, shown in `berth releases`.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Deploy);
    if (flags.image !== undefined && args.dir !== undefined) throw usageFailure('Either a source or an image can be deployed, not both.', 'Leave one of them out.');
    const archive = args.dir === undefined ? null : archiveAt(resolve(args.dir));
    if (archive !== null && flags.root !== undefined) throw usageFailure('--root is for folders: what is to be built lies at the top of an archive.', 'Leave it out, or deploy the folder.');
    const folder = flags.image === undefined && archive === null ? checkFolder(args.dir ?? '.') : null;
    if (flags.preview !== undefined && flags.environment !== 'production') throw usageFailure('Either an environment or a preview can be deployed to, not both.', 'Leave --environment (or BERTH_ENVIRONMENT) or --preview out.');
    const session = this.openSession(flags, folder === null ? {} : { path: folder, ownLinkOnly: true });
    const printer = new StepPrinter(process.stderr);
    const interrupted = new AbortController();
    const interrupt = () => interrupted.abort();
    process.on('SIGINT', interrupt);
    const made: AppTarget[] = [];
    const makeApp = async (options: Pick<EnsureAppOptions, 'tenant' | 'named' | 'folder' | 'interactive'>) => {
      const ensured = await ensureApp(session.api, { ...options, create: !flags['dry-run'], note: (text) => printer.line(text) });
      if (ensured.made) made.push({ tenant: options.tenant, app: ensured.app, environment: flags.environment });
      return ensured.app;
    };
    try {
      const upload = { printer, makeApp, signal: interrupted.signal };
      const { target: asked, input } = archive !== null ? await this.archiveOf(session, archive, flags, upload) : folder !== null ? await this.uploadOf(session, folder, flags, upload) : await this.imageOf(session, flags);
      const target = flags.preview === undefined ? asked : await this.previewOf(session.api, asked, flags.preview, flags['dry-run']);
      if (flags['dry-run']) return await this.check(session.api, target, input);
      interrupted.signal.throwIfAborted();
      const deployment = await this.createDeployment(session.api, target, input, async () => {
        if (flags.app === undefined || flags.image === undefined) return false;
        await makeApp({ tenant: target.tenant, named: { app: flags.app, from: 'flag' }, folder: '.', interactive: false });
        return true;
      });
      made.length = 0;
      printer.end();
      process.removeListener('SIGINT', interrupt);
      if (folder !== null && session.link === null) this.link(folder, { url: session.url, tenant: target.tenant, app: target.app });
      return await this.show(session.api, target, deployment, { detached: flags.detach, interrupted: interrupted.signal.aborted });
    } catch (error) {
      for (const app of made) await removeUnusedApp(session.api, app, (text) => printer.line(text));
      if (interrupted.signal.aborted) throw new CliFailure('Stopped before anything was deployed.', { code: 'interrupted', remedy: 'Run `berth deploy` again.', exitCode: 130, cause: error });
      throw error;
    } finally {
      printer.end();
      process.removeListener('SIGINT', interrupt);
    }
  }

  private async imageOf(session: Session, flags: DeployFlags): Promise<{ target: AppTarget; input: Input }> {
    const target = { tenant: await session.tenant(), app: session.requireApp(), environment: flags.environment };
    return { target, input: { image: flags.image!, ...optionsOf(flags) } };
  }

  /** Packs and uploads the folder; makes the app first when it is not there yet. */
  private async uploadOf(session: Session, folder: string, flags: DeployFlags, { printer, makeApp, signal }: Upload): Promise<{ target: AppTarget; input: Input }> {
    const root = await this.rootOf(session, flags);
    const source = listFiles(rootFolder(folder, root));
    checkSize(source);
    checkPaths(source);
    printer.line(`Packing ${count(source.files, 'file')}, ${formatBytes(source.bytes)}${root === '' ? '' : ` of ${root}`}`);
    if (source.leftOut.length > 0) printer.line(`Left out, since they lead outside the folder (${count(source.leftOut.length, 'link')}): ${source.leftOut.slice(0, 3).join(', ')}${source.leftOut.length > 3 ? ', …' : ''}`);
    const detection = detectFolder(source);
    printer.line(describeDetection(detection));
    for (const text of detection.settings?.said ?? []) printer.line(`  ${plainText(text)}`);
    for (const text of detection.notes) printer.line(`! ${text}`);
    const target = await this.targetOf(session, folder, flags, makeApp);
    const { id } = await uploadSource(session.api, target, source, printer, signal);
    return { target, input: { source: id, ...optionsOf(flags) } };
  }

  /** The folder that is the source: the flag's, else the app's. */
  private async rootOf(session: Session, { root }: DeployFlags): Promise<string> {
    if (root !== undefined) return root;
    const app = session.app();
    if (app === null) return '';
    const path = { tenant: await session.tenant(), app };
    try {
      return (await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}', { params: { path } }))).root ?? '';
    } catch (error) {
      if (error instanceof CliFailure && error.code === 'not-found') return ''; // it may be made below
      throw error;
    }
  }

  /** Uploads an archive as it is, to the app of the flag or of the present folder; what is in it is told by the API. */
  private async archiveOf(session: Session, archive: ArchiveFile, flags: DeployFlags, { printer, makeApp, signal }: Upload): Promise<{ target: AppTarget; input: Input }> {
    printer.line(`Sending ${basename(archive.path)}, ${formatBytes(archive.bytes)}`);
    const target = await this.targetOf(session, dirname(archive.path), flags, makeApp);
    const { id, detected } = await uploadArchive(session.api, target, archive, printer, signal);
    printer.line(describeDetection(detected));
    for (const text of detected.fromSource) printer.line(`  ${plainText(text)}`);
    return { target, input: { source: id, ...optionsOf(flags) } };
  }

  private async targetOf(session: Session, folder: string, flags: DeployFlags, makeApp: MakeApp): Promise<AppTarget> {
    const app = session.app();
    const tenant = await session.tenant();
    const named = app === null ? null : { app, from: flags.app === undefined ? ('link' as const) : ('flag' as const) };
    return { tenant, app: await makeApp({ tenant, named, folder, interactive: this.interactive }), environment: flags.environment };
  }

  /** The branch's preview, made unless nothing may be changed. */
  private async previewOf(api: Api, target: AppTarget, branch: string, dryRun: boolean): Promise<AppTarget> {
    const path = { tenant: target.tenant, app: target.app };
    const { name } = dryRun ? await findPreview(api, path, branch) : await api.ask((client) => client.POST('/v1/tenants/{tenant}/apps/{app}/previews', { params: { path }, body: { branch } }));
    return { ...target, environment: name };
  }

  private async check(api: Api, target: AppTarget, input: Input): Promise<unknown> {
    const check = await api.ask((client) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/checks', { params: { path: target }, body: input }));
    this.print(describeCheck(check, this.style));
    if (check.refusal !== null) process.exitCode = 1;
    return check;
  }

  private async show(api: Api, target: AppTarget, deployment: Deployment, { detached, interrupted }: { detached: boolean; interrupted: boolean }): Promise<Deployment> {
    if (detached || interrupted) {
      this.note(describeDetached(target, deployment));
      if (interrupted) process.exitCode = 130;
      else this.print(deployment.url);
      return deployment;
    }
    const ended = await showDeployment(api, target, deployment);
    if (ended.state === 'live') this.print(ended.url);
    return ended;
  }

  /** Makes the deployment. When its app is not there, `makeApp` may make it; false when it may not. */
  private async createDeployment(api: Api, target: AppTarget, input: Input, makeApp: () => Promise<boolean>): Promise<Deployment> {
    const create = () => api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments', { params: { path: target, header }, body: input }));
    try {
      return await create();
    } catch (error) {
      if (!(error instanceof CliFailure && error.code === 'not-found' && (await makeApp()))) throw error;
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
