import type { CronEntry } from '../cron/cron-entry.js';
import type { ProcessSettings, ReleaseCommand } from '../process-settings.js';
import { formatCpu, formatMemory, namedSizes, parseCpu, parseMemory, type ProcessSize } from '../resources.js';
import { idleSecondsOf, sleepsWhenIdle } from '../sleep.js';
import { commandArgv } from '../source/command-line.js';
import type { SourceDetection } from '../source/detection.js';
import { commandText, initPath } from '../source/process-command.js';
import type { Procfile } from '../source/procfile.js';
import { secondsOf, type BerthFile, type BerthFileHealth } from './berth-file.js';
import { cronFromFile, cronSentence } from './cron-from-file.js';
import { healthSentences, healthSettings, type HealthSettings } from './health-settings.js';
import type { RolloutSettings } from '../rollout-strategy.js';
import type { FileProblem, Path } from './read-berth-file.js';
import { rolloutOfFile, rolloutSentences } from './rollout-of-file.js';
import type { SourceProcess, SourceSettings } from './source-settings.js';
import { volumeFileProblems, volumesOfFile, volumeSentence } from './volumes-of-file.js';

export interface ReadFiles {
  file: BerthFile;
  procfile: Procfile | null;
  problemAt: (path: Path, message: string) => FileProblem;
}

const defaultReleaseSeconds = 300;
const longestReleaseSeconds = 3600;

