import { clusterCertificate } from '../certificates.mjs';
import { certificateSecret, clusterRole } from './parts.mjs';
import { ingressNamespace } from './ingress.mjs';

/** The Gateway that leads to apps whose requests are shared by weight. */
export const appsGateway = { name: 'apps', namespace: ingressNamespace };

const group = 'gateway.networking.k8s.io';
const apiVersion = `${group}/v1`;
const secretName = 'apps-gateway';
const statuses = ['gatewayclasses', 'gateways', 'httproutes', 'grpcroutes', 'backendtlspolicies'].map((kind) => `${kind}/status`);

/**
 * What lets Traefik serve the routes of installations' namespaces. A listener must name a certificate: those that count
 * are the installations' own, which Traefik's file provider has, and Traefik picks among all by the host's name.
 * @param {{ httpsPort: number }} ports
 */
export const gateway = ({ httpsPort }) => [
  ...clusterRole('traefik-gateway', ingressNamespace, [
    { apiGroups: [group], resources: ['gatewayclasses', 'gateways', 'httproutes', 'grpcroutes', 'referencegrants', 'backendtlspolicies'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [group], resources: statuses, verbs: ['update', 'patch'] },
  ], 'traefik'),
  { apiVersion, kind: 'GatewayClass', metadata: { name: 'traefik' }, spec: { controllerName: 'traefik.io/gateway-controller' } },
  certificateSecret(secretName, ingressNamespace, clusterCertificate('gateway')),
  {
    apiVersion,
    kind: 'Gateway',
    metadata: appsGateway,
    spec: {
      gatewayClassName: 'traefik',
      listeners: [
        {
          name: 'https',
          port: httpsPort, // Traefik finds its entry point by it
          protocol: 'HTTPS',
          tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: secretName }] },
          allowedRoutes: { namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'berth.dev/installation', operator: 'Exists' }] } } },
        },
      ],
    },
  },
];
