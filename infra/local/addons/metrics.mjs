import { account, clusterRole, critical, restrictedContainer } from './parts.mjs';

const namespace = 'kube-system';
const labels = { 'k8s-app': 'metrics-server' };

/** Resource metrics, for HorizontalPodAutoscalers. @param {{ kube: string }} images */
export const metrics = ({ kube }) => [
  ...account('metrics-server', namespace),
  ...clusterRole('metrics-server', namespace, [
    { apiGroups: [''], resources: ['nodes/metrics', 'nodes/stats', 'nodes/proxy'], verbs: ['get', 'list'] },
    { apiGroups: [''], resources: ['pods', 'nodes', 'namespaces', 'configmaps'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] },
    { apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] },
  ]),
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'metrics-server', namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...critical,
          serviceAccountName: 'metrics-server',
          containers: [
            {
              ...restrictedContainer('metrics-server', kube, { cpu: '10m', memory: '48Mi' }, '256Mi'),
              args: ['metrics', '--secure-port=10250', '--cert-dir=/tmp', '--kubelet-insecure-tls', '--kubelet-preferred-address-types=InternalIP', '--metric-resolution=10s', '--kubelet-request-timeout=5s'],
              ports: [{ containerPort: 10250 }],
              readinessProbe: { httpGet: { path: '/readyz', port: 10250, scheme: 'HTTPS' }, periodSeconds: 2 },
            },
          ],
        },
      },
    },
  },
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 'metrics-server', namespace, labels }, spec: { selector: labels, ports: [{ port: 443, targetPort: 10250 }] } },
  {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1beta1.metrics.k8s.io' },
    spec: { service: { name: 'metrics-server', namespace }, group: 'metrics.k8s.io', version: 'v1beta1', insecureSkipTLSVerify: true, groupPriorityMinimum: 100, versionPriority: 100 },
  },
];
