import type { KubernetesObject } from '@kubernetes/client-node';
import { apps, core, namespaceOf, networking, policy, scaling } from '../real-services/cluster.js';
import { installation } from '../real-services/installation.js';

/** One object of the installation that belongs to an app. */
export interface OwnedObject {
  kind: string;
  name: string;
  appId: string;
  labels: Record<string, string>;
  leaving: boolean;
  /** Of a pod: that it is ready. */
  good: boolean;
  /** Of a pod and a Secret. */
  configVersion: string | null;
}

const ready = (status: { conditions?: { type: string; status: string }[] } | undefined, type: string) => status?.conditions?.some((one) => one.type === type && one.status === 'True') ?? false;

/** Every object that carries the installation's label and an app's, of the tenant's apps. */
export async function readObjects(tenant: string): Promise<OwnedObject[]> {
  const query = { namespace: namespaceOf(tenant), labelSelector: `berth.dev/installation=${installation.BERTH_NAMESPACE_PREFIX},berth.dev/app-id` };
  const lists: [string, Promise<{ items: KubernetesObject[] }>][] = [
    ['Deployment', apps.listNamespacedDeployment(query)],
    ['ReplicaSet', apps.listNamespacedReplicaSet(query)],
    ['Pod', core.listNamespacedPod(query)],
    ['Service', core.listNamespacedService(query)],
    ['Secret', core.listNamespacedSecret(query)],
    ['Ingress', networking.listNamespacedIngress(query)],
    ['HorizontalPodAutoscaler', scaling.listNamespacedHorizontalPodAutoscaler(query)],
    ['PodDisruptionBudget', policy.listNamespacedPodDisruptionBudget(query)],
  ];
  const found = await Promise.all(lists.map(async ([kind, list]) => (await list).items.map((object) => ownedObject(kind, object))));
  return found.flat();
}

function ownedObject(kind: string, object: KubernetesObject): OwnedObject {
  const labels = object.metadata!.labels!;
  const status = (object as { status?: { conditions?: { type: string; status: string }[] } }).status;
  return {
    kind,
    name: object.metadata!.name!,
    appId: labels['berth.dev/app-id']!,
    labels,
    leaving: object.metadata!.deletionTimestamp !== undefined,
    good: ready(status, 'Ready'),
    configVersion: labels['berth.dev/config-version'] ?? null,
  };
}
