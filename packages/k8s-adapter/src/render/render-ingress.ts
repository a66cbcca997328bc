import type { V1Ingress } from '@kubernetes/client-node';
import type { EnvironmentSpec, ProcessSpec } from '../app-spec.js';
import { environmentObjectName, processObjectName, tenantNamespace } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { environmentLabels } from './object-labels.js';
import { servicePort } from './render-service.js';

/**
 * Leads the hosts to the web process over TLS. No certificate is named: the base domain's wildcard is the ingress
 * controller's default one, so that its key is in no tenant's namespace.
 */
export function renderIngress(spec: EnvironmentSpec, web: ProcessSpec | null): Manifest | null {
  if (web === null || web.port === null || spec.hosts.length === 0) return null;
  const backend = { service: { name: processObjectName(spec, web.name), port: { number: servicePort } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: environmentObjectName(spec), namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), labels: environmentLabels(spec) },
    spec: {
      ...(spec.ingressClass === null ? {} : { ingressClassName: spec.ingressClass }),
      tls: [{ hosts: spec.hosts }],
      rules: spec.hosts.map((host) => ({ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } })),
    },
  } satisfies Json<V1Ingress>;
}
