import { expect, test } from 'vitest';
import type { LiveObject } from '../clusters/live-types.js';
import { ChangeFilter } from './change-filter.js';

const object = (kind: string, generation: number | undefined, more: object = {}): LiveObject => ({ apiVersion: '', kind, metadata: { name: 'x', uid: 'u', resourceVersion: '1', generation, labels: { a: 'b' } }, ...more }) as LiveObject;

test('a status that moves is observed; a wish that someone changed is put right', () => {
  const filter = new ChangeFilter();
  expect(filter.judge('added', object('Deployment', 1))).toBe('observe');
  expect(filter.judge('modified', object('Deployment', 1, { status: { replicas: 1 } }))).toBe('observe');
  expect(filter.judge('modified', object('Deployment', 2))).toBe('reconcile');
});

test('an object of ours that is gone is put right', () => {
  expect(new ChangeFilter().judge('deleted', object('Service', undefined))).toBe('reconcile');
});

test('a Service has no generation: its spec tells', () => {
  const filter = new ChangeFilter();
  filter.judge('added', object('Service', undefined, { spec: { ports: [80] } }));
  expect(filter.judge('modified', object('Service', undefined, { spec: { ports: [80] } }))).toBe('observe');
  expect(filter.judge('modified', object('Service', undefined, { spec: { ports: [81] } }))).toBe('reconcile');
});

test('a wall that is gone, or that says something else, is put right', () => {
  const filter = new ChangeFilter();
  filter.judge('added', object('ServiceAccount', undefined, { automountServiceAccountToken: false }));
  expect(filter.judge('modified', object('ServiceAccount', undefined, { automountServiceAccountToken: false }))).toBe('observe');
  expect(filter.judge('modified', object('ServiceAccount', undefined, { automountServiceAccountToken: true }))).toBe('reconcile');
  expect(filter.judge('deleted', object('NetworkPolicy', 1))).toBe('reconcile');
});

test('pods and what the cluster makes of a wish are only observed', () => {
  const filter = new ChangeFilter();
  expect(filter.judge('deleted', object('Pod', undefined))).toBe('observe');
  expect(filter.judge('modified', object('ReplicaSet', 7))).toBe('observe');
});
