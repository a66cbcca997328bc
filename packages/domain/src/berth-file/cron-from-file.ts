import { mostCronProcesses, type CronEntry } from '../cron/cron-entry.js';
import { cronScheduleProblem, timeZoneProblem } from '../cron/cron-schedule.js';
import { defaultSize } from '../resources.js';
import { initPath } from '../source/process-command.js';
import { secondsOf, type BerthFile } from './berth-file.js';
import type { FileProblem, Path } from './read-berth-file.js';
import { argvOf, shownCommand, sizeOf } from './settings-from-source.js';

const defaultSeconds = 3600;
const longestSeconds = 86_400;

/** The cron processes of berth.yaml; what is wrong with one goes to `problems` with its place. */
export function cronFromFile({ cron = {} }: BerthFile, processes: readonly string[], ownImage: boolean, problems: FileProblem[], problemAt: (path: Path, message: string) => FileProblem): CronEntry[] {
  const entries = Object.entries(cron);
  if (entries.length > mostCronProcesses) problems.push(problemAt(['cron'], `there are at most ${mostCronProcesses} cron processes`));
  return entries.map(([name, given]) => {
    const wrong = (key: string | null, message: string | null): void => {
      if (message !== null) problems.push(problemAt(key === null ? ['cron', name] : ['cron', name, key], message));
    };
    const { schedule, timeZone = 'UTC', timeout, concurrency = 'forbid', retries = 0, resources } = given;
    wrong('schedule', cronScheduleProblem(schedule));
    wrong('timeZone', timeZoneProblem(timeZone));
    if (processes.includes(name) || name === 'release') wrong(null, `${name} is the name of a process already: choose another`);
    const argv = argvOf(given.command);
    if (argv === null && !ownImage) wrong(null, `cron process ${name} has no command: add \`command\``);
    const timeoutSeconds = timeout === undefined ? defaultSeconds : secondsOf(timeout);
    if (timeoutSeconds < 1 || timeoutSeconds > longestSeconds) wrong('timeout', '`timeout` is between 1s and 24h');
    return {
      name,
      schedule: schedule.trim(),
      timeZone,
      command: argv === null || ownImage ? argv : [initPath, '--', ...argv],
      timeoutSeconds,
      concurrency,
      retries,
      size: resources === undefined ? { ...defaultSize } : sizeOf(resources),
    };
  });
}

/** What is said of an entry where the settings of a source are listed. */
export function cronSentence({ name, schedule, timeZone, command }: CronEntry): string {
  return `cron process ${name}: ${schedule} (${timeZone})${command === null ? '' : `: ${shownCommand(command)}`}`;
}
