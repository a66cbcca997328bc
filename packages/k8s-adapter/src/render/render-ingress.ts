import type { V1Ingress } from '@kubernetes/client-node';
import type { EnvironmentSpec, ProcessSpec } from '../app-spec.js';
import { environmentObjectName, tenantNamespace } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { environmentLabels } from './object-labels.js';
import { previewPort, servicePort } from './render-service.js';
import { candidateService, hostBackends } from './route-backends.js';

/**
 * Leads the hosts to the web process over TLS. No certificate is named: the base domain's wildcard is the ingress
 * controller's default one, so that its key is in no tenant's namespace. An Ingress has no weights: a candidate gets all
 * requests or none. Throws RangeError for a share between.
 */
export function renderIngress(spec: EnvironmentSpec, web: ProcessSpec | null): Manifest | null {
  if (web === null || web.port === null || spec.hosts.length === 0) return null;
  const { candidate } = spec;
  const serving = hostBackends(spec, web).find(({ percent }) => percent === 100);
  if (!serving) throw new RangeError('an Ingress cannot share requests by weight');
  const lead = (host: string, service: string, port = servicePort) => ({ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: service, port: { number: port } } } }] } });
  const preview = candidate?.previewHost ? [lead(candidate.previewHost, candidateService(spec, candidate.process), previewPort)] : [];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: environmentObjectName(spec), namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), labels: environmentLabels(spec) },
    spec: {
      ...(spec.ingressClass === null ? {} : { ingressClassName: spec.ingressClass }),
      tls: [{ hosts: [...spec.hosts, ...preview.map(({ host }) => host)] }],
      rules: [...spec.hosts.map((host) => lead(host, serving.service)), ...preview],
    },
  } satisfies Json<V1Ingress>;
}
