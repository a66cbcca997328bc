import type { V1Service } from '@kubernetes/client-node';
import type { EnvironmentSpec, ProcessSpec, Track } from '../app-spec.js';
import { tenantNamespace, trackObjectName } from '../labels.js';
import type { Json, Manifest } from '../manifest.js';
import { processSelector, trackLabels, trackSelector } from './object-labels.js';

/** The port at which a web process's Service answers, whatever port the app listens on. */
export const servicePort = 80;

/** The port of a candidate's Service for its preview host: ingresses count by port, so that these requests are not taken for the app's own. */
export const previewPort = 81;

/** Ingress controllers that do not read `appProtocol` are told in their own words; others pass over them. Traefik reads this one for an Ingress. */
const http2Annotations = { 'traefik.ingress.kubernetes.io/service.serversscheme': 'h2c' };

const isHttp2 = ({ protocol }: ProcessSpec): boolean => protocol === 'h2c' || protocol === 'grpc';

/**
 * The Service of a web process, over its pods of every release; null for what nobody calls. That of the stable track
 * leads to a candidate's pods too while they share its requests by their number.
 */
export function renderService(spec: EnvironmentSpec, process: ProcessSpec, track: Track = 'stable'): Manifest | null {
  if (process.kind !== 'web' || process.port === null) return null;
  const port = (name: string, number: number) => ({ name, port: number, targetPort: 'http', protocol: 'TCP', ...(isHttp2(process) && { appProtocol: 'kubernetes.io/h2c' }) });
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: trackObjectName(spec, process.name, track),
      namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug),
      labels: trackLabels(spec, process, track),
      ...(isHttp2(process) && { annotations: http2Annotations }),
    },
    spec: {
      type: 'ClusterIP',
      selector: sharesByPods(spec, process, track) ? processSelector(spec, process) : trackSelector(spec, process, track),
      ports: [port('http', servicePort), ...(track === 'candidate' ? [port('preview', previewPort)] : [])],
    },
  } satisfies Json<V1Service>;
}

function sharesByPods({ candidate }: EnvironmentSpec, process: ProcessSpec, track: Track): boolean {
  return track === 'stable' && candidate?.traffic.kind === 'pods' && candidate.process.name === process.name;
}
