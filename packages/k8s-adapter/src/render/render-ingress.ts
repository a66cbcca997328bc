import type { V1Ingress } from '@kubernetes/client-node';
import type { EnvironmentSpec, ProcessSpec } from '../app-spec.js';
import { certificatesObjectName, certificateSecretName, environmentObjectName, tenantNamespace, trackObjectName } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { environmentLabels } from './object-labels.js';
import { previewPort, servicePort } from './render-service.js';
import { candidateService, hostBackends } from './route-backends.js';

/**
 * Leads the hosts to the web process over TLS. No certificate is named but those that were given: the base domain's wildcard
 * is the ingress controller's default one, so that its key is in no tenant's namespace. An Ingress has no weights: a candidate gets all
 * requests or none. Throws RangeError for a share between.
 */
export function renderIngress(spec: EnvironmentSpec, web: ProcessSpec | null): Manifest | null {
  if (web === null || web.port === null || spec.hosts.length === 0) return null;
  const { candidate } = spec;
  const serving = hostBackends(spec, web).find(({ percent }) => percent === 100);
  if (!serving) throw new RangeError('an Ingress cannot share requests by weight');
  const lead = (host: string, service: string, port = servicePort) => ({ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: service, port: { number: port } } } }] } });
  const preview = candidate?.previewHost ? [lead(candidate.previewHost, candidateService(spec, candidate.process), previewPort)] : [];
  const withoutOwn = [...spec.hosts, ...preview.map(({ host }) => host)].filter((host) => !spec.certificates.some((own) => own.host === host));
  return ingress(spec, environmentObjectName(spec), [...(withoutOwn.length > 0 ? [{ hosts: withoutOwn }] : []), ...ownTls(spec)], [...spec.hosts.map((host) => lead(host, serving.service)), ...preview]);
}

/**
 * Shows the given certificates while HTTPRoutes lead the requests: a Gateway has the certificates of its operator alone.
 * An Ingress must lead somewhere: this one leads a path that nobody asks for. Null where none was given.
 */
export function renderCertificatesIngress(spec: EnvironmentSpec, web: ProcessSpec | null): Manifest | null {
  if (web === null || web.port === null || spec.certificates.length === 0) return null;
  const backend = { service: { name: trackObjectName(spec, web.name, 'stable'), port: { number: servicePort } } };
  return ingress(spec, certificatesObjectName(spec), ownTls(spec), spec.certificates.map(({ host }) => ({ host, http: { paths: [{ path: '/.well-known/berth-certificate', pathType: 'Exact', backend }] } })));
}

const ownTls = (spec: EnvironmentSpec) => spec.certificates.map(({ host }) => ({ hosts: [host], secretName: certificateSecretName(spec, host) }));

function ingress(spec: EnvironmentSpec, name: string, tls: { hosts: string[]; secretName?: string }[], rules: NonNullable<NonNullable<Json<V1Ingress>['spec']>['rules']>): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), labels: environmentLabels(spec) },
    spec: { ...(spec.ingressClass === null ? {} : { ingressClassName: spec.ingressClass }), tls, rules },
  } satisfies Json<V1Ingress>;
}
