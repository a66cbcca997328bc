import { describeRollout } from '@berth/domain';
import { formatCpu, formatMemory } from '../format/quantities.ts';
import type { Release } from '../api/types.ts';

export interface ReleaseDifference {
  group: 'Image' | 'Config' | 'Processes' | 'Settings';
  sign: '+' | '-' | '~';
  text: string;
}

type ProcessSettings = Release['processes'][number];

const settingWords: { [K in keyof Required<ProcessSettings>]: (value: ProcessSettings[K]) => string } = {
  name: (name) => `name ${name}`,
  kind: (kind) => `kind ${kind}`,
  command: (command) => `command ${command === null ? 'of the image' : command?.join(' ')}`,
  port: (port) => (port === null ? 'no port' : `port ${port}`),
  protocol: (protocol) => `speaks ${protocol ?? 'http1'}`,
  readiness: (readiness) => `ready when ${check(readiness)}`,
  liveness: (liveness) => (liveness ? `restarted unless ${check(liveness)}` : 'no check while it runs'),
  startup: (startup) => (startup ? `started when ${check(startup)}` : 'no check of its start'),
  size: (size) => `size ${formatCpu(size.cpuRequestMillicores)} CPU, ${formatMemory(size.memoryRequestBytes)}, limit ${formatMemory(size.memoryLimitBytes)}`,
  minReadySeconds: (seconds) => `${seconds} s in reserve`,
  init: (steps) => (steps?.length ? `${steps.map((step) => step.join(' ')).join(', then ')} before each start` : 'no steps before the start'),
  drainSeconds: (seconds) => (seconds === undefined ? 'drained for the usual time' : `drained for ${seconds} s`),
  stop: (command) => (command ? `${command.join(' ')} before it ends` : 'no command before it ends'),
  maxUnavailable: (most) => `${most ?? 1} may be away`,
  autoscale: (targets) => `scaled at ${[...(targets?.cpuPercent ? [`${targets.cpuPercent} % CPU`] : []), ...(targets?.memoryPercent ? [`${targets.memoryPercent} % memory`] : [])].join(', ') || '70 % CPU'}`,
  scale: (scale) => (scale === undefined ? 'pods by default' : scale.min === scale.max ? `${scale.min} pods` : `${scale.min} to ${scale.max} pods${scale.requestsPerSecond ? ` for ${scale.requestsPerSecond} requests/s each` : ''}`),
  volumes: (volumes) => (volumes?.length ? `keeps ${volumes.map(({ name, path, sizeBytes }) => `${name} of ${formatMemory(sizeBytes)} at ${path}`).join(', ')}` : 'no volume'),
  gracePeriodSeconds: (seconds) => `${seconds} s to stop`,
};

function check(probe: ProcessSettings['readiness'] | NonNullable<ProcessSettings['liveness']>): string {
  const { type, ...rest } = probe;
  const asked = type === 'http' ? probe.path : type === 'grpc' ? `gRPC ${probe.service ?? ''}`.trim() : type === 'command' ? probe.command.join(' ') : 'the port';
  const times = Object.entries(rest).filter(([key]) => key.endsWith('Seconds') || key === 'failureThreshold' || key === 'port');
  return `${asked} answers${times.length > 0 ? ` (${times.map(([key, value]) => `${key} ${value}`).join(', ')})` : ''}`;
}

function words<K extends keyof ProcessSettings>(key: K, settings: ProcessSettings): string {
  return settingWords[key](settings[key]);
}

/** All settings of a process but its name, its kind and how many pods it has, which is set beside releases too. */
export function settingsInWords(settings: ProcessSettings): { key: string; text: string }[] {
  return (Object.keys(settingWords) as (keyof ProcessSettings)[]).filter((key) => !['name', 'kind', 'scale'].includes(key)).map((key) => ({ key, text: words(key, settings) }));
}

/** What changes when `to` is made live after `from`, grouped as people read it. Config only by version: values are not in a release. */
export function diffReleases(from: Release, to: Release): ReleaseDifference[] {
  const differences: ReleaseDifference[] = [];
  if (from.imageDigest !== to.imageDigest) differences.push({ group: 'Image', sign: '~', text: `${shorten(from.imageDigest)} → ${shorten(to.imageDigest)}` });
  if (from.configVersion !== to.configVersion) differences.push({ group: 'Config', sign: '~', text: `c${from.configVersion} → c${to.configVersion}` });
  const before = new Map(from.processes.map((process) => [process.name, process]));
  for (const process of to.processes) {
    const old = before.get(process.name);
    before.delete(process.name);
    if (!old) {
      differences.push({ group: 'Processes', sign: '+', text: process.name });
      continue;
    }
    for (const key of Object.keys(settingWords) as (keyof ProcessSettings)[]) {
      if (words(key, old) !== words(key, process)) differences.push({ group: 'Processes', sign: '~', text: `${process.name}: ${words(key, old)} → ${words(key, process)}` });
    }
  }
  for (const name of before.keys()) differences.push({ group: 'Processes', sign: '-', text: name });
  differences.push(...settingsDifferences(from, to));
  return differences;
}

/** What the files of a source say beside its processes: release command, rollout, cron processes, required names. */
function settingsDifferences(from: Release, to: Release): ReleaseDifference[] {
  const [before, after] = [settingsOf(from), settingsOf(to)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): ReleaseDifference[] => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === now) return [];
    if (old === undefined) return [{ group: 'Settings', sign: '+', text: `${name}: ${now}` }];
    return [now === undefined ? { group: 'Settings', sign: '-', text: `${name}: ${old}` } : { group: 'Settings', sign: '~', text: `${name}: ${old} → ${now}` }];
  });
}

function settingsOf({ releaseCommand, rollout, cron, requires }: Release): Map<string, string> {
  const rows: [string, string][] = (cron ?? []).map((entry) => [`cron ${entry.name}`, `${entry.schedule} (${entry.timeZone}) ${entry.command?.join(' ') ?? 'the image’s own command'}`]);
  if (releaseCommand) rows.push(['release command', releaseCommand.command.join(' ')]);
  if (rollout && rollout.strategy !== 'rolling') rows.push(['rollout', describeRollout(rollout)]);
  for (const name of requires) rows.push([`needs ${name}`, 'to be configured']);
  return new Map(rows);
}

const shorten = (digest: string) => digest.replace(/^sha256:/, '').slice(0, 6) + '…';
