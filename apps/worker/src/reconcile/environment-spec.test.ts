import { defaultProcess, defaultWebProcess, releaseSettingsSchema, type Scale } from '@berth/domain';
import { expect, test } from 'vitest';
import { environmentSpec } from './environment-spec.js';
import type { DesiredRelease, EnvironmentRows } from './load-desired.js';

const release = { row: { id: 'r', version: 1, image: 'i', configVersion: 0, source: {} }, processes: [defaultWebProcess, defaultProcess('worker')], settings: releaseSettingsSchema.parse({}), config: { variables: {}, secrets: {} }, maxSurge: 'all', oldPodsStay: false, first: false, buildId: null } as unknown as DesiredRelease;
const cluster = { ingressClass: '', storageClass: null, userNamespaces: true, gatewayName: null, gatewayNamespace: null, activatorAddress: null };

function scales(web: Scale, stablePods: number | null, { sleep = null, activatorAddress = null }: { sleep?: string | null; activatorAddress?: string | null } = {}): Scale[] {
  const environment = { id: 'e', slug: 'production', kind: 'standing', sleep, scale: { web, worker: { min: 1, max: 9 } }, hosts: [], certificates: [], cronPaused: [], app: { id: 'a', slug: 'shop', previews: {}, tenant: { id: 't', slug: 'acme', state: 'active' } } } as unknown as EnvironmentRows;
  const place = { pods: 1, stablePods: stablePods ?? 0, sharing: 'weight' as const, percent: 50, previewHost: null };
  return environmentSpec('berth', { ...cluster, activatorAddress }, environment, release, stablePods === null ? null : { release, place }).processes.map(({ replicas }) => replicas);
}

test('what serves beside a candidate is not scaled down under what it has, since it may get all requests back', () => {
  expect(scales({ min: 2, max: 10 }, null)).toEqual([{ min: 2, max: 10 }, { min: 1, max: 9 }]);
  expect(scales({ min: 2, max: 10 }, 6)).toEqual([{ min: 6, max: 10 }, { min: 1, max: 9 }]);
});

test('scaled by hand meanwhile, it has as many as were asked for', () => {
  expect(scales({ min: 1, max: 4 }, 6)[0]).toEqual({ min: 4, max: 4 });
  expect(scales({ min: 0, max: 0 }, 6)[0]).toEqual({ min: 0, max: 0 });
  expect(scales({ min: 8, max: 8 }, 6)[0]).toEqual({ min: 8, max: 8 });
});

test('one that sleeps has no pod, unless nothing on its cluster would wake it up', () => {
  const web = { min: 0, max: 3 };
  expect(scales(web, null, { sleep: 'asleep', activatorAddress: '10.0.0.1:8080' })[0]).toEqual({ min: 0, max: 0 });
  expect(scales(web, null, { sleep: 'asleep' })[0]).toEqual({ min: 1, max: 3 });
});

test('what a range follows stays, beside a candidate and for one that is awake', () => {
  expect(scales({ min: 2, max: 10, requestsPerSecond: 50 }, 6)[0]).toEqual({ min: 6, max: 10, requestsPerSecond: 50 });
  expect(scales({ min: 0, max: 3, requestsPerSecond: 50 }, null)[0]).toEqual({ min: 1, max: 3, requestsPerSecond: 50 });
});

test('where the Gateway is gone that shared the requests, those that serve get them all', () => {
  const environment = { id: 'e', slug: 'production', kind: 'standing', sleep: null, scale: {}, hosts: [], cronPaused: [], app: { id: 'a', slug: 'shop', previews: {}, tenant: { id: 't', slug: 'acme', state: 'active' } } } as unknown as EnvironmentRows;
  const traffic = (percent: number, gateway: object) => environmentSpec('berth', { ...cluster, ...gateway }, environment, release, { release, place: { pods: 1, stablePods: 1, sharing: 'weight', percent, previewHost: null } }).candidate?.traffic;
  expect(traffic(50, { gatewayName: 'apps', gatewayNamespace: 'ingress' })).toEqual({ kind: 'weight', percent: 50 });
  expect([traffic(50, {}), traffic(100, {})]).toEqual([{ kind: 'weight', percent: 0 }, { kind: 'weight', percent: 100 }]);
});

test('visitors of an app that cannot wake up read a fixed sentence; the numbers are for its tenant', () => {
  const shown = (wakeRefusal: string) => {
    const environment = { id: 'e', slug: 'production', kind: 'standing', sleep: 'asleep', wakeRefusal, wakeRefusedAt: new Date(0), scale: {}, hosts: [], certificates: [], cronPaused: [], app: { id: 'a', slug: 'shop', previews: {}, tenant: { id: 't', slug: 'acme', state: 'active' } } } as unknown as EnvironmentRows;
    return environmentSpec('berth', { ...cluster, activatorAddress: '10.0.0.1:8080' }, environment, release).activation?.refusal?.text;
  };
  expect(shown('the tenant’s budget has no room for more pods (quota: requested: pods=1, used: pods=3, limited: pods=3)')).toBe('the tenant’s budget has no room for more pods');
  expect(shown('the cluster makes no more pods: pods "shop-1" is forbidden: violates PodSecurity')).toBe('the cluster makes no more pods');
});
