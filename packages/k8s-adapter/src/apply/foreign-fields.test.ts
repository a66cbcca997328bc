import { expect, test } from 'vitest';
import type { LiveObject, Manifest } from '../manifest.js';
import { exactPatch, hasForeignFields } from './foreign-fields.js';

const wall = (spec: object, managedFields: object[], kind = 'NetworkPolicy'): LiveObject => ({ apiVersion: '', kind, metadata: { name: 'deny-all', uid: 'u', resourceVersion: '1', managedFields }, spec });
const ours = { manager: 'berth', operation: 'Apply', fieldsV1: { 'f:spec': {} } };
const theirs = { manager: 'kubectl-edit', operation: 'Update', fieldsV1: { 'f:spec': {} } };

test('a wall that somebody else wrote a part of is told by who owns its fields; a controller’s status and what is no wall are not', () => {
  expect(hasForeignFields(wall({}, [ours]))).toBe(false);
  expect(hasForeignFields(wall({}, [ours, theirs]))).toBe(true);
  expect(hasForeignFields(wall({}, [ours, { ...theirs, subresource: 'status' }]))).toBe(false);
  expect(hasForeignFields(wall({}, [ours, { manager: 'kubectl-label', fieldsV1: { 'f:metadata': {} } }]))).toBe(false);
  expect(hasForeignFields(wall({}, [ours, theirs], 'Deployment'))).toBe(false);
});

test('what was added to a wall is taken away, at any depth, and lists are ours alone', () => {
  const wanted = { apiVersion: '', kind: 'NetworkPolicy', metadata: { name: 'deny-all' }, spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } } as Manifest;
  const live = wall({ podSelector: { matchLabels: { nobody: 'here' } }, policyTypes: ['Ingress'], egress: [{}] }, [ours, theirs]);
  expect(exactPatch(wanted, live)).toEqual({ spec: { podSelector: { matchLabels: null }, policyTypes: ['Ingress', 'Egress'], egress: null } });
});
