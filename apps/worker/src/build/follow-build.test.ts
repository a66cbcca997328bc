import { ClusterError, runnerContainer, type Cluster, type Terminal } from '@berth/k8s-adapter';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followBuild, type TryEnd } from './follow-build.js';

/** What one exec does: lines, words on stderr, then its end. */
interface Exec {
  lines?: string[];
  errors?: string;
  exitCode?: number | null;
  failure?: string;
  /** The connection breaks. */
  breaks?: boolean;
}

const result = '{"digest":"sha256:' + 'a'.repeat(64) + '","layers":2,"cachedLayers":1}';
const broken = new ClusterError('unreachable', 'the connection broke off', { remedy: '', retryable: true });
const runner = (start: string): object => ({
  metadata: { name: 'build-runner-1', annotations: { 'berth.dev/configuration': 'r1' } },
  status: { containerStatuses: [{ name: runnerContainer, restartCount: 0, containerID: start, state: { running: {} } }] },
});

/** Pauses take no time but the clock's. */
vi.mock('node:timers/promises', () => ({ setTimeout: (ms: number) => Promise.resolve(void vi.setSystemTime(Date.now() + ms)) }));
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** Follows a build in a runner that answers the given execs one after the other, and the last one for ever. */
async function follow(execs: Exec[], startOf: (execs: number) => string = () => 'c1'): Promise<{ end: TryEnd | Error; lines: string[]; rewinds: number; execs: number; seconds: number }> {
  const seen = { lines: [] as string[], rewinds: 0, execs: 0 };
  const cluster = {
    list: () => Promise.resolve([runner(startOf(seen.execs))]),
    openTerminal: async (_target: unknown, { onOutput }: { onOutput(stream: string, bytes: Buffer): Promise<void> }): Promise<Terminal> => {
      const exec = execs[Math.min(seen.execs, execs.length - 1)]!;
      seen.execs += 1;
      for (const line of exec.lines ?? []) await onOutput('stdout', Buffer.from(`${line}\n`));
      if (exec.errors) await onOutput('stderr', Buffer.from(exec.errors));
      const ended = exec.breaks ? Promise.reject(broken) : Promise.resolve({ exitCode: exec.exitCode === undefined ? 0 : exec.exitCode, failure: exec.failure ?? null });
      ended.catch(() => {});
      return { write: () => Promise.resolve(), end: () => Promise.resolve(), resize: () => {}, ended, close: () => {} };
    },
  } as unknown as Cluster;
  const began = Date.now();
  const end = await followBuild(cluster, { namespace: 'n', command: ['build-runner', 'run', 'b'], input: '{}\n', revision: 'r1' }, {
    signal: new AbortController().signal,
    isCancelled: () => Promise.resolve(false),
    onRewind: () => void (seen.rewinds += 1),
    onLine: (text) => Promise.resolve(void seen.lines.push(text)),
    onWaiting: () => {},
  }).catch((error: Error) => error);
  return { end, ...seen, seconds: (Date.now() - began) / 1000 };
}

const lost = { kind: 'result', result: { built: false, code: 'builder-lost', retryable: true } };
const built = { kind: 'result', result: { built: true, layers: 2 } };

test('a connection that breaks is opened again, and the log is read from its start', async () => {
  expect(await follow([{ lines: ['one'], breaks: true }, { lines: ['one', 'two'], errors: result }])).toMatchObject({ end: built, lines: ['one', 'one', 'two'], rewinds: 2 });
});

test.each<[string, Exec]>([
  ['says so', { exitCode: null, failure: 'error dialing backend: connection refused' }],
  ['ends without a word', {}],
])('a node that cannot be reached and %s is waited for: the build goes on there', async (_how, exec) => {
  expect(await follow([{ lines: ['one'], ...exec }, ...Array<Exec>(100).fill(exec), { lines: ['one', 'two'], errors: result }])).toMatchObject({ end: built, execs: 102 });
});

test('a node that stays away is given up after a quarter of an hour', async () => {
  const { end, seconds } = await follow([{ exitCode: null, failure: 'error dialing backend' }]);
  expect(end).toMatchObject(lost);
  expect(seconds).toBeGreaterThan(890);
});

test('hiccups that are far from each other are not one', async () => {
  const hiccup = { lines: ['one'], exitCode: 137 };
  expect(await follow([...Array<Exec>(200).fill(hiccup), { lines: ['one'], errors: result }])).toMatchObject({ end: built });
});

test('a runner that refuses to run it is believed after some seconds, with its words', async () => {
  const { end, seconds } = await follow([{ exitCode: 1, errors: 'build-runner: no such flag' }]);
  expect(end).toMatchObject({ ...lost, result: { error: 'the build does not start: build-runner: no such flag' } });
  expect(seconds).toBeLessThan(30);
});

test('a runner that was started anew has lost the build', async () => {
  expect(await follow([{ lines: ['one'], exitCode: 137 }], (execs) => (execs === 0 ? 'c1' : 'c2'))).toMatchObject({ end: lost, execs: 1 });
});
