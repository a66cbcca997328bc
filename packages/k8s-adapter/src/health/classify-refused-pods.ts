import type { V1ReplicaSet } from '@kubernetes/client-node';
import type { FailureClass } from '@berth/domain';
import type { Json } from '../manifest.js';
import type { Case } from './classify-failure.js';
import { failure, type Failure } from './failure.js';
import { plainRefusal } from './failure-of-refusal.js';

/** How long a full budget counts as "old pods are going" when a rollout must wait for them (seen: 11 s). */
const freeingMs = 30_000;

/** The ReplicaSet cannot make its pods: there is no pod to look at, only this condition. */
export function classifyRefusedPods(one: Case, replicaSet: Json<V1ReplicaSet>): Failure | null {
  const condition = replicaSet.status?.conditions?.find((candidate) => candidate.type === 'ReplicaFailure' && candidate.status === 'True');
  if (!condition) return null;
  const message = condition.message ?? '';
  const failureClass = refusalClass(message);
  if (failureClass === 'quota' && isFreeing(one, Date.parse(condition.lastTransitionTime ?? ''))) return null;
  const evidence = [{ source: 'replicaset' as const, object: replicaSet.metadata?.name ?? '', text: message, at: condition.lastTransitionTime ?? null }];
  return failure({ class: failureClass, message: plainRefusal(message), evidence, permanent: true });
}

/** What kind of rule refuses a pod, by the text of its refusal. */
export function refusalClass(message: string): FailureClass {
  if (/quota|(maximum|minimum) .* usage per|max limit to request ratio/i.test(message)) return 'quota';
  return 'pod-refused';
}

/** Without surge the budget is full until an old pod is gone: then a refusal is part of a healthy rollout. */
function isFreeing(one: Case, since: number): boolean {
  const surge = one.deployment?.spec?.strategy?.rollingUpdate?.maxSurge;
  if (surge !== 0 && surge !== '0%') return false;
  return one.now.getTime() - since < freeingMs;
}
