import { isAsleep, shownCommand } from '@berth/domain';
import { appFlags, BerthCommand } from '../berth-command.js';
import { formatScale } from '../input/parse-scale.js';
import { count, formatAge, formatMebibytes } from '../output/quantities.js';
import { stateStyle } from '../output/states.js';
import { renderTable } from '../output/table.js';

export default class Ps extends BerthCommand {
  static override summary = 'Show processes and their pods.';
  static override examples = ['<%= config.bin %> ps', '<%= config.bin %> ps --app shop --json'];
  static override flags = { ...appFlags };

  async run(): Promise<unknown> {
    const { flags } = await this.parse(Ps);
    const { session, target } = await this.openApp(flags);
    const answer = await session.api.ask((client) => client.GET('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/processes', { params: { path: target } }));
    const now = new Date();
    if (answer.items.length === 0) this.note(`App ${target.app} has no processes yet. Run \`berth deploy\`.`);
    for (const [index, process] of answer.items.entries()) {
      const command = process.command === null ? '' : `  ${shownCommand(process.command)}`;
      this.print(`${index > 0 ? '\n' : ''}${this.style.strong(process.name)}  scale ${formatScale(process.scale)}, ${isAsleep(process) ? 'asleep' : `${process.ready}/${process.desired} ready`}, ${process.size.cpuRequestMillicores}m CPU, ${formatMebibytes(process.size.memoryLimitBytes)} each${this.style.foreign(command)}`);
      if (process.pods.length === 0) continue;
      this.print(
        renderTable(
          process.pods,
          [
            { title: 'Pod', value: ({ name }) => name },
            { title: 'Release', value: ({ release }) => (release === null ? null : `v${release}`) },
            { title: 'State', value: ({ state, reason }) => (reason === null ? state : `${state}: ${reason}`), style: ({ state }, style) => stateStyle(state, style), flexible: true },
            { title: 'Restarts', value: ({ restarts }) => restarts, align: 'right' },
            { title: 'Age', value: ({ startedAt }) => (startedAt === null ? null : formatAge(startedAt, now)), align: 'right' },
            { title: 'CPU', value: ({ cpuMillicores }) => (cpuMillicores === null ? null : `${Math.round(cpuMillicores)}m`), align: 'right' },
            { title: 'Memory', value: ({ memoryBytes }) => (memoryBytes === null ? null : formatMebibytes(memoryBytes)), align: 'right' },
          ],
          { style: this.style, ...(globalThis.process.stdout.isTTY && { width: globalThis.process.stdout.columns }) },
        ),
      );
    }
    for (const { name, lastExit } of answer.items.flatMap(({ pods }) => pods)) {
      if (!lastExit) continue;
      const since = lastExit.at === null ? '' : ` ${formatAge(lastExit.at, now)} ago`;
      const code = lastExit.reason === `exit code ${lastExit.exitCode}` ? '' : ` (exit code ${lastExit.exitCode})`;
      this.print(`\n${name} ended${since}: ${this.style.foreign(lastExit.reason)}${code}${lastExit.message === null ? '' : `\n${this.style.foreign(lastExit.message.replace(/^/gm, '  '))}`}`);
    }
    if (answer.items.length > 0 && answer.observedAt !== null && now.getTime() - Date.parse(answer.observedAt) > 300_000) this.note(`! Seen ${count(Math.floor((now.getTime() - Date.parse(answer.observedAt)) / 60_000), 'minute')} ago: the cluster has not been heard since.`);
    return answer;
  }
}
