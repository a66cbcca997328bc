import { describe, expect, test } from 'vitest';
import { annotations } from '../labels.js';
import type { LiveObject, Manifest } from '../manifest.js';
import { withAppliedHash } from './applied-hash.js';
import { changesBetween } from './changes-between.js';
import { differences, quantityValue } from './differences.js';

const deployment = (spec: Record<string, unknown>): Manifest => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'acme' }, spec });
const paths = (wanted: Manifest, live: unknown): string[] => differences(wanted, live).map((difference) => difference.path);

describe('differences', () => {
  test('what only the cluster has is none: defaults, status, items that others added to merged lists', () => {
    const wanted = deployment({ template: { spec: { containers: [{ name: 'web', image: 'a' }] } } });
    const live = {
      ...deployment({
        replicas: 3,
        template: { spec: { restartPolicy: 'Always', containers: [{ name: 'proxy', image: 'p' }, { name: 'web', image: 'a', terminationMessagePath: '/dev/termination-log' }] } },
      }),
      status: { replicas: 3 },
    };
    expect(paths(wanted, live)).toEqual([]);
  });

  test('quantities compare by value', () => {
    const resources = (cpu: string, memory: string): Manifest => deployment({ resources: { requests: { cpu, memory } } });
    expect(paths(resources('0.5', '1024Mi'), resources('500m', '1Gi'))).toEqual([]);
    expect(paths(resources('0.5', '1024Mi'), resources('500m', '1025Mi'))).toEqual(['/spec/resources/requests/memory']);
    expect(paths(deployment({ env: [{ name: 'A', value: '0.5' }] }), deployment({ env: [{ name: 'A', value: '500m' }] }))).toEqual(['/spec/env/A/value']);
  });

  test('lists that the API server replaces as a whole compare as a whole', () => {
    const policy = (...cidrs: string[]): Manifest => ({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'x' }, spec: { egress: [{ to: cidrs.map((cidr) => ({ ipBlock: { cidr } })) }] } });
    expect(paths(policy('10.0.0.0/8'), policy('10.0.0.0/8'))).toEqual([]);
    expect(paths(policy('10.0.0.0/8'), policy('10.0.0.0/8', '0.0.0.0/0'))).toEqual(['/spec/egress/0/to']);
  });

  test('empty values that the API server leaves out are none', () => {
    expect(paths(deployment({ minReadySeconds: 0, paused: false, selector: {} }), deployment({}))).toEqual([]);
    expect(paths(deployment({ minReadySeconds: 5 }), deployment({}))).toEqual(['/spec/minReadySeconds']);
  });

  test('a secret\'s values are never shown', () => {
    const secret = (value: string): Manifest => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { TOKEN: value } });
    expect(JSON.stringify(differences(secret('c2VjcmV0'), secret('b3RoZXI=')))).toBe(JSON.stringify([{ path: '/data/TOKEN', wanted: '(secret)', live: '(secret)' }]));
  });

  test.each([['100m', 0.1], ['2', 2], ['1Gi', 2 ** 30], ['1k', 1000], ['x', null], ['', null]])('%s is %s', (text, value) => {
    expect(quantityValue(text)).toBe(value);
  });
});

describe('the applied hash', () => {
  test('changes when a field is no longer rendered, and not with the order of keys', () => {
    const hash = (object: Manifest): string | undefined => withAppliedHash(object).metadata.annotations?.[annotations.applied];
    expect(hash(deployment({ a: 1, b: undefined }))).toBe(hash(deployment({ a: 1 })));
    expect(hash(deployment({ a: 1, b: 2 }))).toBe(hash(deployment({ b: 2, a: 1 })));
    expect(hash(deployment({ a: 1, b: 2 }))).not.toBe(hash(deployment({ a: 1 })));
  });

  test('is on no Secret: it would tell a short value from another', () => {
    expect(withAppliedHash({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { A: 'YQ==' } }).metadata.annotations).toBeUndefined();
  });
});

test('changes between two states name every field on either side, and no bookkeeping', () => {
  const state = (version: string, spec: Record<string, unknown>): LiveObject => ({
    ...deployment(spec),
    metadata: { name: 'web', uid: 'u', resourceVersion: version, generation: Number(version), annotations: { [annotations.applied]: version } },
    status: { replicas: Number(version) },
  });
  expect(changesBetween(state('1', { a: 1, list: ['x'] }), state('2', { b: 2, list: ['x', 'y'] }))).toEqual([
    { path: '/spec/a', before: 1, after: null },
    { path: '/spec/list/1', before: null, after: 'y' },
    { path: '/spec/b', before: null, after: 2 },
  ]);
});
