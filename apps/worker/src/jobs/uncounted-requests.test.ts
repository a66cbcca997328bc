import { defaultProcess, defaultWebProcess, type DeploymentInput, type Scale } from '@berth/domain';
import { expect, test } from 'vitest';
import type { EnvironmentRows } from '../reconcile/load-desired.js';
import { uncountedRequests } from './uncounted-requests.js';

const byRequests: Scale = { min: 1, max: 5, requestsPerSecond: 50 };

function refusal(requestMetrics: boolean, scale: Record<string, Scale>, ofRelease?: Scale, kind: DeploymentInput['kind'] = 'source') {
  const environment = { kind: 'standing', scale, app: { previews: {}, tenant: { state: 'active' } } } as unknown as EnvironmentRows;
  const web = { ...defaultWebProcess, ...(ofRelease && { scale: ofRelease }) };
  return uncountedRequests(environment, [web, defaultProcess('mail')], { row: { requestMetrics } } as Parameters<typeof uncountedRequests>[2], { kind });
}

test('a range follows requests only where the cluster tells them, and what somebody scaled wins over the release', () => {
  expect(refusal(true, { web: byRequests })).toBeNull();
  expect(refusal(false, { web: byRequests })).toEqual({ message: expect.stringMatching(/not told of requests: an operator has to install/), evidence: ['api scale of web: 1 to 5 pods, 50 requests/s each'] });
  expect(refusal(false, {}, byRequests)?.message).toMatch(/not told of requests/);
  expect(refusal(false, { web: { min: 1, max: 5 } }, byRequests)).toBeNull();
  expect(refusal(false, {})).toBeNull();
});

test('a rollback, a restart and new config are not held up where the counts were taken away', () => {
  expect([refusal(false, {}, byRequests, 'release'), refusal(false, {}, byRequests, 'current')]).toEqual([null, null]);
  expect(refusal(false, {}, byRequests, 'image')).not.toBeNull();
});

test('a worker has no requests to follow on any cluster', () => {
  expect(refusal(true, { mail: byRequests })?.message).toBe('mail gets no requests that it could be scaled by.');
});
