import { failures, type FailureClass } from '@berth/domain';

/** Where a person goes next; each has one link on the failure card. */
export type FailureAct = 'logs' | 'previous-logs' | 'build-log' | 'config' | 'processes' | 'usage' | 'retry' | 'check';

const acts: Record<FailureClass, FailureAct> = {
  'build-failed': 'build-log',
  'no-start-command': 'build-log',
  'image-missing': 'retry',
  'image-invalid': 'retry',
  'image-private': 'retry',
  'image-runs-as-root': 'build-log',
  'wrong-architecture': 'build-log',
  'registry-unreachable': 'retry',
  'registry-throttled': 'retry',
  crash: 'previous-logs',
  'init-failed': 'previous-logs',
  exited: 'previous-logs',
  'out-of-memory': 'previous-logs',
  'wrong-port': 'logs',
  'localhost-only': 'logs',
  'probe-failed': 'logs',
  'never-ready': 'logs',
  unschedulable: 'processes',
  'volume-unavailable': 'retry',
  quota: 'usage',
  'config-missing': 'config',
  'config-name-missing': 'config',
  'release-command-failed': 'previous-logs',
  evicted: 'previous-logs',
  'pod-refused': 'check',
  'settings-refused': 'check',
  'name-conflict': 'check',
  timeout: 'logs',
  'verify-failed': 'logs',
  'gate-failed': 'logs',
  'certificate-pending': 'retry',
  'certificate-failed': 'retry',
  'cluster-unreachable': 'retry',
  internal: 'retry',
};

const known = (name: string): name is FailureClass => Object.hasOwn(failures, name);

/** What a failure class means in one sentence, and where to go; a class of a newer API falls back to the general one. */
export function failureView(name: string): { title: string; act: FailureAct } {
  return known(name) ? { title: failures[name].title, act: acts[name] } : { title: failures.internal.title, act: acts.internal };
}
