import { Args, Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../berth-command.js';
import { usageFailure } from '../cli-failure.js';
import { describeDetached, showDeployment, showWarnings } from '../deploy/show-deployment.js';

export default class Rollback extends BerthCommand {
  static override summary = 'Go back to an earlier release, its config included.';
  static override description = 'Makes a new release equal to the old one; the config of that time comes back too, so that the next deployment does not bring the bad value again.';
  static override examples = [
    { description: 'To the release before', command: '<%= config.bin %> rollback' },
    { description: 'To a certain release', command: '<%= config.bin %> rollback v5' },
    { description: 'Only the image, with today’s config', command: '<%= config.bin %> rollback v5 --keep-config' },
  ];
  static override args = { release: Args.string({ ignoreStdin: true, description: 'Release to go back to, such as v5; the one before the live one when absent.' }) };
  static override flags = {
    ...appFlags,
    'keep-config': Flags.boolean({ summary: 'Keep the config as it is now.' }),
    detach: Flags.boolean({ char: 'd', summary: 'Do not wait for the end.' }),
  };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(Rollback);
    const version = args.release === undefined ? {} : { version: parseRelease(args.release) };
    const { session, target } = await this.openApp(flags);
    const deployment = await session.api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/rollback', { params: { path: target, header }, body: { ...version, keepConfig: flags['keep-config'] === true } }));
    if (flags.detach) {
      showWarnings(deployment);
      this.note(describeDetached(target, deployment));
      return deployment;
    }
    const ended = await showDeployment(session.api, target, deployment);
    if (ended.state === 'live') this.print(ended.url);
    return ended;
  }
}

/** `v5` or `5`. Throws on anything else. */
export function parseRelease(text: string): number {
  const match = /^v?([1-9]\d{0,8})$/.exec(text);
  if (!match) throw usageFailure(`“${text}” is no release.`, 'Write it as v5; `berth releases` lists them.');
  return Number(match[1]);
}
