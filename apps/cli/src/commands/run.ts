import { Args, Flags } from '@oclif/core';
import { namedSizes, processName, runTimeout } from '@berth/domain';
import { appFlags, BerthCommand, named } from '../berth-command.js';
import { usageFailure } from '../cli-failure.js';
import { parseSeconds } from '../input/parse-seconds.js';
import { hasTerminal, useTerminal } from '../terminal/use-terminal.js';

export default class Run extends BerthCommand {
  static override summary = 'Run a command once, with the image and config of what serves.';
  static override description = 'In a pod of its own, which counts in the budget and ends with the command. With a terminal, keys go to the command; its exit code is that of this program. When this program ends first, the command is ended too, unless it was detached.';
  static override examples = [
    { description: 'A shell beside the app', command: '<%= config.bin %> run -- sh' },
    { description: 'Input from a file', command: '<%= config.bin %> run -- python load.py < data.csv' },
    { description: 'Without waiting, for two hours at most', command: '<%= config.bin %> run --detach --timeout 2h -- npm run reindex' },
  ];
  static override strict = false;
  static override args = { command: Args.string({ required: true, ignoreStdin: true, description: 'The program and its arguments, after --.' }) };
  static override flags = {
    ...appFlags,
    process: Flags.string({ char: 'p', helpValue: 'NAME', summary: 'Process whose size it has; web when absent.', parse: named('a process', processName) }),
    size: Flags.string({ helpValue: 'SIZE', options: Object.keys(namedSizes), summary: 'Another size.' }),
    timeout: Flags.string({ default: '1h', helpValue: 'TIME', summary: 'It is ended after this time, such as 90s, 30m or 2h.' }),
    detach: Flags.boolean({ char: 'd', summary: 'Do not wait for it; its lines are in its log.' }),
    tty: Flags.boolean({ allowNo: true, summary: 'With a terminal, or without one; with one when this program has one.' }),
  };

  async run(): Promise<unknown> {
    const { argv, flags } = await this.parse(Run);
    if (this.jsonEnabled() && !flags.detach) throw usageFailure('--json goes with --detach: otherwise the command’s own output is shown.', 'Add --detach.');
    const { session, target } = await this.openApp(flags);
    const tty = !flags.detach && (flags.tty ?? hasTerminal()) && hasTerminal();
    const body = { command: argv as string[], ...(flags.process !== undefined && { process: flags.process }), ...(flags.size !== undefined && { size: flags.size as keyof typeof namedSizes }), timeoutSeconds: parseSeconds(flags.timeout, runTimeout.max), attach: flags.detach ? null : { tty } };
    const run = await session.api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/runs', { params: { path: target, header }, body }));
    if (flags.detach) {
      this.note(`${run.name} is starting. Its lines: berth logs --run ${run.name} --app ${target.app}`);
      this.print(run.name);
      return run;
    }
    const path = `/v1/tenants/${target.tenant}/apps/${target.app}/environments/${target.environment}/runs/${run.name}/terminal`;
    return this.exit(await useTerminal(session.api, path, { tty, note: (text) => this.note(text) }));
  }
}
