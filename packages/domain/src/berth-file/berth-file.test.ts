import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { detectSource } from '../source/detect-source.js';
import type { SourceSettings } from './source-settings.js';
import { berthFileJsonSchema } from './berth-file.js';
import { berthFileText } from './berth-file-text.js';
import { formatProblem, readBerthFile } from './read-berth-file.js';
import { rolloutOfText } from './rollout-of-file.js';

const node = { 'package.json': JSON.stringify({ scripts: { start: 'node server.js' } }), 'server.js': '' };
const listing = (files: Record<string, string>) => ({ paths: Object.keys(files), contents: files });
const settingsOf = (files: Record<string, string>): SourceSettings => {
  const result = detectSource(listing(files));
  if (!result.found) throw new Error(result.reason);
  return result.detection.settings!;
};
const problemsOf = (text: string): string[] => {
  const result = detectSource(listing({ ...node, 'berth.yaml': text }));
  return result.found ? [] : result.problems!.map(formatProblem);
};

test('a file with everything in it is understood', () => {
  const settings = settingsOf({
    ...node,
    'berth.yaml': `processes:
  web:
    command: node server.js --port $PORT
    port: 3000
    protocol: h2c
    replicas: {min: 1, max: 4, cpu: 60%, memory: 80%}
    resources: tiny
    init: [node warm.js]
    gracePeriod: 1m
    drain: 10s
    stop: node leave.js
    maxUnavailable: 25%
  mail:
    command: [node, mail.js]
    replicas: 3
    resources: {cpu: 0.05, memory: 256Mi}
release:
  command: npm run migrate
  timeout: 2m
  resources: medium
cron:
  report:
    schedule: 30 3 * * mon-fri
    timeZone: Europe/Berlin
    command: node report.js
    timeout: 10m
    resources: tiny
    concurrency: replace
    retries: 2
  tick: {schedule: '@hourly', command: node tick.js}
health: {http: /healthz, interval: 2s, timeout: 5s, grace: 90s}
domains: [Shop.example.org, shop.example.org, bücher.example]
env: [DATABASE_URL]
rollout: {minReadySeconds: 1}
watch: [packages/**, '!**/*.md']
`,
  });
  expect(settings).toEqual({
    complete: true,
    processes: [
      {
        name: 'web', kind: 'web', command: null, port: 3000, minReadySeconds: 1, gracePeriodSeconds: 60, scale: { min: 1, max: 4 }, autoscale: { cpuPercent: 60, memoryPercent: 80 },
        protocol: 'h2c', init: [['/usr/bin/tini', '--', 'node', 'warm.js']], drainSeconds: 10, stop: ['node', 'leave.js'], maxUnavailable: '25%',
        size: { cpuRequestMillicores: 10, memoryRequestBytes: 32 * 2 ** 20, memoryLimitBytes: 128 * 2 ** 20 },
        readiness: { type: 'http', path: '/healthz', periodSeconds: 2, timeoutSeconds: 5, graceSeconds: 90 },
      },
      { name: 'mail', kind: 'worker', port: null, command: ['/usr/bin/tini', '--', 'node', 'mail.js'], scale: { min: 3, max: 3 }, size: { cpuRequestMillicores: 50, memoryRequestBytes: 128 * 2 ** 20, memoryLimitBytes: 256 * 2 ** 20 } },
    ],
    release: { command: ['/usr/bin/tini', '--', 'npm', 'run', 'migrate'], timeoutSeconds: 120, size: { cpuRequestMillicores: 250, memoryRequestBytes: 512 * 2 ** 20, memoryLimitBytes: 2 ** 30 } },
    rollout: null,
    cron: [
      {
        name: 'report', schedule: '30 3 * * mon-fri', timeZone: 'Europe/Berlin', command: ['/usr/bin/tini', '--', 'node', 'report.js'], timeoutSeconds: 600, concurrency: 'replace', retries: 2,
        size: { cpuRequestMillicores: 10, memoryRequestBytes: 32 * 2 ** 20, memoryLimitBytes: 128 * 2 ** 20 },
      },
      {
        name: 'tick', schedule: '@hourly', timeZone: 'UTC', command: ['/usr/bin/tini', '--', 'node', 'tick.js'], timeoutSeconds: 3600, concurrency: 'forbid', retries: 0,
        size: { cpuRequestMillicores: 100, memoryRequestBytes: 128 * 2 ** 20, memoryLimitBytes: 512 * 2 ** 20 },
      },
    ],
    domains: ['shop.example.org', 'xn--bcher-kva.example'],
    requires: ['DATABASE_URL'],
    said: expect.arrayContaining(['berth.yaml: domains of production: shop.example.org, xn--bcher-kva.example', 'berth.yaml: process mail: node mail.js, 3 pods, 50m CPU, 256Mi memory', 'berth.yaml: release command: npm run migrate, at most 120 s', 'berth.yaml: cron process report: 30 3 * * mon-fri (Europe/Berlin): node report.js', 'berth.yaml: needs DATABASE_URL configured', 'berth.yaml: watches packages/**, !**/*.md']),
  });
});

