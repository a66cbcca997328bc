import { expect, test } from 'vitest';
import { failureOfRefusal, plainRefusal } from '../health/failure-of-refusal.js';
import { noAnswer, refusal, type ClusterErrorCode } from './cluster-error.js';

test.each<[number, string, string, ClusterErrorCode, boolean]>([
  [403, 'Forbidden', 'pods "x" is forbidden: exceeded quota: berth-budget, requested: pods=1, used: pods=10, limited: pods=10', 'quota-exceeded', false],
  [403, 'Forbidden', 'pods "x" is forbidden: failed quota: berth-budget: must specify limits.memory', 'quota-exceeded', false],
  [403, 'Forbidden', 'pods "x" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi', 'limit-exceeded', false],
  [403, 'Forbidden', 'pods "x" is forbidden: violates PodSecurity "restricted:latest": privileged', 'pod-refused', false],
  [403, 'Forbidden', 'unable to create new content in namespace x because it is being terminated', 'terminating', true],
  [403, 'Forbidden', 'secrets is forbidden: User "u" cannot list resource "secrets"', 'forbidden', false],
  [422, 'Invalid', "pods \"x\" is forbidden: ValidatingAdmissionPolicy 'berth-tenant-pods' with binding 'berth-tenant-pods' denied request: images must be named by their digest", 'policy-refused', false],
  [422, 'Invalid', 'Deployment.apps "x" is invalid', 'invalid', false],
  [409, 'AlreadyExists', 'secrets "x" already exists', 'already-exists', false],
  [409, 'Conflict', 'the object has been modified', 'conflict', true],
  [410, 'Expired', 'too old resource version', 'expired', true],
  [429, 'TooManyRequests', 'too many requests', 'throttled', true],
  [401, 'Unauthorized', 'Unauthorized', 'unauthorized', false],
  [500, 'InternalError', 'etcdserver: request timed out', 'server-error', true],
  [504, 'Timeout', 'timeout', 'timed-out', true],
])('%i %s "%s" is %s', (status, reason, message, code, retryable) => {
  const error = refusal(status, { reason, message }, 'PATCH x');
  expect(error).toMatchObject({ code, retryable, status });
  expect(error.remedy).not.toBe('');
});

test('no answer says what was asked and why none came', () => {
  expect(noAnswer('GET /version', new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:6443') }))).toMatchObject({
    code: 'unreachable',
    retryable: true,
    message: 'GET /version: the cluster cannot be reached (connect ECONNREFUSED 127.0.0.1:6443)',
  });
  expect(noAnswer('GET /version', new DOMException('x', 'TimeoutError')).code).toBe('timed-out');
});

test('a refusal is told in the reader\'s words', () => {
  expect(plainRefusal('pods "x" is forbidden: exceeded quota: berth-budget, requested: limits.memory=2Gi, used: limits.memory=768Mi, limited: limits.memory=1Gi')).toBe(
    'The budget has no room: asked for limits.memory=2Gi, used limits.memory=768Mi, allowed limits.memory=1Gi.',
  );
  const policy = refusal(422, { message: "pods \"x\" is forbidden: ValidatingAdmissionPolicy 'a' with binding 'a' denied request: host ports are not allowed" }, 'POST');
  expect(failureOfRefusal(policy)).toMatchObject({ class: 'pod-refused', message: 'The cluster refuses it: host ports are not allowed.', permanent: true });
});
