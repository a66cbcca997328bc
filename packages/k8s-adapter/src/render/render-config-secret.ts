import type { EnvironmentSpec } from '../app-spec.js';
import { configSecretName, labels, objectName, tenantNamespace } from '../labels.js';
import type { Manifest } from '../manifest.js';
import { dockerConfigData, encode } from './docker-config.js';
import { environmentLabels } from './object-labels.js';

/** One config version, immutable: a pod of an older release that restarts gets what it had. */
export function renderConfigSecret(spec: EnvironmentSpec): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: configSecretName(spec, spec.configVersion),
      namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug),
      labels: { ...environmentLabels(spec), [labels.configVersion]: String(spec.configVersion) },
    },
    type: 'Opaque',
    immutable: true,
    data: Object.fromEntries(Object.entries(spec.env).map(([name, value]) => [name, encode(value)])),
  };
}

/** Name of the Secret for an image outside the installation's registry. */
export const ownPullSecretName = (spec: EnvironmentSpec): string => objectName([spec.app.slug, spec.environment.slug, 'pull'], [spec.environment.id, 'pull']);

/** Credentials for an image outside the installation's registry; null when the tenant's own are enough. */
export function renderOwnPullSecret(spec: EnvironmentSpec): Manifest | null {
  if (spec.pullDockerConfig === null) return null;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: ownPullSecretName(spec), namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), labels: environmentLabels(spec) },
    type: 'kubernetes.io/dockerconfigjson',
    data: dockerConfigData(spec.pullDockerConfig, '.dockerconfigjson'),
  };
}
