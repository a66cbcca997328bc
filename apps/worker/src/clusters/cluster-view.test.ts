import { ClusterError, type Cluster, type WatchOptions } from '@berth/k8s-adapter';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { ClusterView } from './cluster-view.js';
import type { LiveObject } from './live-types.js';

function opened() {
  const watches: WatchOptions[] = [];
  const held: LiveObject[] = [];
  const cluster = {
    watchOwned(options: WatchOptions) {
      watches.push(options);
      const apart = options.kinds !== undefined;
      return { ready: apart ? new Promise<void>(() => {}) : Promise.resolve(), objects: (kind: string) => held.filter((object) => object.kind === kind), stop: async () => {} };
    },
  } as unknown as Cluster;
  const log = pino({ level: 'silent' });
  return { view: new ClusterView(cluster, log), log, held, main: watches.find((watch) => watch.kinds === undefined)!, walls: watches.find((watch) => watch.kinds !== undefined)! };
}

const object = (kind: string, labels: Record<string, string>, more: object = {}): LiveObject => ({ apiVersion: 'v1', kind, metadata: { name: 'x', uid: `${kind}-1`, resourceVersion: '1', generation: 1, labels }, ...more });

test('an object that somebody took the label off is told as its environment’s, and no longer held as such', () => {
  const { view, main } = opened();
  const told: (string | undefined)[] = [];
  const woken = vi.fn();
  view.onChange((_type, _object, environmentId) => told.push(environmentId));
  view.onEnvironment('e1', woken);
  main.onChange('added', object('Deployment', { 'berth.dev/environment-id': 'e1' }));
  main.onChange('modified', object('Deployment', {}));
  expect(told).toEqual(['e1', 'e1']);
  expect(woken).toHaveBeenCalledTimes(2);
  expect(view.deployments('e1')).toEqual([]);
});

test('walls are watched apart: without the right to, the view is ready all the same, and says so once', async () => {
  const { view, walls, log } = opened();
  const warned = vi.spyOn(log, 'warn');
  await view.ready;
  expect(view.isReady).toBe(true);
  const refused = new ClusterError('forbidden', 'networkpolicies is forbidden', { remedy: 'Give the worker its rights.', retryable: false });
  walls.onError(refused, 'NetworkPolicy');
  walls.onError(refused, 'NetworkPolicy');
  expect(warned).toHaveBeenCalledTimes(1);
  const seen = vi.fn();
  view.onChange(seen);
  walls.onChange('deleted', object('NetworkPolicy', { 'berth.dev/tenant-id': 't1' }));
  expect(seen).toHaveBeenCalledWith('deleted', expect.objectContaining({ kind: 'NetworkPolicy' }), undefined);
});

test('the ingress controller’s word is that of the environment’s own Ingress', () => {
  const { view, main, held } = opened();
  const labels = { 'berth.dev/environment-id': 'e1' };
  const silent = object('Ingress', labels);
  main.onChange('added', silent);
  held.push(silent);
  expect(view.ingressWord('e1')).toEqual({ saidForMs: null, speaks: false });
  const served = object('Ingress', labels, { status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } } });
  held.splice(0, 1, served);
  expect(view.ingressWord('e1')).toEqual({ saidForMs: null, speaks: true });
  main.onChange('modified', served);
  expect(view.ingressWord('e1')).toEqual({ saidForMs: expect.any(Number), speaks: true });
  expect(view.ingressWord('unknown')).toEqual({ saidForMs: null, speaks: true });
});
