import type { Failure } from '@berth/k8s-adapter';
import { expect, test } from 'vitest';
import { FailureConfirmation } from './confirm-failure.js';

const failure = (name: Failure['class'], permanent = false): Failure => ({ class: name, title: '', message: '', evidence: [], remedy: '', permanent, pod: null, container: null, lookInside: null });

test('a permanent failure counts at once', () => {
  expect(new FailureConfirmation().judge('web', failure('no-start-command', true), 0)).not.toBeNull();
});

test('a crash counts when it is seen again five seconds later', () => {
  const confirmation = new FailureConfirmation();
  expect(confirmation.judge('web', failure('crash'), 0)).toBeNull();
  expect(confirmation.judge('web', null, 2_000)).toBeNull();
  expect(confirmation.judge('web', failure('crash'), 4_900)).toBeNull();
  expect(confirmation.judge('web', failure('crash'), 5_000)?.class).toBe('crash');
});

test('a registry that does not answer gets half a minute, and another process its own', () => {
  const confirmation = new FailureConfirmation();
  confirmation.judge('web', failure('registry-unreachable'), 0);
  expect(confirmation.judge('web', failure('registry-unreachable'), 20_000)).toBeNull();
  expect(confirmation.judge('worker', failure('registry-unreachable'), 40_000)).toBeNull();
  expect(confirmation.judge('web', failure('registry-unreachable'), 30_000)).not.toBeNull();
});

test('what has passed in between counts anew', () => {
  const confirmation = new FailureConfirmation();
  confirmation.judge('url', failure('verify-failed'), 0);
  confirmation.judge('web', failure('crash'), 0);
  confirmation.clear('url');
  expect(confirmation.judge('url', failure('verify-failed'), 11_000)).toBeNull();
  expect(confirmation.judge('url', failure('verify-failed'), 21_000)).not.toBeNull();
  expect(confirmation.judge('web', failure('crash'), 11_000)).not.toBeNull();
});
