import type { V1ValidatingAdmissionPolicy, V1ValidatingAdmissionPolicyBinding, V1Validation } from '@kubernetes/client-node';
import type { AdmissionSpec } from '../app-spec.js';
import { fixedNames, labels } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { installationLabels } from './object-labels.js';

type Validation = Json<V1Validation>;
type Rule = NonNullable<NonNullable<Json<V1ValidatingAdmissionPolicy>['spec']>['matchConstraints']>['resourceRules'];

/**
 * The admission policies of an installation: each of its namespaces refuses what Berth never renders, whoever asks.
 * Their names carry the prefix, and they hold only in namespaces labelled ours, so that installations can share a
 * cluster.
 */
export function renderAdmission(spec: AdmissionSpec): Manifest[] {
  return [
    ...policy(spec, 'tenant-pods', ['tenant'], podRules, specChanges, containers, [...podValidations, ...tenantPodValidations(spec)]),
    ...policy(spec, 'build-pods', ['build'], podRules, specChanges, containers, [...podValidations, ...buildPodValidations(spec)]),
    ...policy(spec, 'services', ['tenant', 'build'], [rule('', 'v1', ['services'])], null, null, serviceValidations),
    ...policy(spec, 'ingresses', ['tenant', 'build'], [rule('networking.k8s.io', 'v1', ['ingresses'])], null, null, ingressValidations),
    ...policy(spec, 'routes', ['tenant', 'build'], [rule('gateway.networking.k8s.io', 'v1', ['httproutes'])], null, null, routeValidations),
  ];
}

function policy(
  spec: AdmissionSpec,
  topic: string,
  scopes: string[],
  resourceRules: Rule,
  condition: string | null,
  variables: { name: string; expression: string }[] | null,
  validations: Validation[],
): Manifest[] {
  const name = `${spec.namespacePrefix}-${topic}`;
  const metadata = { name, labels: installationLabels(spec.namespacePrefix) };
  return [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata,
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: { resourceRules },
        ...(condition === null ? {} : { matchConditions: [{ name: 'what-runs-changes', expression: condition }] }),
        ...(variables === null ? {} : { variables }),
        validations,
      },
    } satisfies Json<V1ValidatingAdmissionPolicy>,
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata,
      spec: {
        policyName: name,
        validationActions: ['Deny'],
        matchResources: {
          namespaceSelector: {
            matchLabels: { [labels.installation]: spec.namespacePrefix },
            matchExpressions: [{ key: labels.scope, operator: 'In', values: scopes }],
          },
        },
      },
    } satisfies Json<V1ValidatingAdmissionPolicyBinding>,
  ];
}

const rule = (group: string, version: string, resources: string[]): NonNullable<Rule>[number] => ({
  apiGroups: [group],
  apiVersions: [version],
  operations: ['CREATE', 'UPDATE'],
  resources,
  scope: 'Namespaced',
});
const podRules = [rule('', 'v1', ['pods', 'pods/ephemeralcontainers'])];

/** Controllers update metadata of old pods (a Job's finalizer), which must go on after the builder image has changed. */
const specChanges = "request.operation == 'CREATE' || object.spec != oldObject.spec";

const containers = [{ name: 'containers', expression: 'object.spec.containers + object.spec.?initContainers.orValue([])' }];

