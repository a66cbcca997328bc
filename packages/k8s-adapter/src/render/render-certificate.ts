import type { EnvironmentSpec, HostCertificate } from '../app-spec.js';
import { certificateSecretName, tenantNamespace } from '../labels.js';
import type { Manifest } from '../manifest.js';
import { encode } from './docker-config.js';
import { environmentLabels } from './object-labels.js';

/** The certificate of one host, as ingress controllers read it. */
export function renderCertificate(spec: EnvironmentSpec, { host, chain, key }: HostCertificate): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: certificateSecretName(spec, host), namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), labels: environmentLabels(spec) },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': encode(chain), 'tls.key': encode(key) },
  };
}
