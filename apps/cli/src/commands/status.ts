import type { components } from '@berth/contract/client';
import { appFlags, BerthCommand } from '../berth-command.js';
import type { Deployment } from '../deploy/deployment.js';
import { placeInQueue } from '../deploy/transcript.js';
import { formatScale } from '../input/parse-scale.js';
import { formatAge } from '../output/quantities.js';
import { expiresIn } from '../previews/expires.js';
import { stateStyle } from '../output/states.js';
import { renderFields } from '../output/table.js';

export default class Status extends BerthCommand {
  static override summary = 'Show what serves, and how we know.';
  static override examples = ['<%= config.bin %> status', '<%= config.bin %> status --app shop --json'];
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Status);
    const { session, target } = await this.openApp(flags);
    const environment = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}', { params: { path: target } }));
    const now = new Date();
    const last = environment.lastDeployment;
    this.print(stateStyle(environment.state, this.style)(`${environment.app} is ${environment.state}`) + (environment.reason === '' ? '' : `: ${this.style.foreign(environment.reason)}`));
    this.print(
      renderFields(
        [
          ['URL', environment.url],
          ...(environment.preview ? [['Preview', `of ${environment.preview.branch}${environment.preview.basedOn === null ? '' : `, based on ${environment.preview.basedOn}`}; goes ${expiresIn(environment.preview.expiresAt, now)} unless it is deployed again`] as const] : []),
          ['Serves', environment.servingRelease === null ? 'nothing' : `v${environment.servingRelease}`],
          ['Config', configOf(environment)],
          ...environment.processes.map((process) => [`Process ${process.name}`, `${process.ready}/${process.desired} ready, scale ${formatScale(process.scale)}`] as const),
          ['Last deployment', last === null ? null : `${last.number}, ${last.cause}, ${last.state}, ${formatAge(last.createdAt, now)} ago${last.createdBy === null ? '' : ` by ${last.createdBy}`}`],
          ...(last?.state === 'queued' ? [['Waiting', placeInQueue(last, target.tenant)] as const] : []),
          ...(last?.failure ? [['Failure', last.failure.message] as const] : []),
          ...(last === null ? [] : watchOf(last, now)),
          ['Seen', environment.observedAt === null ? 'not yet' : `${formatAge(environment.observedAt, now)} ago`],
        ],
        this.style,
      ),
    );
    return environment;
  }
}

/** The config, and whether it is the live release's. */
function configOf({ configVersion, liveConfigVersion, liveRelease }: components['schemas']['Environment']): string {
  const set = `version ${configVersion}`;
  return (liveConfigVersion ?? configVersion) === configVersion ? set : `${set} from the next deployment on; v${liveRelease} has version ${liveConfigVersion}`;
}

/** What the watch after the last deployment says, and from what Berth went back by itself. */
function watchOf({ watch, recovers }: Deployment, now: Date): [string, string][] {
  const left = watch === null ? 0 : Math.ceil((Date.parse(watch.until) - now.getTime()) / 1000);
  return [
    ...(watch?.state === 'watching' ? [['Watched', left > 0 ? `for ${left} s more` : 'until it has been looked at once more'] as [string, string]] : []),
    ...(watch?.state === 'failed' && watch.failure ? [['Failed live', watch.failure.message] as [string, string], ['What to do', watch.failure.remedy] as [string, string]] : []),
    ...(recovers === null ? [] : [['Went back', `by itself${recovers.release === null ? '' : ` from v${recovers.release}`}${recovers.failure === null ? '' : `: ${recovers.failure.message}`}`] as [string, string]]),
    ...(recovers?.failure ? [...recovers.failure.evidence.map((line) => ['Evidence', line] as [string, string]), ['What to do', recovers.failure.remedy] as [string, string]] : []),
  ];
}
