import { expect, test } from 'vitest';
import type { LiveObject } from '../manifest.js';
import { requestsFollow } from './route-health.js';

const now = new Date('2026-01-01T00:01:00Z');
const ago = (seconds: number): string => new Date(now.getTime() - seconds * 1000).toISOString();
const metadata = (appliedSeconds: number) => ({
  name: 'a', uid: 'a', resourceVersion: '1', generation: 2, creationTimestamp: ago(60),
  managedFields: [{ manager: 'berth', operation: 'Apply', time: ago(appliedSeconds) }, { manager: 'traefik', operation: 'Update', subresource: 'status', time: ago(0) }],
});
const condition = (type: string, seconds: number, more: object = {}) => ({ type, status: 'True', observedGeneration: 2, lastTransitionTime: ago(seconds), ...more });
const route = (...conditions: object[]): LiveObject => ({ apiVersion: '', kind: 'HTTPRoute', metadata: metadata(30), status: { parents: [{ conditions }] } });
const ingress = (seconds: number, address: boolean): LiveObject => ({ apiVersion: '', kind: 'Ingress', metadata: metadata(seconds), status: { loadBalancer: address ? { ingress: [{ ip: '127.0.0.1' }] } : {} } });

test('an HTTPRoute counts once its Gateway has accepted it as it is now, found its Services, and had the time to act', () => {
  expect(requestsFollow(route(condition('Accepted', 6), condition('ResolvedRefs', 6)), now)).toBe(true);
  expect(requestsFollow(route(condition('Accepted', 60), condition('ResolvedRefs', 2)), now)).toBe(false);
  expect(requestsFollow(route(condition('Accepted', 60)), now)).toBe(false);
  expect(requestsFollow(route(condition('Accepted', 60), condition('ResolvedRefs', 60, { status: 'False' })), now)).toBe(false);
  expect(requestsFollow(route(condition('Accepted', 60, { observedGeneration: 1 }), condition('ResolvedRefs', 60)), now)).toBe(false);
  expect(requestsFollow({ ...route(), status: undefined }, now)).toBe(false);
});

test('an Ingress counts once its controller has given it an address, or has said nothing for long', () => {
  expect(requestsFollow(ingress(6, true), now)).toBe(true);
  expect(requestsFollow(ingress(2, true), now)).toBe(false);
  expect(requestsFollow(ingress(20, false), now)).toBe(false);
  expect(requestsFollow(ingress(36, false), now)).toBe(true);
});

test('a Service counts a while after it was changed', () => {
  const service = (seconds: number): LiveObject => ({ apiVersion: 'v1', kind: 'Service', metadata: metadata(seconds) });
  expect([requestsFollow(service(2), now), requestsFollow(service(6), now)]).toEqual([false, true]);
});