test('a range of web may follow its requests; a worker has none, and a fixed number follows nothing', () => {
  const settings = settingsOf({ ...node, 'berth.yaml': 'processes: {web: {replicas: {min: 1, max: 5, requestsPerSecond: 50}}}\n' });
  expect(settings.processes).toMatchObject([{ name: 'web', scale: { min: 1, max: 5, requestsPerSecond: 50 } }]);
  expect(settings.said).toContain('berth.yaml: process web: 1 to 5 pods, 50 requests/s each');
  expect(problemsOf('processes: {web: {replicas: {min: 2, max: 2, requestsPerSecond: 50}}}\n')).toEqual([expect.stringContaining('`requestsPerSecond` is for a range: `max` must exceed `min`')]);
  expect(problemsOf('processes: {mail: {command: node mail.js, replicas: {min: 1, max: 2, requestsPerSecond: 50}}}\n')).toEqual([expect.stringContaining('a worker gets no requests: scale it by `cpu` or `memory`')]);
});

test('checks of every kind are understood, for web at the top and for each process', () => {
  const settings = settingsOf({
    ...node,
    'berth.yaml': `processes:
  web: {}
  mail:
    command: node mail.js
    health: {liveness: {command: [test, -f, /tmp/alive], interval: 30s, failures: 2}}
health:
  startup: {tcp: true, failures: 120, delay: 5s}
  readiness: {http: /ready, headers: {Host: shop.example.com}, grace: 2m}
  liveness: {grpc: shop.v1.Shop, port: 9000}
`,
  });
  expect(settings.processes).toMatchObject([
    {
      readiness: { type: 'http', path: '/ready', headers: { Host: 'shop.example.com' }, graceSeconds: 120 },
      liveness: { type: 'grpc', service: 'shop.v1.Shop', port: 9000 },
      startup: { type: 'tcp', failureThreshold: 120, initialDelaySeconds: 5 },
    },
    { name: 'mail', liveness: { type: 'command', command: ['test', '-f', '/tmp/alive'], periodSeconds: 30, failureThreshold: 2 } },
  ]);
  expect(Object.keys(settings.processes[1]!)).not.toContain('readiness');
  expect(settings.said).toEqual(expect.arrayContaining(['berth.yaml: ready when /ready answers', 'berth.yaml: mail is started anew unless test -f /tmp/alive ends with 0']));
});

test('the image of a generated Dockerfile starts the web command of berth.yaml', () => {
  const result = detectSource(listing({ ...node, Procfile: 'web: node old.js', 'berth.yaml': 'processes: {web: {command: node other.js}}' }));
  expect(result).toMatchObject({ found: true, detection: { processes: { web: ['node', 'other.js'] }, reason: 'package.json, berth.yaml' } });
});

