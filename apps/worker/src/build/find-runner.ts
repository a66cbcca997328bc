import { annotations, builderComponents, labels, runnerContainer, type Cluster, type LivePod } from '@berth/k8s-adapter';

/** A container in which a tenant's builds run. */
export interface Runner {
  namespace: string;
  pod: string;
  container: string;
  /** Another one after each start of the container: what ran before is gone. */
  start: string;
  /** What it was made of; see `runnerRevision`. */
  revision: string;
}

/** The runners in a namespace for builds that take commands now: one, or none while it starts. Throws ClusterError. */
export async function runnersIn(cluster: Cluster, namespace: string): Promise<Runner[]> {
  const pods = (await cluster.list('Pod', { namespace, labelSelector: `${labels.component}=${builderComponents.build}` })) as unknown as LivePod[];
  return pods.flatMap(({ metadata, status }) => {
    const container = status?.containerStatuses?.find(({ name }) => name === runnerContainer);
    const revision = metadata?.annotations?.[annotations.configuration];
    if (revision === undefined || metadata?.deletionTimestamp || !container?.state?.running) return [];
    return [{ namespace, pod: metadata!.name!, container: runnerContainer, start: container.containerID ?? '', revision }];
  });
}
