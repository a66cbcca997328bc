import { clusterCertificate, urlAuthority } from '../certificates.mjs';
import { metricsUrl } from './ingress.mjs';
import { certificateSecret, critical, inBase64, restrictedContainer } from './parts.mjs';

const namespace = 'kube-system';
const name = 'request-metrics';
const labels = { app: name };
const port = 8090;

/**
 * Requests per second, for HorizontalPodAutoscalers. It shares the ingress's network to read its counts, answers the API
 * server alone, and has no rights in the cluster.
 * @param {{ builder: string }} images
 */
export const requestMetrics = ({ builder }) => [
  certificateSecret(name, namespace, clusterCertificate(name)),
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' }, // two would listen at one address
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...critical,
          automountServiceAccountToken: false,
          hostNetwork: true,
          securityContext: { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              ...restrictedContainer(name, builder, { cpu: '10m', memory: '16Mi' }, '64Mi'),
              env: [{ name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }],
              command: ['/usr/local/bin/request-metrics', '-listen', `$(NODE):${port}`, '-ingress', metricsUrl],
              readinessProbe: { httpGet: { path: '/ready', port, scheme: 'HTTPS' }, periodSeconds: 1 },
              volumeMounts: [{ name: 'keys', mountPath: '/keys', readOnly: true }, { name: 'front-proxy', mountPath: '/front-proxy', readOnly: true }],
            },
          ],
          volumes: [
            { name: 'keys', secret: { secretName: name, defaultMode: 0o440 } },
            { name: 'front-proxy', configMap: { name: 'extension-apiserver-authentication' } },
          ],
        },
      },
    },
  },
  { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace, labels }, spec: { selector: labels, ports: [{ port: 443, targetPort: port }] } },
  {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1beta1.external.metrics.k8s.io' },
    spec: { service: { name, namespace }, group: 'external.metrics.k8s.io', version: 'v1beta1', caBundle: inBase64(urlAuthority.certificate), groupPriorityMinimum: 100, versionPriority: 100 },
  },
];
