import type { V1LimitRange, V1Namespace, V1ResourceQuota, V1RoleBinding, V1ServiceAccount } from '@kubernetes/client-node';
import { mostCronProcesses, mostEnvironments, type Budget } from '@berth/domain';
import type { TenantSpec } from '../app-spec.js';
import { buildNamespace, fixedNames, tenantNamespace, workerTenantRole } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { dockerConfigData } from './docker-config.js';
import { buildLabels, tenantLabels } from './object-labels.js';
import { bytes, cpu } from './quantities.js';
import { jobsKept } from './render-cron-job.js';
import { renderBuildWalls, renderTenantWalls } from './render-walls.js';

interface Place {
  spec: TenantSpec;
  namespace: string;
  labels: Record<string, string>;
}

/** A tenant's two namespaces with everything that guards them, in an order in which they can be applied. */
export function renderTenant(spec: TenantSpec): Manifest[] {
  const apps: Place = { spec, namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), labels: tenantLabels(spec) };
  const builds: Place = { spec, namespace: buildNamespace(spec.namespacePrefix, spec.tenant.slug), labels: buildLabels(spec) };
  return [
    // `restricted` admits root in an image only inside a user namespace, where it is nobody on the node.
    namespace(apps, 'restricted'),
    workerBinding(apps),
    ...renderTenantWalls(apps),
    quota(apps, spec.budget),
    limits(apps),
    pullSecret(apps),
    account(apps, fixedNames.appAccount),
    // The builder is privileged inside its own user namespace, which no weaker level knows; an admission policy stands in.
    namespace(builds, 'privileged'),
    workerBinding(builds),
    ...renderBuildWalls(builds),
    quota(builds, spec.buildBudget),
    limits(builds),
    pullSecret(builds),
    account(builds, fixedNames.builderAccount),
    account(builds, fixedNames.buildAccount),
  ];
}

const metadata = (place: Place, name: string): Manifest['metadata'] => ({ name, namespace: place.namespace, labels: place.labels });

function namespace(place: Place, level: 'restricted' | 'privileged'): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: place.namespace,
      labels: { ...place.labels, 'pod-security.kubernetes.io/enforce': level, 'pod-security.kubernetes.io/enforce-version': 'latest' },
    },
  } satisfies Json<V1Namespace>;
}

/** Gives the worker its rights inside this namespace: it has none over Secrets, logs or commands elsewhere. */
function workerBinding(place: Place): Manifest {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: metadata(place, fixedNames.workerBinding),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: workerTenantRole },
    subjects: [{ kind: 'ServiceAccount', ...place.spec.workerAccount }],
  } satisfies Json<V1RoleBinding>;
}

/**
 * What this bounds is a clock that begins runs faster than they end. Jobs that have ended count too: there is room for all
 * that CronJobs keep of an app with as many environments and cron processes as it may have, and for others beside them.
 */
const jobsPerPod = 20;
const leastJobs = 200;
const jobsPerApp = mostEnvironments * mostCronProcesses * 2 * jobsKept; // previews have no clock
/** Volumes that are not used any more count too. */
const claimsPerApp = 20;
const leastClaims = 20;

function quota(place: Place, budget: Budget): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: metadata(place, fixedNames.quota),
    spec: {
      hard: {
        'requests.cpu': cpu(budget.cpuMillicores),
        'limits.memory': bytes(budget.memoryBytes),
        pods: String(budget.pods),
        'requests.storage': bytes(budget.storageBytes),
        persistentvolumeclaims: String(budget.apps * claimsPerApp + leastClaims),
        'count/jobs.batch': String(budget.apps * jobsPerApp + Math.max(leastJobs, budget.pods * jobsPerPod)),
        'services.nodeports': '0',
        'services.loadbalancers': '0',
      },
    },
  } satisfies Json<V1ResourceQuota>;
}

/** What a container has that says nothing itself; its local disk is bounded, so that it cannot fill the node's. */
function limits(place: Place): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: metadata(place, fixedNames.limits),
    spec: {
      limits: [
        {
          type: 'Container',
          default: { memory: '512Mi', 'ephemeral-storage': '4Gi' },
          defaultRequest: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '64Mi' },
        },
      ],
    },
  } satisfies Json<V1LimitRange>;
}

function pullSecret(place: Place): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadata(place, fixedNames.pullSecret),
    type: 'kubernetes.io/dockerconfigjson',
    data: dockerConfigData(place.spec.pullDockerConfig, '.dockerconfigjson'),
  };
}

function account(place: Place, name: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadata(place, name),
    automountServiceAccountToken: false,
    imagePullSecrets: [{ name: fixedNames.pullSecret }],
  } satisfies Json<V1ServiceAccount>;
}
