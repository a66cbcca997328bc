import type { ProcessSettings } from '../process-settings.js';
import { probeTiming, type Probe } from '../probes.js';
import { commandArgv } from '../source/command-line.js';
import { secondsOf, type BerthFileHealth } from './berth-file.js';
import type { FileProblem, Path } from './read-berth-file.js';

type ProbeText = NonNullable<BerthFileHealth['liveness']> & { grace?: BerthFileHealth['grace'] };
type Asked = 'readiness' | 'liveness' | 'startup';

export type HealthSettings = Pick<ProcessSettings, Asked>;

/** A start may take so long before the deployment gives up. */
const longestStart = 300;
const kinds = ['http', 'tcp', 'grpc', 'command'] as const;
const limits = { interval: [1, 60], timeout: [1, 60], delay: [0, 300], grace: [1, 300] } as const;

/** The probes of a process from its `health`; only what is said is set. `hasPort` is false for a worker, which nobody calls. */
export function healthSettings(health: BerthFileHealth, hasPort: boolean, at: Path, problemAt: (path: Path, message: string) => FileProblem): { settings: Partial<HealthSettings>; problems: FileProblem[] } {
  const problems: FileProblem[] = [];
  const { readiness, liveness, startup, ...short } = health;
  const isShort = Object.keys(short).length > 0;
  if (isShort && readiness) problems.push(problemAt([...at, 'readiness'], `\`${Object.keys(short)[0]}\` beside it is a part of \`readiness\`: write it there`));
  const probe = (asked: Asked, text: ProbeText, place: Path): ProbeOfFile => {
    const found = probeOf(text, asked, hasPort, place, problemAt);
    problems.push(...found.problems);
    return found.probe;
  };
  return {
    settings: {
      ...(readiness ? { readiness: probe('readiness', readiness, [...at, 'readiness']) } : isShort && { readiness: probe('readiness', short, at) }),
      ...(liveness && { liveness: probe('liveness', liveness, [...at, 'liveness']) }),
      ...(startup && { startup: probe('startup', startup, [...at, 'startup']) }),
    },
    problems,
  };
}

type ProbeOfFile = Probe & { graceSeconds?: number };

function probeOf(text: ProbeText, asked: Asked, hasPort: boolean, at: Path, problemAt: (path: Path, message: string) => FileProblem): { probe: ProbeOfFile; problems: FileProblem[] } {
  const problems: FileProblem[] = [];
  const say = (key: string, message: string): void => void problems.push(problemAt([...at, key], message));
  const given = kinds.filter((kind) => text[kind] !== undefined);
  if (given.length > 1) say(given[1]!, `either \`${given[0]}\` or \`${given[1]}\`, not both`);
  const kind = given[0] ?? 'tcp';
  if (kind !== 'http' && text.headers) say('headers', 'only a check by `http` has headers');
  if (kind === 'command' && text.port !== undefined) say('port', 'a command is asked in the container, at no port');
  if (kind !== 'command' && !hasPort && text.port === undefined) problems.push(problemAt(at, 'a worker has no port of its own: ask by `command`, or name a `port`'));
  const seconds = (key: keyof typeof limits): number | undefined => {
    const duration = text[key];
    if (duration === undefined) return undefined;
    const value = secondsOf(duration);
    const [least, most] = limits[key];
    if (value < least || value > most) say(key, `\`${key}\` is between ${least}s and ${most}s`);
    return value;
  };
  const all = {
    periodSeconds: seconds('interval'),
    timeoutSeconds: seconds('timeout'),
    failureThreshold: text.failures,
    initialDelaySeconds: seconds('delay'),
    graceSeconds: seconds('grace'),
  };
  const timing = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  if (asked === 'startup') {
    const { periodSeconds, failureThreshold, initialDelaySeconds } = { ...probeTiming.startup, initialDelaySeconds: 0, ...timing };
    const longest = initialDelaySeconds + periodSeconds * failureThreshold;
    if (longest > longestStart) problems.push(problemAt(at, `\`delay\` and \`failures\` times \`interval\` are ${longest}s together: a start may take ${longestStart}s at most`));
  }
  return { probe: { ...targetOf(text, kind), ...timing }, problems };
}

function targetOf(text: ProbeText, kind: (typeof kinds)[number]): Probe {
  const port = text.port === undefined ? {} : { port: text.port };
  switch (kind) {
    case 'http':
      return { type: 'http', path: text.http!, ...(text.headers && { headers: text.headers }), ...port };
    case 'grpc':
      return { type: 'grpc', ...(typeof text.grpc === 'string' && { service: text.grpc }), ...port };
    case 'command':
      return { type: 'command', command: typeof text.command === 'string' ? commandArgv(text.command) : text.command! };
    case 'tcp':
      return { type: 'tcp', ...port };
  }
}

/** `ready when /healthz answers`, and the like, for each probe that is set. */
export function healthSentences({ readiness, liveness, startup }: Partial<HealthSettings>): string[] {
  return [...(startup ? [`started when ${passes(startup)}`] : []), ...(readiness ? [`ready when ${passes(readiness)}`] : []), ...(liveness ? [`started anew unless ${passes(liveness)}`] : [])];
}

function passes(probe: Probe): string {
  switch (probe.type) {
    case 'http':
      return `${probe.path} answers`;
    case 'grpc':
      return `its gRPC health${probe.service === undefined ? '' : ` of ${probe.service}`} is SERVING`;
    case 'command':
      return `${probe.command.join(' ')} ends with 0`;
    case 'tcp':
      return 'the port takes connections';
  }
}