const deny = (expression: string, message: string): Validation => ({ expression, message });
const list = (values: string[]): string => `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;

const harmlessVolumes = ['emptyDir', 'secret', 'configMap', 'projected', 'downwardAPI', 'persistentVolumeClaim'];

const walledContainer = [
  "!c.?securityContext.?privileged.orValue(false)",
  "!c.?securityContext.?allowPrivilegeEscalation.orValue(true)",
  "c.?securityContext.?capabilities.?drop.orValue([]).exists(d, d == 'ALL')",
  "c.?securityContext.?capabilities.?add.orValue([]).size() == 0",
].join(' && ');

/** What no pod of ours ever has. */
const podValidations: Validation[] = [
  deny('object.spec.?ephemeralContainers.orValue([]).size() == 0', 'debug containers are not allowed here'),
  deny('!object.spec.?hostNetwork.orValue(false) && !object.spec.?hostPID.orValue(false) && !object.spec.?hostIPC.orValue(false)', 'the host\'s network, processes and IPC are not allowed'),
  deny(`object.spec.?volumes.orValue([]).all(v, ${harmlessVolumes.map((type) => `has(v.${type})`).join(' || ')})`, `volumes must be one of ${harmlessVolumes.join(', ')}`),
  deny('variables.containers.all(c, c.?ports.orValue([]).all(p, p.?hostPort.orValue(0) == 0))', 'host ports are not allowed'),
  deny('!object.spec.?automountServiceAccountToken.orValue(true)', 'pods must not mount a service account token'),
  deny("request.operation != 'CREATE' || object.spec.?nodeName.orValue('') == ''", 'pods must not choose their node'),
  deny(
    "object.spec.?tolerations.orValue([]).all(t, t.?key.orValue('') in ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable', 'node.kubernetes.io/memory-pressure'])",
    'pods must not tolerate other taints',
  ),
  deny("!object.spec.?priorityClassName.orValue('').startsWith('system-')", 'system priorities are not allowed'),
];

function tenantPodValidations(spec: AdmissionSpec): Validation[] {
  return [
    deny(`object.spec.?serviceAccountName.orValue('') == ${JSON.stringify(fixedNames.appAccount)}`, `the service account must be ${fixedNames.appAccount}`),
    deny("variables.containers.all(c, c.image.matches('^[^@]+@sha256:[0-9a-f]{64}$'))", 'images must be named by their digest'),
    deny(`variables.containers.all(c, ${walledContainer})`, 'containers must drop all capabilities and must not gain privileges'),
    spec.userNamespaces
      ? deny('!object.spec.?hostUsers.orValue(true)', 'pods must run in a user namespace of their own (hostUsers: false)')
      : deny('object.spec.?securityContext.?runAsNonRoot.orValue(false) == true', 'pods must not run as root (runAsNonRoot: true)'),
  ];
}

function buildPodValidations(spec: AdmissionSpec): Validation[] {
  const isBuilder = `object.spec.?serviceAccountName.orValue('') == ${JSON.stringify(fixedNames.builderAccount)}`;
  return [
    deny(`object.spec.?serviceAccountName.orValue('') in ${list([fixedNames.builderAccount, fixedNames.buildAccount])}`, 'only builders and builds run here'),
    deny(`variables.containers.all(c, c.image in ${list(spec.builderImages)})`, 'only the builder image runs here'),
    deny('!object.spec.?hostUsers.orValue(true)', 'pods must run in a user namespace of their own (hostUsers: false)'),
    deny(`(${isBuilder}) || variables.containers.all(c, ${walledContainer})`, 'only the builder may be privileged'),
    deny(
      `!(${isBuilder}) || (object.spec.containers.size() == 1 && object.spec.?initContainers.orValue([]).size() == 0 && object.spec.containers[0].command[0] == 'buildkitd')`,
      'the builder runs buildkitd alone',
    ),
  ];
}

const serviceValidations: Validation[] = [
  deny("object.spec.?type.orValue('ClusterIP') == 'ClusterIP'", 'Services must be of type ClusterIP'),
  deny('object.spec.?externalIPs.orValue([]).size() == 0', 'Services must not take external addresses'),
  deny('object.spec.?selector.orValue({}).size() > 0', 'Services must select pods: hand-made endpoints are not allowed'),
];

const ingressValidations: Validation[] = [
  deny('!has(object.spec.defaultBackend)', 'Ingresses must not take all hosts'),
  deny("object.spec.?rules.orValue([]).all(r, r.?host.orValue('') != '' && !r.host.startsWith('*'))", 'Ingress rules must name one host'),
  deny(
    `object.metadata.?annotations.orValue({}).all(key, key.startsWith('berth.dev/') || key.startsWith('cert-manager.io/') || key == 'kubectl.kubernetes.io/last-applied-configuration')`,
    'Ingresses must not configure the ingress controller by annotations',
  ),
];

const routeValidations: Validation[] = [
  deny("object.spec.?hostnames.orValue([]).size() > 0 && object.spec.hostnames.all(h, !h.startsWith('*'))", 'HTTPRoutes must name their hosts'),
  deny(
    "object.spec.?rules.orValue([]).all(r, r.?filters.orValue([]).size() == 0 && r.?backendRefs.orValue([]).all(b, b.?kind.orValue('Service') == 'Service' && !has(b.namespace) && b.?filters.orValue([]).size() == 0))",
    'HTTPRoutes must lead to Services of their own namespace, as requests came',
  ),
];
