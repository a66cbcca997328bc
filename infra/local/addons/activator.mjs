import { network, node } from '../paths.mjs';
import { account, clusterRole, critical, restrictedContainer } from './parts.mjs';

const namespace = 'berth-system';
const name = 'activator';
const labels = { app: name };
const port = 8080;
const healthPort = 8081;

/** Where the ingress finds it. */
export const activatorAddress = `${network.activator}:${port}`;

const admission = { apiVersion: 'admissionregistration.k8s.io/v1', metadata: { name: `berth-${name}` } };

/** A right to make events is one to make any; this refuses the activator all but its own. */
const onlyWakeUps = [
  {
    ...admission,
    kind: 'ValidatingAdmissionPolicy',
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['events'] }] },
      matchConditions: [{ name: 'by-the-activator', expression: `request.userInfo.username == 'system:serviceaccount:${namespace}:${name}'` }],
      validations: [{ expression: "object.reason == 'WakeUpRequested' && object.type == 'Normal' && object.involvedObject.kind == 'EndpointSlice'", message: 'The activator tells of nothing but requests to apps that are asleep.' }],
    },
  },
  { ...admission, kind: 'ValidatingAdmissionPolicyBinding', spec: { policyName: `berth-${name}`, validationActions: ['Deny'] } },
];

/**
 * Holds the requests to apps that are asleep. It sees where apps' requests go and may tell that one is wanted; it can
 * change nothing. The ingress uses the node's own network, and nobody else reaches it.
 * @param {{ builder: string }} images
 */
export const activator = ({ builder }) => [
  ...account(name, namespace),
  ...clusterRole(`berth-${name}`, namespace, [
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['events'], verbs: ['create'] },
  ], name),
  ...onlyWakeUps,
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas: 1,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...critical,
          serviceAccountName: name,
          terminationGracePeriodSeconds: 70,
          securityContext: { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              ...restrictedContainer(name, builder, { cpu: '10m', memory: '32Mi' }, '512Mi'),
              env: [{ name: 'GOMEMLIMIT', value: '448MiB' }],
              command: ['/usr/local/bin/activator', '-listen', `:${port}`, '-health', `:${healthPort}`],
              readinessProbe: { httpGet: { path: '/ready', port: healthPort }, periodSeconds: 1 },
            },
          ],
        },
      },
    },
  },
  { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace, labels }, spec: { clusterIP: network.activator, selector: labels, ports: [{ port }] } },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: { podSelector: { matchLabels: labels }, policyTypes: ['Ingress'], ingress: [{ from: [{ ipBlock: { cidr: `${node.address}/32` } }] }] },
  },
];
