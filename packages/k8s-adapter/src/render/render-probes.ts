import type { V1Probe } from '@kubernetes/client-node';
import { probeTiming, type Probe } from '@berth/domain';
import type { ProcessSpec } from '../app-spec.js';
import type { Json } from '../manifest.js';

type Probes = { readinessProbe?: Json<V1Probe>; livenessProbe?: Json<V1Probe>; startupProbe?: Json<V1Probe> };

/** The checks of a process's container. One that needs a port has none where the process has none. */
export function renderProbes({ port, readiness, liveness, startup }: ProcessSpec): Probes {
  const ready = renderProbe(readiness, port, probeTiming.readiness);
  const alive = liveness && renderProbe(liveness, port, probeTiming.liveness);
  const started = startup && renderProbe(startup, port, probeTiming.startup);
  return { ...(ready && { readinessProbe: ready }), ...(alive && { livenessProbe: alive }), ...(started && { startupProbe: started }) };
}

function renderProbe(probe: Probe, ownPort: number | null, usual: { periodSeconds: number; timeoutSeconds: number; failureThreshold: number }): Json<V1Probe> | null {
  const { periodSeconds = usual.periodSeconds, timeoutSeconds = usual.timeoutSeconds, failureThreshold = usual.failureThreshold, initialDelaySeconds } = probe;
  const timing = { ...(initialDelaySeconds && { initialDelaySeconds }), periodSeconds, timeoutSeconds, failureThreshold, successThreshold: 1 };
  if (probe.type === 'command') return { exec: { command: [...probe.command] }, ...timing };
  const port = probe.port ?? ownPort;
  if (port === null) return null;
  switch (probe.type) {
    case 'http':
      return { httpGet: { path: probe.path, port, ...(probe.headers && { httpHeaders: Object.entries(probe.headers).map(([name, value]) => ({ name, value })) }) }, ...timing };
    case 'grpc':
      return { grpc: { port, ...(probe.service !== undefined && { service: probe.service }) }, ...timing };
    case 'tcp':
      return { tcpSocket: { port }, ...timing };
  }
}

/** How long a process's start may take by its startup check, in seconds; 0 without one. */
export function startupSeconds({ startup }: Pick<ProcessSpec, 'startup'>): number {
  if (!startup) return 0;
  const { initialDelaySeconds = 0, periodSeconds, failureThreshold } = { ...probeTiming.startup, ...startup };
  return initialDelaySeconds + periodSeconds * failureThreshold;
}
