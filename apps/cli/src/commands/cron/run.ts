import { Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { cronArg } from '../../cron/cron-arg.js';
import { describeRunEnd, hasRun, runDuration } from '../../cron/describe-run.js';
import { followRun } from '../../cron/follow-run.js';

export default class CronRun extends BerthCommand {
  static override summary = 'Run a cron process now, beside its schedule.';
  static override description = 'With --follow, ends with 1 when the run does not succeed. Ctrl-C stops following; the run goes on.';
  static override examples = ['<%= config.bin %> cron run report', { description: 'With what it writes, to its end', command: '<%= config.bin %> cron run report --follow' }];
  static override args = cronArg;
  static override flags = { ...appFlags, follow: Flags.boolean({ char: 'f', summary: 'Show what it writes, and wait for its end.' }) };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(CronRun);
    const { session, target } = await this.openApp(flags);
    const path = { ...target, cron: args.name };
    const begun = await session.api.askOnce((client, header) => client.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron/{cron}/runs', { params: { path, header } }));
    if (!flags.follow) {
      this.note(`${args.name} is being started. See \`berth cron history ${args.name}\` and \`berth cron logs ${args.name}\`.`);
      return begun;
    }
    const stopped = new AbortController();
    const stop = () => stopped.abort();
    process.once('SIGINT', stop);
    try {
      const run = await followRun(session.api, target, begun, ({ line }) => this.print(this.style.foreign(line)), stopped.signal);
      if (!hasRun(run)) {
        process.exitCode = 130;
        this.note('The run goes on.');
      } else if (run.state === 'succeeded') {
        this.note(this.noteStyle.good(`✓ ${args.name} succeeded (${runDuration(run, new Date())})`));
      } else {
        process.exitCode = 1;
        this.note(describeRunEnd(run, this.noteStyle, false));
      }
      return run;
    } finally {
      process.removeListener('SIGINT', stop);
    }
  }
}
