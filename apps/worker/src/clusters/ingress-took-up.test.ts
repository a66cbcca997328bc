import { expect, test } from 'vitest';
import { IngressTimes, ingressTookUp } from './ingress-took-up.js';
import type { LiveObject } from './live-types.js';

const ingress = (generation: number, address: string | null): LiveObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'hello', uid: 'a', resourceVersion: '1', generation },
  status: { loadBalancer: address === null ? {} : { ingress: [{ ip: address }] } },
});

test('an answer like the ingress’s own is the app’s once the controller has said that it serves the route, and had pods to route to, for 5 s', () => {
  expect(ingressTookUp({ saidForMs: 4_900, speaks: true }, 60_000)).toBe(false);
  expect(ingressTookUp({ saidForMs: 60_000, speaks: true }, 4_900)).toBe(false);
  expect(ingressTookUp({ saidForMs: 5_000, speaks: true }, 5_000)).toBe(true);
});

test('however long it takes, it is the ingress’s while the controller speaks of other routes and not of this one', () => {
  expect(ingressTookUp({ saidForMs: null, speaks: true }, 3_600_000)).toBe(false);
});

test('where the controller never says anything, it is the app’s after 10 s', () => {
  expect(ingressTookUp({ saidForMs: null, speaks: false }, 9_900)).toBe(false);
  expect(ingressTookUp({ saidForMs: null, speaks: false }, 10_000)).toBe(true);
});

test('the time begins with the address, anew after a change of the Ingress, and ends with the address', () => {
  const times = new IngressTimes();
  times.see(ingress(1, null), 0);
  expect(times.age('a', 100)).toBeNull();
  times.see(ingress(1, '10.0.0.1'), 1_000);
  times.see(ingress(1, '10.0.0.1'), 2_000);
  expect(times.age('a', 5_000)).toBe(4_000);
  times.see(ingress(2, '10.0.0.1'), 6_000);
  expect(times.age('a', 6_500)).toBe(500);
  times.see(ingress(2, null), 7_000);
  expect(times.age('a', 8_000)).toBeNull();
});