test('a Procfile names web, workers and the release command', () => {
  const settings = settingsOf({ ...node, Procfile: 'web: node server.js\nmail: node mail.js\nrelease: node migrate.js\n' });
  expect(settings.processes).toEqual([
    { name: 'web', kind: 'web' },
    { name: 'mail', kind: 'worker', port: null, command: ['/usr/bin/tini', '--', 'node', 'mail.js'] },
  ]);
  expect(settings).toMatchObject({ complete: false, release: { command: ['/usr/bin/tini', '--', 'node', 'migrate.js'], timeoutSeconds: 300 } });
  expect(settings.said).toEqual(['Procfile: process web: node server.js', 'Procfile: process mail: node mail.js', 'Procfile: release command: node migrate.js, at most 300 s']);
});

test('with a Dockerfile, commands run as they are, and a worker without one runs the image’s own', () => {
  const settings = settingsOf({ Dockerfile: 'FROM scratch', 'berth.yaml': 'processes:\n  web: {}\n  jobs:\n  mail: {command: ./mail}\nrelease: {command: ./migrate && ./seed}\n' });
  expect(settings.processes).toEqual([
    { name: 'web', kind: 'web' },
    { name: 'jobs', kind: 'worker', port: null },
    { name: 'mail', kind: 'worker', port: null, command: ['./mail'] },
  ]);
  expect(settings.release?.command).toEqual(['/bin/sh', '-c', './migrate && exec ./seed']);
});

test('a process with volumes is understood, and said', () => {
  const settings = settingsOf({ ...node, 'berth.yaml': 'processes: {web: {volumes: [{name: data, path: /data, size: 1Gi}, {name: cache, path: /var/cache/app, size: 64Mi}]}}' });
  expect(settings.processes[0]).toMatchObject({ volumes: [{ name: 'data', path: '/data', sizeBytes: 2 ** 30 }, { name: 'cache', path: '/var/cache/app', sizeBytes: 2 ** 26 }] });
  expect(settings.said).toEqual(['berth.yaml: process web: volume data of 1024Mi at /data, volume cache of 64Mi at /var/cache/app']);
});

test('an app of workers alone has no web process', () => {
  expect(settingsOf({ ...node, 'berth.yaml': 'processes: {jobs: {command: node jobs.js}}' }).processes.map(({ name, kind }) => [name, kind])).toEqual([['jobs', 'worker']]);
});

