import { expect, test } from 'vitest';
import { pathOf, yamlDocuments } from './kube-client.mjs';

test.each([
  [{ apiVersion: 'v1', kind: 'Namespace', name: 'a' }, '/api/v1/namespaces/a'],
  [{ apiVersion: 'v1', kind: 'Secret', namespace: 'n', name: 'a' }, '/api/v1/namespaces/n/secrets/a'],
  [{ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', name: 'a' }, '/apis/networking.k8s.io/v1/ingressclasses/a'],
  [{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'n', name: 'a' }, '/apis/networking.k8s.io/v1/namespaces/n/networkpolicies/a'],
  [{ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', namespace: 'n', name: 'a' }, '/apis/gateway.networking.k8s.io/v1/namespaces/n/gateways/a'],
  [{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' }, '/apis/storage.k8s.io/v1/storageclasses'],
])('%j is at %s', (what, path) => expect(pathOf(what)).toBe(path));

test('documents of a YAML text are found, comments and empty ones left out', () => {
  const text = `# who may what
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  labels:
    name: not-this
  name: worker
rules: []
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: "settings"
  namespace: berth-system
data:
  name: nor-this
---
`;
  expect(yamlDocuments(text).map(({ apiVersion, kind, name, namespace }) => ({ apiVersion, kind, name, namespace }))).toEqual([
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', name: 'worker', namespace: undefined },
    { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings', namespace: 'berth-system' },
  ]);
});
