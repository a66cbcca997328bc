import { afterAll, beforeAll, expect, test } from 'vitest';
import { core, namespaceOf, readyPods } from '../real-services/cluster.js';
import { startConstantLoad } from '../real-services/constant-load.js';
import { berth, deleteApp, sampleApp, until, urlOf } from '../real-services/installation.js';
import { startSlowRequests } from '../real-services/long-lived.js';

const app = 'moved';
const url = urlOf(app);
const namespace = namespaceOf('acme');
const { folder, remove } = sampleApp('long-lived');
let node: string | undefined;

beforeAll(async () => {
  const first = await berth(['deploy', '--app', app], { cwd: folder });
  expect(first.code, first.stdout + first.stderr).toBe(0);
  const scaled = await berth(['scale', 'web=2', '--app', app]);
  expect(scaled.code, scaled.stdout + scaled.stderr).toBe(0);
  const pods = await until('two pods', 60, async () => ofTwo(await readyPods('acme', app)));
  node = pods[0].spec!.nodeName!;
});

afterAll(async () => {
  if (node) await takeInPods(true);
  remove();
  await deleteApp(app);
});

const ofTwo = <T>(pods: T[]): [T, T] | undefined => (pods.length === 2 ? (pods as [T, T]) : undefined);
const takeInPods = (taken: boolean) => core.patchNode({ name: node!, body: [{ op: 'add', path: '/spec/unschedulable', value: !taken }] });

/** What `kubectl drain` asks for each pod: the HTTP status of the answer. */
async function evict(name: string): Promise<number> {
  return core.createNamespacedPodEviction({ name, namespace, body: { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } } }).then(
    () => 201,
    (error: { code?: number }) => error.code ?? Promise.reject(error),
  );
}

// One node can show what a drain takes and what it has to leave, but not that pods move to another node.
test('a drain takes one pod, leaves the other until a replacement is ready, and fails no request', async () => {
  const [slow, load] = [startSlowRequests(url, 30), startConstantLoad(url, 30)];
  const [one, other] = await until('two pods', 30, async () => ofTwo((await readyPods('acme', app)).map((pod) => pod.metadata!.name!)));
  try {
    await takeInPods(false);
    expect(await evict(one)).toBe(201);
    await until('a replacement that finds no node', 60, async () => {
      const { items } = await core.listNamespacedPod({ namespace, labelSelector: `berth.dev/app=${app}` });
      return items.some((pod) => pod.status?.conditions?.some(({ type, reason }) => type === 'PodScheduled' && reason === 'Unschedulable')) ? true : undefined;
    });
    expect(await evict(other), 'the disruption budget keeps the last ready pod').toBe(429);
    await takeInPods(true);
    await until('the replacement ready', 90, async () => ofTwo(await readyPods('acme', app)));
    await until('the other pod may go', 60, async () => ((await evict(other)) === 201 ? true : undefined));
    await until('two new pods', 90, async () => ofTwo((await readyPods('acme', app)).filter(({ metadata }) => metadata!.name !== one && metadata!.name !== other)));
  } finally {
    await takeInPods(true);
  }
  const [short, long] = await Promise.all([load.stop(), slow.stop()]);
  expect(short.failed).toEqual([]);
  expect(long.failed).toEqual([]);
  console.log(`${short.sent} short and ${long.sent} requests of 30 s, 0 failed`);
});
