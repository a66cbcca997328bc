import type { EnvironmentSpec, GatewayRef, ProcessSpec } from '../app-spec.js';
import { environmentObjectName, previewObjectName, tenantNamespace } from '../labels.js';
import type { Manifest } from '../manifest.js';
import { environmentLabels } from './object-labels.js';
import { previewPort, servicePort } from './render-service.js';
import { candidateService, hostBackends, type RouteBackend } from './route-backends.js';

/**
 * Leads the hosts to the web process, and shares their requests with a candidate by weight; a preview host leads to the
 * candidate alone. The Gateway brings the certificates. Every default is spelled out, so that nothing differs from what
 * the cluster holds.
 */
export function renderHttpRoutes(spec: EnvironmentSpec, gateway: GatewayRef, web: ProcessSpec | null): Manifest[] {
  if (web === null || web.port === null) return [];
  const { candidate, hosts } = spec;
  const routes: Manifest[] = hosts.length === 0 ? [] : [route(spec, gateway, environmentObjectName(spec), hosts, hostBackends(spec, web))];
  if (candidate?.previewHost) routes.push(route(spec, gateway, previewObjectName(spec), [candidate.previewHost], [{ service: candidateService(spec, candidate.process), percent: 100 }], previewPort));
  return routes;
}

function route(spec: EnvironmentSpec, gateway: GatewayRef, name: string, hostnames: string[], backends: RouteBackend[], port = servicePort): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), labels: environmentLabels(spec) },
    spec: {
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway.name, namespace: gateway.namespace }],
      hostnames,
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: backends.map(({ service, percent }) => ({ group: '', kind: 'Service', name: service, port, weight: percent })),
        },
      ],
    },
  };
}
