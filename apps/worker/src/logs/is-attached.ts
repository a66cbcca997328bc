import type { LivePod } from '@berth/k8s-adapter';

/** True for the pod of a run that has a terminal: what is written there is in no log. */
export const isAttached = (pod: LivePod): boolean => pod.spec?.containers[0]?.stdin === true;
