import type { V1Service } from '@kubernetes/client-node';
import type { EnvironmentSpec, ProcessSpec } from '../app-spec.js';
import { processObjectName, tenantNamespace } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { processLabels, processSelector } from './object-labels.js';

/** The port at which a web process's Service answers, whatever port the app listens on. */
export const servicePort = 80;

/** The Service of a web process, over its pods of every release and track; null for what nobody calls. */
export function renderService(spec: EnvironmentSpec, process: ProcessSpec): Manifest | null {
  if (process.kind !== 'web' || process.port === null) return null;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: processObjectName(spec, process.name),
      namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug),
      labels: processLabels(spec, process),
    },
    spec: {
      type: 'ClusterIP',
      selector: processSelector(spec, process),
      ports: [{ name: 'http', port: servicePort, targetPort: 'http', protocol: 'TCP' }],
    },
  } satisfies Json<V1Service>;
}
