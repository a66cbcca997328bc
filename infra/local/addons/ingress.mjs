import { traefikDir } from '../paths.mjs';
import { account, clusterRole, critical, namespaceNamed, restrictedContainer } from './parts.mjs';

export const ingressNamespace = 'ingress';
const namespace = ingressNamespace;
const labels = { app: 'traefik' };
export const pingPort = 8089;
/** Where Traefik counts requests, by service; on the loopback like everything of it. */
export const metricsUrl = `http://127.0.0.1:${pingPort}/metrics`;
/** Upper bounds of the classes that answers' durations are counted in, in seconds: close enough to tell a p95 of 300 ms from one of 500. */
const durations = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1, 1.5, 2, 3, 5, 10, 30];

/**
 * What Traefik's file provider reads for the whole cluster: a request that could not be brought to its pod is sent again, to
 * the next pod. One whose headers were sent is never sent twice.
 */
export const middlewares = { http: { middlewares: { retry: { retry: { attempts: 4, initialInterval: '100ms' } } } } };

/**
 * Traefik on the node's own network, on the loopback only. It needs no pod network, so it
 * starts before Cilium.
 * @param {{ traefik: string }} images
 * @param {{ httpPort: number, httpsPort: number }} ports
 */
export const ingress = ({ traefik }, { httpPort, httpsPort }) => [
  namespaceNamed(namespace),
  ...account('traefik', namespace),
  ...clusterRole('traefik', namespace, [
    { apiGroups: [''], resources: ['services', 'secrets', 'nodes', 'namespaces', 'configmaps'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'ingressclasses'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] },
  ]),
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: 'traefik', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
    spec: { controller: 'traefik.io/ingress-controller' },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'traefik', namespace, labels },
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          ...critical,
          serviceAccountName: 'traefik',
          hostNetwork: true,
          dnsPolicy: 'ClusterFirstWithHostNet',
          containers: [
            {
              ...restrictedContainer('traefik', traefik, { cpu: '10m', memory: '64Mi' }, '512Mi'),
              securityContext: { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
              args: [
                `--entrypoints.web.address=127.0.0.1:${httpPort}`,
                '--entrypoints.web.http.redirections.entrypoint.to=websecure',
                `--entrypoints.websecure.address=127.0.0.1:${httpsPort}`,
                '--entrypoints.websecure.http.tls=true',
                '--entrypoints.websecure.http.middlewares=retry@file',
                '--entrypoints.websecure.transport.respondingTimeouts.readTimeout=30m', // an upload may take longer than the default minute
                `--entrypoints.traefik.address=127.0.0.1:${pingPort}`,
                '--serverstransport.forwardingtimeouts.dialtimeout=5s', // each try may take so long
                '--ping=true',
                '--metrics.prometheus=true',
                `--metrics.prometheus.buckets=${durations.join(',')}`,
                '--providers.kubernetesingress=true',
                '--providers.kubernetesingress.ingressclass=traefik',
                '--providers.kubernetesingress.allowemptyservices=true', // an app without pods is unavailable (503), not unknown (404)
                '--providers.kubernetesingress.ingressendpoint.ip=127.0.0.1',
                '--providers.kubernetesgateway=true',
                '--providers.providersthrottleduration=500ms', // of the 5 s that a pod goes on after its end began, the default of 2 s is much
                `--providers.file.directory=${traefikDir}`,
                '--providers.file.watch=true',
                '--global.checknewversion=false',
                '--global.sendanonymoususage=false',
              ],
              readinessProbe: { httpGet: { host: '127.0.0.1', path: '/ping', port: pingPort }, periodSeconds: 1 },
              volumeMounts: [{ name: 'installations', mountPath: traefikDir, readOnly: true }],
            },
          ],
          volumes: [{ name: 'installations', hostPath: { path: traefikDir, type: 'DirectoryOrCreate' } }],
        },
      },
    },
  },
];