test.each([
  ['an unknown key, with the nearest known one', 'processes:\n  web:\n    comand: node x.js\n', ['berth.yaml:3:5: unknown key `comand`; did you mean `command`?']],
  ['an unknown key at the top', 'proceses: {}\n', ['berth.yaml:1:1: unknown key `proceses`; did you mean `processes`?']],
  ['a key of the size, and not "neither of both"', 'processes: {web: {resources: {cpus: 1}}}', ['berth.yaml:1:31: unknown key `cpus`; did you mean `cpu`?']],
  ['a size that there is not', 'processes: {web: {resources: huge}}', ['berth.yaml:1:30: resources is one of nano, tiny, small, medium, large, or has cpu and memory']],
  ['a wrong type', 'processes:\n  web: {port: http}\n', ['berth.yaml:2:15: `port` must be a number']],
  ['a number out of bounds', 'processes:\n  web: {port: 70000}\n', ['berth.yaml:2:15: `port` must be at most 65535']],
  ['what is missing', 'release:\n  timeout: 5m\n', ['berth.yaml:1:1: `command` is missing']],
  ['a wrong duration', 'release: {command: x, timeout: soon}', ['berth.yaml:1:32: a duration is written 90s, 5m or 1h']],
  ['more CPU than there is', 'processes: {web: {resources: {cpu: 99999999999999999999m}}}', ['berth.yaml:1:36: CPU is written 250m or 0.5, up to 999']],
  ['more memory than there is', 'processes: {web: {resources: {memory: 999999999Ti}}}', ['berth.yaml:1:39: memory is written 128Mi or 2Gi, up to 999Ti']],
  ['NUL in a text', 'env: []\nhealth: {http: "/a\\u0000b"}', [expect.stringMatching(/^berth\.yaml:2:16: a text holds a NUL/)]],
  ['half a surrogate pair in a name', 'processes:\n  "\\ud800": {}', [expect.stringMatching(/^berth\.yaml:2:3: a text holds a NUL/)]],
  ['a duration that is too long', 'release: {command: x, timeout: 2h}', ['berth.yaml:1:32: `timeout` is between 1s and 1h']],
  ['a schedule that Kubernetes does not take', 'cron:\n  report:\n    schedule: 0 25 * * *\n    command: x\n', ['berth.yaml:3:15: the hour "25" is not between 0 and 23']],
  ['a time zone that there is not', 'cron:\n  report: {schedule: "@daily", timeZone: Mars, command: x}\n', ['berth.yaml:2:42: "Mars" is no time zone: write UTC or one such as Europe/Berlin']],
  ['a cron process without a schedule', 'cron:\n  report: {command: x}\n', ['berth.yaml:2:3: `schedule` is missing']],
  ['a cron process without a command', 'cron:\n  report: {schedule: "@daily"}\n', ['berth.yaml:2:11: cron process report has no command: add `command`']],
  ['a cron process that is called like a process', 'cron: {web: {schedule: "@daily", command: x}}', ['berth.yaml:1:13: web is the name of a process already: choose another']],
  ['a run that may take too long', 'cron: {report: {schedule: "@daily", command: x, timeout: 25h}}', ['berth.yaml:1:58: `timeout` is between 1s and 24h']],
  ['a name that no shell takes', 'env: [A-B]', ['berth.yaml:1:7: "A-B" must have letters, digits and underscores, and not start with a digit']],
  ['a process name', 'processes: {Web: {}}', ['berth.yaml:1:13: "Web" is no name: it must have lower-case letters and digits, at most 20 of them, and start with a letter']],
  ['a worker without a command', 'processes: {web: {}, jobs: {}}', ['berth.yaml:1:28: process jobs has no command: add `command`']],
  ['two processes for requests', 'processes: {web: {}, admin: {kind: web, command: x}}', ['berth.yaml:1:29: only one process gets requests, and web does already: write `kind: worker`']],
  ['a key that is there twice', 'env: []\nenv: []\n', ['berth.yaml:2:1: map keys must be unique']],
  ['YAML that cannot be read', 'processes: [\n', [expect.stringMatching(/^berth\.yaml:\d+:\d+: /)]],
  ['a list where a map belongs', '- web\n', ['berth.yaml:1:1: the file must be a map of keys']],
  ['an empty entry of a list', 'watch: [a, ""]', ['berth.yaml:1:12: entry 2 of `watch` must not be empty', expect.stringContaining('"" must be a path')]],
  ['a check of two kinds', 'health: {liveness: {http: /, command: x}}', ['berth.yaml:1:39: either `http` or `command`, not both']],
  ['a watched path outside the repository', 'watch: [../other]', ['berth.yaml:1:9: "../other" must be a path inside the repository, such as `packages/**` or `!docs/**`']],
  ['readiness that is said twice', 'health: {http: /, readiness: {tcp: true}}', ['berth.yaml:1:30: `http` beside it is a part of `readiness`: write it there']],
  ['headers without a request', 'health: {headers: {Host: x}}', ['berth.yaml:1:19: only a check by `http` has headers']],
  ['a start that takes too long', 'health:\n  startup: {interval: 10s, failures: 40}\n', ['berth.yaml:2:12: `delay` and `failures` times `interval` are 400s together: a start may take 300s at most']],
  ['a worker that is asked at no port', 'processes: {jobs: {command: x, health: {liveness: {interval: 5s}}}}', ['berth.yaml:1:51: a worker has no port of its own: ask by `command`, or name a `port`']],
  ['an unknown key of a check', 'health: {liveness: {htp: /}}', ['berth.yaml:1:21: unknown key `htp`; did you mean `http`?']],
  ['a strategy that there is not', 'rollout: slow', ['berth.yaml:1:10: rollout is one of rolling, staged, canary, blue-green, or has strategy and more']],
  ['a key of another strategy', 'rollout:\n  strategy: staged\n  keep: 5m\n', ['berth.yaml:3:9: `keep` belongs to `strategy: blue-green`']],
  ['a canary that goes down', 'rollout: {strategy: canary, steps: [{weight: 50, for: 1m}, {weight: 10, for: 1m}]}', ['berth.yaml:1:69: `weight` must not go down from step to step']],
  ['a gate that is no rate', 'rollout: {strategy: canary, gates: {errorRate: few}}', ['berth.yaml:1:48: a rate is written 1%, and is at most 100%']],
  ['a gate above everything', 'rollout: {strategy: canary, gates: {errorRate: 100.1%}}', ['berth.yaml:1:48: a rate is written 1%, and is at most 100%']],
  ['a worker that is drained', 'processes: {jobs: {command: x, drain: 5s}}', ['berth.yaml:1:39: a worker gets no requests that could be drained: use `gracePeriod`']],
  ['more memory than there is', 'processes: {web: {replicas: {min: 1, max: 2, memory: 120%}}}', ['berth.yaml:1:54: `memory` is at most 100%: no pod may use more']],
  ['a volume over what is the image’s', 'processes: {web: {volumes: [{name: data, path: /etc, size: 1Gi}]}}', ['berth.yaml:1:48: a volume cannot be there, where the image or the cluster has its own: choose another folder, such as /data']],
  ['a volume over the app itself', 'processes: {web: {volumes: [{name: data, path: /app, size: 1Gi}]}}', ['berth.yaml:1:48: the app itself is in /app: choose a folder of its own, such as /data']],
  ['a volume without a size', 'processes: {web: {volumes: [{name: data, path: /data}]}}', ['berth.yaml:1:29: `size` is missing']],
  ['a volume that is too small', 'processes: {web: {volumes: [{name: data, path: /data, size: 8Mi}]}}', ['berth.yaml:1:61: `size` must be 16Mi or more']],
  ['a volume of two processes', 'processes:\n  web: {volumes: [{name: data, path: /data, size: 1Gi}]}\n  jobs: {command: x, volumes: [{name: data, path: /d, size: 1Gi}]}\n', ['berth.yaml:3:39: data is a volume of web already: two processes cannot share one']],
  ['two pods of one volume', 'processes: {web: {replicas: 2, volumes: [{name: data, path: /data, size: 1Gi}]}}', ['berth.yaml:1:29: a process with a volume has one pod at most']],
  ['a range beside a volume', 'processes: {web: {replicas: {min: 0, max: 1}, volumes: [{name: data, path: /data, size: 1Gi}]}}', ['berth.yaml:1:29: a process with a volume has one pod: it neither scales by itself nor sleeps']],
  ['a strategy that needs two pods of a volume', 'processes: {web: {volumes: [{name: data, path: /data, size: 1Gi}]}}\nrollout: canary\n', ['berth.yaml:2:10: web has a volume, which two versions cannot have at once: `canary` is not possible']],
  ['min above max', 'processes: {web: {replicas: {min: 3, max: 1}}}', ['berth.yaml:1:29: `min` must not exceed `max`']],
])('%s is named with its place', (_, text, expected) => expect(problemsOf(text)).toEqual(expected));

