import { labels } from '@berth/k8s-adapter';
import { expect, test, vi } from 'vitest';
import { noSecrets } from '../logs/redact.js';
import type { LivePod } from '../clusters/live-types.js';
import { DeploymentFailed } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';
import { FirstAnswers } from './first-answers.js';

const adjusted = vi.hoisted(() => vi.fn<(run: unknown, change: { standby: number | null }) => Promise<boolean>>(async () => true));
vi.mock('./adjust-rollout.js', () => ({ adjustRollout: adjusted }));

const podOf = (release: number): LivePod => ({ metadata: { name: `web-${release}`, labels: { [labels.release]: `v${release}` } }, status: { conditions: [{ type: 'Ready', status: 'True' }] } }) as unknown as LivePod;

type Answer = number | 'silence' | 'noise' | null;
/** An answer, at once or after so many seconds. */
type Given = Answer | { after: number; answer: Answer };

interface Options {
  maxSurge?: string;
  volumes?: object[];
  /** Whether a worker that is gone now had the old pods held. */
  heldBefore?: boolean;
}

/** What becomes of a rollout whose new pod answers so, and is looked at each second, for twenty: whether and when it is ended, and when its old pods were held and let go. */
async function outcome(answers: readonly Given[], { maxSurge = 'all', volumes = [], heldBefore = false }: Options = {}): Promise<{ endedAfter: number | null; message: string | null; held: [second: number, held: boolean][] }> {
  vi.useFakeTimers({ toFake: ['performance'] });
  const left = [...answers];
  const held: [number, boolean][] = [];
  const open: { at: number; answer: () => void }[] = [];
  let second = 0;
  adjusted.mockImplementation(async (_run, change) => (held.push([second, change.standby !== null]), true));
  const spec = { namespacePrefix: 'berth', tenant: { slug: 'acme' }, environment: { id: 'e' }, app: { slug: 'shop' }, release: { version: 2 }, hosts: ['shop.example'], maxSurge, processes: [{ name: 'web', kind: 'web', port: 8080, readiness: { type: 'tcp' }, minReadySeconds: 10, replicas: { min: 1, max: 1 }, volumes }] };
  const cluster = { readLogs: async () => [] };
  const run = { applied: { spec }, rows: { check: heldBefore ? { standby: 1 } : null }, deps: { env: { verifyMs: 15_000 } }, previousVersion: 1, secrets: noSecrets, opened: { row: { name: 'local' }, cluster }, signal: new AbortController().signal, journal: { progress: async () => {} } } as unknown as DeploymentRun;
  const first = new FirstAnswers(run, async () => {
    const given = left.length > 1 ? left.shift()! : left[0]!;
    const { after, answer: status } = typeof given === 'object' && given !== null ? given : { after: 0, answer: given };
    if (after > 0) await new Promise<void>((answer) => open.push({ at: second + after, answer }));
    return status === null ? null : { status, said: `says ${status}` };
  });
  try {
    for (; second < 20; second += 1) {
      for (const one of open.splice(0)) {
        if (one.at <= second) one.answer();
        else open.push(one);
      }
      await new Promise((done) => setImmediate(done));
      await first.look([podOf(1), podOf(2)]);
      await new Promise((done) => setImmediate(done));
      vi.advanceTimersByTime(1_000);
    }
    return { endedAfter: null, message: null, held };
  } catch (error) {
    if (!(error instanceof DeploymentFailed)) throw error;
    return { endedAfter: second, message: error.failure.message, held };
  } finally {
    vi.useRealTimers();
  }
}

const ends = async (...given: Parameters<typeof outcome>): Promise<boolean> => (await outcome(...given)).endedAfter !== null;

test('errors for two seconds end it, 503 when its time to warm up is over', async () => {
  expect(await ends([500, 500, 500, 500])).toBe(true);
  expect(await ends(['noise'])).toBe(true);
  expect(await ends([503])).toBe(true);
  expect(await ends([503, 503, 503, 200])).toBe(false);
});

test('an error after a 503 has its own two seconds, and all together no longer than verify would wait', async () => {
  expect(await ends([503, 503, 503, 500, 200])).toBe(false);
  expect((await outcome(Array<Answer[]>(10).fill([500, 503]).flat())).endedAfter).toBe(16);
});

test('while it is silent the old pods stay, as long as verify would wait; then it ends', async () => {
  const { endedAfter, message, held } = await outcome(['silence']);
  expect(held).toEqual([[1, true]]);
  expect(endedAfter).toBeGreaterThanOrEqual(15);
  expect(message).toBe('v2 says silence within 15 s; v1 goes on serving.');
});

test('a late first answer lets the old pods go', async () => {
  expect(await outcome([...Array<Answer>(12).fill('silence'), 200])).toMatchObject({ endedAfter: null, held: [[1, true], [13, false]] });
});

test('one bad answer ends nothing, however long it took', async () => {
  expect(await ends([{ after: 3, answer: 500 }, 200])).toBe(false);
  expect(await ends([{ after: 3, answer: 'noise' }, 200])).toBe(false);
});

test('while a first answer takes more than a second no old pod goes', async () => {
  expect(await outcome([{ after: 4, answer: 200 }])).toMatchObject({ endedAfter: null, held: [[1, true], [4, false]] });
});

test('a connection that is cut, and a worker that takes over, let no old pod go before a good answer', async () => {
  expect((await outcome([{ after: 3, answer: 'silence' }, null, null, null, null, { after: 6, answer: 200 }])).held).toEqual([[1, true], [13, false]]);
  expect((await outcome([{ after: 5, answer: 200 }], { heldBefore: true })).held).toEqual([[5, false]]);
  expect((await outcome([{ after: 5, answer: null }, 'silence'], { heldBefore: true })).held).toEqual([]);
});

test('what cannot be asked holds nothing up', async () => {
  expect(await outcome([null])).toEqual({ endedAfter: null, message: null, held: [] });
  expect((await outcome([null], { heldBefore: true })).held).toEqual([[3, false]]);
});

test('where nothing stands by, verify is left to judge', async () => {
  expect(await ends([503], { maxSurge: 'none' })).toBe(false);
  expect(await ends(['silence'], { maxSurge: 'none' })).toBe(false);
  expect(await ends([500], { volumes: [{ name: 'data', path: '/data', sizeBytes: 2 ** 30 }] })).toBe(false);
});
