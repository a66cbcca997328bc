import type { V1EndpointSlice } from '@kubernetes/client-node';
import type { Activation, EnvironmentSpec, ProcessSpec } from '../app-spec.js';
import { activatorSlices, annotations, labels, objectName, processObjectName, tenantNamespace } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { processLabels } from './object-labels.js';

/**
 * Leads requests to the activator, beside the slices of the app's own pods, so that neither Service nor Ingress changes
 * when an app falls asleep or wakes up. Null while it is awake, and without a host that a request could come to.
 */
export function renderActivation(spec: EnvironmentSpec, web: ProcessSpec | null): Manifest | null {
  if (!spec.activation || !web || web.port === null || spec.hosts.length === 0) return null;
  const { address, state, refusal } = spec.activation;
  const service = processObjectName(spec, web.name);
  const { host, port } = splitAddress(address);
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: objectName([spec.app.slug, spec.environment.slug, web.name, 'asleep'], [spec.environment.id, web.name, 'asleep']),
      namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug),
      labels: { ...processLabels(spec, web), [labels.sliceService]: service, [labels.sliceManagedBy]: activatorSlices },
      annotations: { [annotations.hosts]: spec.hosts.join(','), [annotations.sleep]: state, ...(refusal && refusalNotes(refusal)) },
    },
    addressType: host.includes(':') ? 'IPv6' : 'IPv4',
    endpoints: [{ addresses: [host], conditions: { ready: true, serving: true, terminating: false } }],
    ports: [{ name: 'http', port, protocol: 'TCP' }],
  } satisfies Json<V1EndpointSlice>;
}

const refusalNotes = ({ text, at }: NonNullable<Activation['refusal']>): Record<string, string> => ({ [annotations.wakeRefusal]: text, [annotations.wakeRefusedAt]: at });

function splitAddress(address: string): { host: string; port: number } {
  const at = address.lastIndexOf(':');
  return { host: address.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(address.slice(at + 1)) };
}