test.each([
  ['rollout: staged', { strategy: 'staged', watchSeconds: 300 }],
  ['rollout: {strategy: staged, watch: 90s}', { strategy: 'staged', watchSeconds: 90 }],
  ['rollout: canary', { strategy: 'canary', steps: [{ weight: 10, seconds: 120 }, { weight: 50, seconds: 120 }] }],
  ['rollout: {strategy: canary, steps: [{weight: 5, for: 1h}], gates: {errorRate: 0.5%, latencyP95: 2s}}', { strategy: 'canary', steps: [{ weight: 5, seconds: 3600 }], gates: { errorPercent: 0.5, latencyP95Ms: 2000 } }],
  ['rollout: {strategy: blue-green, switch: manual, keep: 0s}', { strategy: 'blue-green', switch: 'manual', keepSeconds: 0 }],
  ['rollout: rolling', { strategy: 'rolling' }],
  ['rollout: {minReadySeconds: 3}', null],
])('%s is understood', (text, expected) => expect(settingsOf({ ...node, 'berth.yaml': text }).rollout).toEqual(expected));

test('aliases, which can grow without end, and huge files are refused', () => {
  expect(problemsOf('env: &a [X]\nprocesses: *a\n')).not.toEqual([]);
  expect(problemsOf(`# ${'x'.repeat(70_000)}`)).toEqual(['berth.yaml:1:1: the file is larger than 64 KiB']);
});

