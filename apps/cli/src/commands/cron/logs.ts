import { Flags } from '@oclif/core';
import { appFlags, BerthCommand } from '../../berth-command.js';
import { usageFailure } from '../../cli-failure.js';
import { cronArg } from '../../cron/cron-arg.js';
import { describeRunEnd, hasRun } from '../../cron/describe-run.js';
import { followRun } from '../../cron/follow-run.js';

const runs = '/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron/{cron}/runs';

export default class CronLogs extends BerthCommand {
  static override summary = 'Show what a run of a cron process wrote, and why it failed.';
  static override examples = [
    { description: 'The newest run; one that still runs is followed to its end', command: '<%= config.bin %> cron logs report' },
    { description: 'A certain one, by its id from `cron history`', command: '<%= config.bin %> cron logs report --run 0199a6f2-…' },
  ];
  static override args = cronArg;
  static override flags = { ...appFlags, run: Flags.string({ helpValue: 'ID', summary: 'Id of the run; the newest when absent.' }) };

  async run(): Promise<unknown> {
    const { args, flags } = await this.parse(CronLogs);
    const { session, target } = await this.openApp(flags);
    const path = { ...target, cron: args.name };
    const found = flags.run === undefined
      ? (await session.api.ask((client) => client.GET(runs, { params: { path, query: { limit: 1 } } }))).items[0]
      : await session.api.ask((client) => client.GET(`${runs}/{cronRun}`, { params: { path: { ...path, cronRun: flags.run! } } }));
    if (!found) throw usageFailure(`Cron process ${args.name} has not run yet.`, `Run it: \`berth cron run ${args.name} --follow\`.`);
    const stopped = new AbortController();
    const stop = () => stopped.abort();
    process.once('SIGINT', stop);
    const lines: unknown[] = [];
    try {
      const run = await followRun(session.api, target, found, (line) => {
        lines.push(line);
        this.print(this.style.foreign(line.line));
      }, stopped.signal);
      if (!hasRun(run)) process.exitCode = 130;
      else if (run.state !== 'succeeded') this.note(describeRunEnd(run, this.noteStyle, false));
      else if (lines.length === 0) this.note('It wrote nothing.');
      return { run, lines };
    } finally {
      process.removeListener('SIGINT', stop);
    }
  }
}
