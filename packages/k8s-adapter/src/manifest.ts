/**
 * A client type as the JSON that the API server speaks: dates are strings and reserved words lose the underscore that
 * the generated client gives them (`_from` is `from`). Rendering and comparing work on this form, because the generated
 * serializer drops every field that its own version of Kubernetes does not know.
 */
export type Json<T> = T extends Date
  ? string
  : T extends readonly (infer E)[]
    ? Json<E>[]
    : T extends object
      ? { [K in keyof T as K extends `_${infer Rest}` ? Rest : K]: Json<T[K]> }
      : T;

interface ManifestMetadata {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

/** An object as we want it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: ManifestMetadata;
  [field: string]: unknown;
}

/** An object as the cluster has it. */
export interface LiveObject {
  apiVersion: string;
  kind: string;
  metadata: ManifestMetadata & {
    uid: string;
    resourceVersion: string;
    generation?: number;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    ownerReferences?: { apiVersion: string; kind: string; name: string; uid: string; controller?: boolean }[];
    finalizers?: string[];
    managedFields?: unknown[];
  };
  [field: string]: unknown;
}

/** Names one object. */
export interface ObjectRef {
  kind: Kind;
  namespace?: string;
  name: string;
}

interface KindFacts {
  apiVersion: string;
  plural: string;
  namespaced: boolean;
}

/** Every kind that we read or write, and where the API server keeps it. */
export const kinds = {
  Namespace: { apiVersion: 'v1', plural: 'namespaces', namespaced: false },
  ResourceQuota: { apiVersion: 'v1', plural: 'resourcequotas', namespaced: true },
  LimitRange: { apiVersion: 'v1', plural: 'limitranges', namespaced: true },
  ServiceAccount: { apiVersion: 'v1', plural: 'serviceaccounts', namespaced: true },
  Secret: { apiVersion: 'v1', plural: 'secrets', namespaced: true },
  ConfigMap: { apiVersion: 'v1', plural: 'configmaps', namespaced: true },
  Service: { apiVersion: 'v1', plural: 'services', namespaced: true },
  Pod: { apiVersion: 'v1', plural: 'pods', namespaced: true },
  Event: { apiVersion: 'v1', plural: 'events', namespaced: true },
  PersistentVolumeClaim: { apiVersion: 'v1', plural: 'persistentvolumeclaims', namespaced: true },
  Node: { apiVersion: 'v1', plural: 'nodes', namespaced: false },
  Deployment: { apiVersion: 'apps/v1', plural: 'deployments', namespaced: true },
  ReplicaSet: { apiVersion: 'apps/v1', plural: 'replicasets', namespaced: true },
  StatefulSet: { apiVersion: 'apps/v1', plural: 'statefulsets', namespaced: true },
  Job: { apiVersion: 'batch/v1', plural: 'jobs', namespaced: true },
  CronJob: { apiVersion: 'batch/v1', plural: 'cronjobs', namespaced: true },
  Ingress: { apiVersion: 'networking.k8s.io/v1', plural: 'ingresses', namespaced: true },
  HTTPRoute: { apiVersion: 'gateway.networking.k8s.io/v1', plural: 'httproutes', namespaced: true },
  NetworkPolicy: { apiVersion: 'networking.k8s.io/v1', plural: 'networkpolicies', namespaced: true },
  HorizontalPodAutoscaler: { apiVersion: 'autoscaling/v2', plural: 'horizontalpodautoscalers', namespaced: true },
  PodDisruptionBudget: { apiVersion: 'policy/v1', plural: 'poddisruptionbudgets', namespaced: true },
  EndpointSlice: { apiVersion: 'discovery.k8s.io/v1', plural: 'endpointslices', namespaced: true },
  RoleBinding: { apiVersion: 'rbac.authorization.k8s.io/v1', plural: 'rolebindings', namespaced: true },
  ValidatingAdmissionPolicy: { apiVersion: 'admissionregistration.k8s.io/v1', plural: 'validatingadmissionpolicies', namespaced: false },
  ValidatingAdmissionPolicyBinding: { apiVersion: 'admissionregistration.k8s.io/v1', plural: 'validatingadmissionpolicybindings', namespaced: false },
} as const satisfies Record<string, KindFacts>;

export type Kind = keyof typeof kinds;

/** The facts of `kind`. Throws TypeError for a kind that is not in the table. */
export function kindFacts(kind: string): KindFacts {
  const facts = (kinds as Record<string, KindFacts>)[kind];
  if (!facts) throw new TypeError(`unknown kind ${kind}: add it to the table of kinds`);
  return facts;
}

/** The API path of a kind's collection, or of one object when `name` is given. */
export function apiPath(kind: string, namespace?: string, name?: string): string {
  const { apiVersion, plural, namespaced } = kindFacts(kind);
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const inside = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${base}${inside}/${plural}${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;
}

/** The reference that names `object`. */
export function refOf(object: { kind: string; metadata: { name: string; namespace?: string } }): ObjectRef {
  kindFacts(object.kind);
  const { name, namespace } = object.metadata;
  return namespace === undefined ? { kind: object.kind as Kind, name } : { kind: object.kind as Kind, namespace, name };
}

/** `Deployment acme/web-1a2b3c4d`, for messages. */
export function describeRef(ref: { kind: string; namespace?: string; name: string }): string {
  return `${ref.kind} ${ref.namespace === undefined ? '' : `${ref.namespace}/`}${ref.name}`;
}