/** What berth.yaml, the Procfile and the detection ask for together. berth.yaml wins; its mistakes that no schema sees are named with their place. */
export function settingsFromSource(detection: Omit<SourceDetection, 'settings'>, { file, procfile, problemAt }: ReadFiles): SourceSettings | { problems: FileProblem[] } {
  const problems: FileProblem[] = [];
  const ownImage = detection.kind === 'dockerfile' || detection.kind === 'static';
  const { release: detectedRelease, ...detected } = detection.processes;
  const minReadySeconds = typeof file.rollout === 'object' ? file.rollout.minReadySeconds : undefined;
  const names = file.processes ? Object.keys(file.processes) : [...new Set(['web', ...Object.keys(detected)])];
  const healthOf = (own: BerthFileHealth | undefined, kind: ProcessSettings['kind'], at: Path): Partial<HealthSettings> => {
    const health = own ?? (kind === 'web' ? file.health : undefined);
    if (!health) return {};
    const found = healthSettings(health, kind === 'web', own ? at : ['health'], problemAt);
    problems.push(...found.problems);
    return found.settings;
  };
  const processes = names.map((name): SourceProcess => {
    const given = file.processes?.[name] ?? {};
    const kind = given.kind ?? (name === 'web' ? 'web' : 'worker');
    const at = (key: string): Path => ['processes', name, key];
    if (name === 'release') problems.push(problemAt(['processes', name], 'the release command is no process: write it under `release`'));
    if (kind === 'worker' && given.port !== undefined) problems.push(problemAt(at('port'), 'a worker has no port: nobody calls it'));
    if (kind === 'worker' && given.protocol !== undefined) problems.push(problemAt(at('protocol'), 'a worker has no port: nobody calls it'));
    const argv = argvOf(given.command) ?? detected[name] ?? null;
    if (argv === null && name !== 'web' && detection.kind !== 'dockerfile') problems.push(problemAt(['processes', name], `process ${name} has no command: add \`command\``));
    const { replicas } = given;
    if (typeof replicas === 'object' && replicas.min > replicas.max) problems.push(problemAt(at('replicas'), '`min` must not exceed `max`'));
    const idleSeconds = typeof replicas === 'object' && replicas.idle !== undefined ? secondsOf(replicas.idle) : undefined;
    if (typeof replicas === 'object' && replicas.min === 0 && kind === 'worker') problems.push(problemAt(at('replicas'), 'a worker cannot sleep: no request would wake it up'));
    if (idleSeconds !== undefined && typeof replicas === 'object' && replicas.min > 0) problems.push(problemAt(at('replicas'), '`idle` is for `min: 0`'));
    if (idleSeconds !== undefined && (idleSeconds < 5 || idleSeconds > 86_400)) problems.push(problemAt(at('replicas'), '`idle` is between 5s and 24h'));
    const requestsPerSecond = typeof replicas === 'object' ? replicas.requestsPerSecond : undefined;
    if (requestsPerSecond !== undefined && kind === 'worker') problems.push(problemAt([...at('replicas'), 'requestsPerSecond'], 'a worker gets no requests: scale it by `cpu` or `memory`'));
    if (requestsPerSecond !== undefined && typeof replicas === 'object' && replicas.min === replicas.max) problems.push(problemAt([...at('replicas'), 'requestsPerSecond'], '`requestsPerSecond` is for a range: `max` must exceed `min`'));
    const seconds = given.gracePeriod === undefined ? undefined : secondsOf(given.gracePeriod);
    if (seconds !== undefined && (seconds < 1 || seconds > 600)) problems.push(problemAt(at('gracePeriod'), '`gracePeriod` is between 1s and 10m'));
    const drain = given.drain === undefined ? undefined : secondsOf(given.drain);
    if (drain !== undefined && drain > 300) problems.push(problemAt(at('drain'), '`drain` is 5m at most'));
    if (drain !== undefined && kind === 'worker') problems.push(problemAt(at('drain'), 'a worker gets no requests that could be drained: use `gracePeriod`'));
    const memory = typeof replicas === 'object' && replicas.memory !== undefined ? percentOf(replicas.memory) : 0;
    if (memory > 100) problems.push(problemAt([...at('replicas'), 'memory'], '`memory` is at most 100%: no pod may use more'));
    return {
      name,
      kind,
      ...(kind === 'worker' ? { port: null } : given.port !== undefined && { port: given.port }),
      ...(given.protocol !== undefined && { protocol: given.protocol }),
      ...commandOf(name, argv, ownImage, file.processes !== undefined && given.command !== undefined),
      ...(given.resources !== undefined && { size: sizeOf(given.resources) }),
      ...(replicas !== undefined && { scale: typeof replicas === 'number' ? { min: replicas, max: replicas } : { min: replicas.min, max: replicas.max, ...(idleSeconds !== undefined && { idleSeconds }), ...(requestsPerSecond !== undefined && { requestsPerSecond }) } }),
      ...autoscaleOf(replicas),
      ...(given.init && given.init.length > 0 && { init: given.init.map((step) => behindInit(argvOf(step)!, ownImage)) }),
      ...(seconds !== undefined && { gracePeriodSeconds: seconds }),
      ...(drain !== undefined && { drainSeconds: drain }),
      ...(given.stop !== undefined && { stop: argvOf(given.stop)! }),
      ...(given.maxUnavailable !== undefined && { maxUnavailable: given.maxUnavailable }),
      ...(kind === 'web' && minReadySeconds !== undefined && { minReadySeconds }),
      ...(given.volumes && given.volumes.length > 0 && { volumes: volumesOfFile(given.volumes) }),
      ...healthOf(given.health, kind, at('health')),
    };
  });
  const webs = processes.filter(({ kind }) => kind === 'web');
  if (webs.length > 1) problems.push(problemAt(['processes', webs[1]!.name], `only one process gets requests, and ${webs[0]!.name} does already: write \`kind: worker\``));
  const release = releaseOf(file, detectedRelease ?? null, ownImage, problems, problemAt);
  const cron = cronFromFile(file, names, ownImage, problems, problemAt);
  const rollout = rolloutOfFile(file.rollout, problems, problemAt);
  problems.push(...volumeFileProblems(processes, rollout, ownImage, problemAt));
  if (problems.length > 0) return { problems };
  return { processes, complete: file.processes !== undefined, release, rollout, cron, domains: [...new Set(file.domains ?? [])], requires: [...new Set(file.env ?? [])], said: sentences(file, procfile, processes, release, cron, rollout) };
}

export const argvOf = (command: string | string[] | undefined): string[] | null => (command === undefined ? null : typeof command === 'string' ? commandArgv(command) : command);

/** A generated image runs `web` by itself, and has an init that every other command is put behind. */
function commandOf(name: string, argv: string[] | null, ownImage: boolean, named: boolean): { command?: string[] | null } {
  if (ownImage) return argv === null ? {} : { command: argv };
  if (name === 'web') return named ? { command: null } : {};
  return argv === null ? {} : { command: behindInit(argv, ownImage) };
}

/** Generated images have an init that every command but theirs is put behind. */
const behindInit = (argv: string[], ownImage: boolean): string[] => (ownImage ? argv : [initPath, '--', ...argv]);

const percentOf = (text: string): number => Number(text.slice(0, -1));

type Replicas = NonNullable<NonNullable<BerthFile['processes']>[string]>['replicas'];

function autoscaleOf(replicas: Replicas): Pick<SourceProcess, 'autoscale'> {
  if (typeof replicas !== 'object' || (replicas.cpu === undefined && replicas.memory === undefined)) return {};
  return { autoscale: { ...(replicas.cpu !== undefined && { cpuPercent: percentOf(replicas.cpu) }), ...(replicas.memory !== undefined && { memoryPercent: percentOf(replicas.memory) }) } };
}

