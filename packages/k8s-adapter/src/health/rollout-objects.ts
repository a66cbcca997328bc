import type { CoreV1Event, V1Deployment, V1Pod, V1ReplicaSet } from '@kubernetes/client-node';
import type { Json } from '../manifest.js';

/** What tells how a rollout goes. Events may be the stored ones: they hold causes that no object shows. */
export interface RolloutObjects {
  /** null when it does not exist. */
  deployment: Json<V1Deployment> | null;
  replicaSets: Json<V1ReplicaSet>[];
  pods: Json<V1Pod>[];
  events: Json<CoreV1Event>[];
}
