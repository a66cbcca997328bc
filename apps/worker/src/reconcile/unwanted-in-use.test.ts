import { labels } from '@berth/k8s-adapter';
import { expect, test } from 'vitest';
import type { LiveObject } from '../clusters/live-types.js';
import { hinders, unwantedInUse } from './unwanted-in-use.js';

const now = new Date('2026-01-01T00:01:00Z');
const object = (kind: string, ageSeconds: number, more: { track?: string; status?: object } = {}): LiveObject => ({
  apiVersion: '', kind, status: more.status,
  metadata: { name: kind.toLowerCase(), uid: kind, resourceVersion: '1', creationTimestamp: new Date(now.getTime() - ageSeconds * 1000).toISOString(), ...(more.track && { labels: { [labels.track]: more.track } }) },
});
const accepted = (secondsAgo: number) => ({
  parents: [{ conditions: ['Accepted', 'ResolvedRefs'].map((type) => ({ type, status: 'True', observedGeneration: 0, lastTransitionTime: new Date(now.getTime() - secondsAgo * 1000).toISOString() })) }],
});
const ingress = object('Ingress', 600, { status: { loadBalancer: { ingress: [{ ip: '127.0.0.1' }] } } });

test('the Ingress that an HTTPRoute replaces stays until the Gateway serves that', () => {
  expect([...unwantedInUse([ingress], [object('HTTPRoute', 1)], now)]).toEqual([ingress]);
  expect([...unwantedInUse([ingress], [object('HTTPRoute', 60)], now)]).toEqual([ingress]);
  expect(unwantedInUse([ingress], [object('HTTPRoute', 60, { status: accepted(30) })], now).size).toBe(0);
});

test('a candidate stays until requests have left it, and nothing else waits for that', () => {
  const candidate = object('Deployment', 60, { track: 'candidate' });
  const worker = object('Deployment', 60);
  expect([...unwantedInUse([candidate, worker], [object('HTTPRoute', 60, { status: accepted(1) })], now)]).toEqual([candidate]);
  expect([...unwantedInUse([candidate, worker], [ingress, object('Service', 2)], now)]).toEqual([candidate]);
  expect(unwantedInUse([candidate, worker], [ingress, object('Service', 20)], now).size).toBe(0);
});

test('where nothing is wanted any more, everything goes at once', () => {
  expect(unwantedInUse([ingress], [], now).size).toBe(0);
});

test('of what a release on its way no longer wants, an autoscaler of a process that it has hinders it', () => {
  const named = (kind: string, name: string): LiveObject => ({ ...object(kind, 60), metadata: { ...object(kind, 60).metadata, name } });
  const wanted = [named('Deployment', 'shop-web'), named('Service', 'shop-jobs')];
  expect(['HorizontalPodAutoscaler', 'Service', 'Deployment'].map((kind) => hinders(named(kind, 'shop-web'), wanted))).toEqual([true, false, false]);
  expect(hinders(named('HorizontalPodAutoscaler', 'shop-jobs'), wanted)).toBe(false);
});
