import type { Cluster, LiveObject, RolloutObjects } from '@berth/k8s-adapter';

export type LiveEvent = RolloutObjects['events'][number];
export type LiveDeployment = NonNullable<RolloutObjects['deployment']>;
export type LivePod = RolloutObjects['pods'][number];
export type OwnedWatch = ReturnType<Cluster['watchOwned']>;
export type ChangeType = 'added' | 'modified' | 'deleted';
export type { LiveObject, RolloutObjects };
