import { expect, test } from 'vitest';
import { registryAllowance } from './network-facts.js';

test('a registry that is a Service is let through at its pods, with its token service', () => {
  expect(registryAllowance('registry.registry.svc:5000')).toEqual([{ kind: 'pods', namespace: 'registry', podLabels: null, ports: [5000, 5001] }]);
  expect(registryAllowance('images.infra.svc.cluster.local')).toEqual([{ kind: 'pods', namespace: 'infra', podLabels: null, ports: [443, 5001] }]);
});

test('a registry on the internet needs no hole of its own', () => {
  expect(registryAllowance('ghcr.io')).toEqual([]);
});
