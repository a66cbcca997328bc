import { expect, test } from 'vitest';
import type { LivePod } from '../cluster.js';
import type { LiveObject, Manifest } from '../manifest.js';
import { desiredReplicas } from '../render/render-autoscaler.js';
import { fittingSurge, processNeeds } from '../render/process-needs.js';
import { environment } from '../render/sample-specs.js';
import { orphans, secretsInUse } from './orphans.js';

const live = (kind: string, name: string, metadata: object = {}): LiveObject => ({ apiVersion: 'v1', kind, metadata: { name, namespace: 'acme', uid: name, resourceVersion: '1', ...metadata } });
const wanted = (kind: string, name: string): Manifest => ({ apiVersion: 'v1', kind, metadata: { name, namespace: 'acme' } });

test('orphans are what nobody wants, needs, controls or removes already, and never what holds data', () => {
  const objects = [
    live('Service', 'web'),
    live('Ingress', 'old'),
    live('Secret', 'config-1'),
    live('Secret', 'config-2'),
    live('Job', 'made', { ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'c', uid: 'c', controller: true }] }),
    live('PersistentVolumeClaim', 'data'),
    live('Deployment', 'going', { deletionTimestamp: '2026-01-01T00:00:00Z' }),
  ];
  const left = orphans([wanted('Service', 'web')], objects, (object) => object.metadata.name === 'config-2');
  expect(left.map((object) => object.metadata.name)).toEqual(['old', 'config-1']);
});

test('secrets in use are found wherever a pod can name them', () => {
  const pod: LivePod = {
    spec: {
      imagePullSecrets: [{ name: 'pull' }],
      volumes: [{ name: 'v', secret: { secretName: 'file' } }],
      initContainers: [{ name: 'i', env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'one', key: 'A' } } }] }],
      containers: [{ name: 'c', envFrom: [{ secretRef: { name: 'all' } }] }],
    },
  };
  expect([...secretsInUse([pod])].sort()).toEqual(['all', 'file', 'one', 'pull']);
});

test('replicas are set from outside the range only: inside, they are the autoscaler\'s', () => {
  expect(desiredReplicas(null, { min: 2, max: 4 })).toBe(2);
  expect(desiredReplicas(3, { min: 2, max: 4 })).toBeNull();
  expect(desiredReplicas(1, { min: 2, max: 4 })).toBe(2);
  expect(desiredReplicas(9, { min: 2, max: 4 })).toBe(4);
  expect(desiredReplicas(2, { min: 5, max: 5 })).toBe(5);
});

test('all new pods start beside the old ones only where the budget has room for them', () => {
  const needs = processNeeds(environment.full);
  expect(needs.map((one) => one.pods)).toEqual([2, 1]);
  const use = (used: number) => ({ cpuMillicores: { used, hard: 1000 }, memoryBytes: null, pods: { used: 3, hard: 10 }, storageBytes: null });
  expect(fittingSurge(needs, use(700))).toBe('all');
  expect(fittingSurge(needs, use(701))).toBe('none');
  expect(fittingSurge(needs, null)).toBe('all');
});
