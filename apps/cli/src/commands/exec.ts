import { Args, Flags } from '@oclif/core';
import { processName } from '@berth/domain';
import { appFlags, BerthCommand, named } from '../berth-command.js';
import { usageFailure } from '../cli-failure.js';
import { hasTerminal, useTerminal } from '../terminal/use-terminal.js';

export default class Exec extends BerthCommand {
  static override summary = 'Run a command, or a shell, in a pod that runs.';
  static override description = 'Without a command, a shell if the image has one. With a terminal, keys go to the command; its exit code is that of this program. What it changes in the pod is gone with the pod.';
  static override examples = [
    { description: 'A shell in a web pod', command: '<%= config.bin %> exec' },
    { description: 'One command', command: '<%= config.bin %> exec -- ls -la /app' },
    { description: 'In a certain pod', command: '<%= config.bin %> exec --pod shop-production-web-1a2b3c4d-5d8f -- env' },
  ];
  static override strict = false;
  static override args = { command: Args.string({ ignoreStdin: true, description: 'The program and its arguments, after --; a shell when absent.' }) };
  static override flags = {
    ...appFlags,
    process: Flags.string({ char: 'p', helpValue: 'NAME', summary: 'Process whose pod is meant; web when absent.', parse: named('a process', processName), exclusive: ['pod'] }),
    pod: Flags.string({ helpValue: 'NAME', summary: 'Pod that is meant, as `berth ps` names it.' }),
    tty: Flags.boolean({ allowNo: true, summary: 'With a terminal, or without one; with one when this program has one.' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Exec);
    if (this.jsonEnabled()) throw usageFailure('--json is not possible here: the command’s own output is shown.', 'Leave it out.');
    const { session, target } = await this.openApp(flags);
    const tty = (flags.tty ?? hasTerminal()) && hasTerminal();
    const command = argv.length === 0 ? null : (argv as string[]);
    const body = { command, tty, ...(flags.process !== undefined && { process: flags.process }), ...(flags.pod !== undefined && { pod: flags.pod }) };
    const run = await session.api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/exec', { params: { path: target, header }, body }));
    const path = `/v1/tenants/${target.tenant}/apps/${target.app}/environments/${target.environment}/runs/${run.name}/terminal`;
    this.exit(await useTerminal(session.api, path, { tty, note: (text) => this.note(text) }));
  }
}