test.each(['[', '{a: ', '- ', '? '])('a file that nests %j without end is refused before anything recurses in it', (opening) => {
  expect(problemsOf(opening.repeat(15_000))).toEqual(['berth.yaml:1:1: the file is nested deeper than 64 levels']);
});

test('an empty file says nothing', () => {
  for (const text of ['', '# later\n', '---\n']) expect(settingsOf({ ...node, 'berth.yaml': text })).toMatchObject({ complete: false, release: null, said: [] });
});

test('what `berth init` writes is valid and changes nothing but what it says', () => {
  const files: Record<string, string> = { ...node, Procfile: 'web: node server.js\nmail: node mail.js\nrelease: node migrate.js "now: then"\n' };
  const before = detectSource(listing(files));
  if (!before.found) throw new Error(before.reason);
  const text = berthFileText(before.detection, 'https://berth.example.com/api/v1/berth-file-schema');
  expect(readBerthFile(text).ok, text).toBe(true);
  const after = settingsOf({ ...files, 'berth.yaml': text });
  expect(after.release).toEqual(before.detection.settings!.release);
  expect(after.processes.map(({ name, kind, scale }) => [name, kind, scale])).toEqual([['web', 'web', { min: 2, max: 2 }], ['mail', 'worker', { min: 1, max: 1 }]]);
});

test('the published JSON Schema is the one that is checked', () => {
  const schema = berthFileJsonSchema();
  expect(JSON.parse(readFileSync(new URL('../../../../docs/berth.schema.json', import.meta.url), 'utf8'))).toEqual(schema);
  expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', additionalProperties: false });
});

test('a strategy is read from a line of text as from the file, and what is wrong with it is said', () => {
  expect(rolloutOfText('{strategy: canary, steps: [{weight: 20, for: 5m}], gates: {latencyP95: 800ms}}')).toEqual({ strategy: 'canary', steps: [{ weight: 20, seconds: 300 }], gates: { latencyP95Ms: 800 } });
  expect(rolloutOfText('blue-green')).toMatchObject({ strategy: 'blue-green', switch: 'auto' });
});

test.each([
  ['slow', /rollout is one of rolling/],
  ['{strategy: staged, keep: 5m}', /`keep` belongs to/],
  ['{watch: 5m}', /`watch` belongs to/],
  ['', /rollout is one of rolling/],
  ['{}', /names no strategy/],
  ['staged\nenv: [A]', /or more than that/],
  ['{strategy: staged, minReadySeconds: 9}', /write it in berth.yaml/],
])('%j is no strategy', (text, message) => expect(() => rolloutOfText(text)).toThrow(message));
