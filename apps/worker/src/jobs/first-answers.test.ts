import { labels } from '@berth/k8s-adapter';
import { expect, test, vi } from 'vitest';
import { noSecrets } from '../logs/redact.js';
import type { LivePod } from '../clusters/live-types.js';
import { DeploymentFailed } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';
import { FirstAnswers } from './first-answers.js';

const adjusted = vi.hoisted(() => vi.fn<(run: unknown, change: { servedBy: number | null }) => Promise<boolean>>(async () => true));
vi.mock('./adjust-rollout.js', () => ({ adjustRollout: adjusted }));

const podOf = (release: number): LivePod => ({ metadata: { name: `web-${release}`, labels: { [labels.release]: `v${release}` } }, status: { conditions: [{ type: 'Ready', status: 'True' }] } }) as unknown as LivePod;

type Answer = number | 'silence' | 'noise' | null;

/** What becomes of a rollout whose new pod answers so, one answer a second, for twenty seconds: whether and when it is ended, and when its old pods were held and let go. */
async function outcome(answers: readonly Answer[], { maxSurge = 'all', volumes = [] as object[] } = {}): Promise<{ endedAfter: number | null; message: string | null; held: [second: number, held: boolean][] }> {
  vi.useFakeTimers({ toFake: ['performance'] });
  const left = [...answers];
  const held: [number, boolean][] = [];
  let second = 0;
  adjusted.mockImplementation(async (_run, change) => (held.push([second, change.servedBy !== null]), true));
  const spec = { namespacePrefix: 'berth', tenant: { slug: 'acme' }, environment: { id: 'e' }, app: { slug: 'shop' }, release: { version: 2 }, hosts: ['shop.example'], maxSurge, processes: [{ name: 'web', kind: 'web', port: 8080, readiness: { type: 'tcp' }, minReadySeconds: 10, replicas: { min: 1, max: 1 }, volumes }] };
  const cluster = { readLogs: async () => [] };
  const run = { applied: { spec }, rows: { check: null }, deps: { env: { verifyMs: 15_000 } }, previousVersion: 1, secrets: noSecrets, opened: { row: { name: 'local' }, cluster }, signal: new AbortController().signal, journal: { progress: async () => {} } } as unknown as DeploymentRun;
  const first = new FirstAnswers(run, async () => {
    const status = left.length > 1 ? left.shift()! : left[0]!;
    return status === null ? null : { status, said: `says ${status}` };
  });
  try {
    for (; second < 20; second += 1) {
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

test('an error after a 503 has its own two seconds', async () => {
  expect(await ends([503, 503, 503, 500, 200])).toBe(false);
});

test('while it is silent the old pods serve alone, as long as verify would wait; then it ends', async () => {
  const { endedAfter, message, held } = await outcome(['silence']);
  expect(held).toEqual([[1, true]]);
  expect(endedAfter).toBeGreaterThanOrEqual(15);
  expect(message).toBe('v2 says silence within 15 s; v1 goes on serving.');
});

test('a late first answer gives it its share of the requests, and lets the old pods go', async () => {
  expect(await outcome([...Array<Answer>(12).fill('silence'), 200])).toMatchObject({ endedAfter: null, held: [[1, true], [13, false]] });
});

test('what cannot be asked holds nothing up', async () => {
  expect(await outcome([null])).toEqual({ endedAfter: null, message: null, held: [] });
});

test('where nothing stands by, verify is left to judge', async () => {
  expect(await ends([503], { maxSurge: 'none' })).toBe(false);
  expect(await ends(['silence'], { maxSurge: 'none' })).toBe(false);
  expect(await ends([500], { volumes: [{ name: 'data', path: '/data', sizeBytes: 2 ** 30 }] })).toBe(false);
});
