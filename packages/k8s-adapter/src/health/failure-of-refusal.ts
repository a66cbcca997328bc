import type { FailureClass } from '@berth/domain';
import type { ClusterError, ClusterErrorCode } from '../apply/cluster-error.js';
import { failure, type Failure } from './failure.js';

const classes: Record<ClusterErrorCode, FailureClass> = {
  invalid: 'settings-refused',
  'quota-exceeded': 'quota',
  'limit-exceeded': 'quota',
  'pod-refused': 'pod-refused',
  'policy-refused': 'pod-refused',
  'foreign-installation': 'name-conflict',
  'immutable-differs': 'internal',
  forbidden: 'internal',
  unauthorized: 'cluster-unreachable',
  'not-found': 'internal',
  'already-exists': 'name-conflict',
  conflict: 'cluster-unreachable',
  expired: 'cluster-unreachable',
  'disruption-budget': 'cluster-unreachable',
  throttled: 'cluster-unreachable',
  unreachable: 'cluster-unreachable',
  'timed-out': 'cluster-unreachable',
  'server-error': 'cluster-unreachable',
  terminating: 'cluster-unreachable',
  'not-started': 'internal',
  kubeconfig: 'cluster-unreachable',
};

/** The failure behind an API server's answer to applying or a dry run. */
export function failureOfRefusal(error: ClusterError): Failure {
  const failureClass = classes[error.code];
  const evidence = [
    { source: 'api' as const, object: '', text: error.message, at: null },
    ...error.causes.map((cause) => ({ source: 'api' as const, object: cause.field ?? '', text: cause.message, at: null })),
  ];
  return failure({ class: failureClass, message: plainRefusal(error.message), evidence, remedy: error.remedy, permanent: !error.retryable });
}

/** `pods "x" is forbidden: exceeded quota: budget, requested: …` in the reader's words. */
export function plainRefusal(message: string): string {
  const quota = /exceeded quota: [^,]+, requested: (.+?), used: (.+?), limited: ([^"]+)$/.exec(message.trim());
  if (quota) return `The budget has no room: asked for ${quota[1]}, used ${quota[2]}, allowed ${quota[3]}.`;
  const policy = /ValidatingAdmissionPolicy '[^']+' with binding '[^']+' denied request: (.+)$/.exec(message);
  if (policy) return `The cluster refuses it: ${policy[1]}.`;
  const forbidden = /is forbidden: (.+)$/s.exec(message);
  return (forbidden?.[1] ?? message).trim();
}