type Resources = NonNullable<NonNullable<NonNullable<BerthFile['processes']>[string]>['resources']>;

export function sizeOf(resources: Resources): ProcessSize {
  if (typeof resources === 'string') return { ...namedSizes[resources] };
  const { small } = namedSizes;
  const memoryLimitBytes = resources.memory === undefined ? small.memoryLimitBytes : Math.max(2 ** 20, parseMemory(resources.memory));
  return {
    cpuRequestMillicores: resources.cpu === undefined ? small.cpuRequestMillicores : Math.max(1, typeof resources.cpu === 'number' ? Math.round(resources.cpu * 1000) : parseCpu(resources.cpu)),
    memoryRequestBytes: Math.min(memoryLimitBytes, resources.memoryRequest === undefined ? small.memoryRequestBytes : Math.max(2 ** 20, parseMemory(resources.memoryRequest))),
    memoryLimitBytes,
  };
}

function releaseOf({ release }: BerthFile, detected: string[] | null, ownImage: boolean, problems: FileProblem[], problemAt: ReadFiles['problemAt']): ReleaseCommand | null {
  const argv = argvOf(release?.command) ?? detected;
  if (argv === null) return null;
  const timeoutSeconds = release?.timeout === undefined ? defaultReleaseSeconds : secondsOf(release.timeout);
  if (timeoutSeconds < 1 || timeoutSeconds > longestReleaseSeconds) problems.push(problemAt(['release', 'timeout'], '`timeout` is between 1s and 1h'));
  return { command: behindInit(argv, ownImage), timeoutSeconds, ...(release?.resources !== undefined && { size: sizeOf(release.resources) }) };
}

/** A command as its writer knows it, without the init in front. */
export const shownCommand = (argv: readonly string[]): string => commandText(argv[0] === initPath && argv[1] === '--' ? argv.slice(2) : argv);

function sentences(file: BerthFile, procfile: Procfile | null, processes: readonly SourceProcess[], release: ReleaseCommand | null, cron: readonly CronEntry[], rollout: RolloutSettings | null): string[] {
  const said: string[] = [];
  for (const process of processes) {
    const given = file.processes?.[process.name];
    const parts = [
      given?.command !== undefined && commandText(argvOf(given.command)!),
      given?.kind !== undefined && `a ${process.kind} process`,
      given?.port !== undefined && `port ${given.port}`,
      process.protocol !== undefined && `speaks ${process.protocol}`,
      process.scale && (process.scale.min === process.scale.max ? `${process.scale.min} ${process.scale.min === 1 ? 'pod' : 'pods'}` : `${process.scale.min} to ${process.scale.max} pods${sleepsWhenIdle(process.scale) ? `, asleep after ${idleSecondsOf(process.scale)} s without a request` : ''}${process.scale.requestsPerSecond === undefined ? '' : `, ${process.scale.requestsPerSecond} requests/s each`}`),
      process.size && sizeText(process.size),
      process.init && `${process.init.map(shownCommand).join(', then ')} before each start`,
      ...(process.volumes ?? []).map(volumeSentence),
      process.stop && `${commandText(process.stop)} before it ends`,
      process.gracePeriodSeconds !== undefined && `${process.gracePeriodSeconds} s to end`,
    ].filter((part) => part !== false && part !== undefined);
    if (given !== undefined) said.push(`berth.yaml: process ${process.name}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`);
    else if (procfile?.lines[process.name] !== undefined) said.push(`Procfile: process ${process.name}: ${procfile.lines[process.name]}`);
  }
  if (release) said.push(`${file.release ? 'berth.yaml' : 'Procfile'}: release command: ${shownCommand(release.command)}, at most ${release.timeoutSeconds} s`);
  for (const entry of cron) said.push(`berth.yaml: ${cronSentence(entry)}`);
  for (const process of processes) said.push(...healthSentences(process).map((sentence) => `berth.yaml: ${process.kind === 'web' ? '' : `${process.name} is `}${sentence}`));
  if (file.env && file.env.length > 0) said.push(`berth.yaml: needs ${file.env.join(', ')} configured`);
  if (file.domains && file.domains.length > 0) said.push(`berth.yaml: domains of production: ${[...new Set(file.domains)].join(', ')}`);
  if (file.watch) said.push(`berth.yaml: watches ${file.watch.join(', ')}`);
  return [...said, ...rolloutSentences(file.rollout, rollout)];
}

const sizeText = (size: ProcessSize): string => `${formatCpu(size.cpuRequestMillicores)} CPU, ${formatMemory(size.memoryLimitBytes)} memory`;
