import type { V1Probe } from '@kubernetes/client-node';
import { remedyFor } from '@berth/domain';
import type { Json } from '../manifest.js';
import { firstLine } from './failure.js';

type Port = number | string | null;

/** What a check asks, as it goes on after "the health check of". */
export function checkOf(probe: Json<V1Probe>, port: Port): string {
  if (probe.exec) return `the command \`${probe.exec.command?.join(' ') ?? ''}\``;
  if (probe.grpc) return `gRPC${probe.grpc.service ? ` service ${probe.grpc.service}` : ''} on port ${port}`;
  return probe.httpGet ? `${probe.httpGet.path ?? '/'} on port ${port}` : `port ${port}`;
}

/** What came instead of a good answer, from the cluster's event. */
export function probeAnswer(event: string | undefined): string {
  const text = (event ?? '').replace(/^(Readiness|Liveness|Startup) probe (failed|errored)[^:]*: ?/, '').trim();
  const status = /statuscode: (\d+)/.exec(text);
  if (status) return `is answered with status ${status[1]}`;
  const grpc = /service unhealthy \(responded with "(\w+)"\)/.exec(text);
  if (grpc) return `is answered ${grpc[1]}`;
  if (/does not implement the grpc health protocol/.test(text)) return 'finds no gRPC health service (grpc.health.v1.Health) in the app';
  if (/deadline exceeded|Timeout|timed out|i\/o timeout/.test(text)) return 'gets no answer in time';
  return text === '' ? 'fails and says nothing' : `fails: ${firstLine(text).slice(0, 300)}`;
}

/** What to do about a check that fails. */
export function probeRemedy(probe: Json<V1Probe>, port: Port): string {
  if (probe.exec) return 'Make the command end with exit code 0 in time, or name another check in `berth.yaml`. It runs in the container: the image must have its program.';
  if (probe.grpc) return 'Make the gRPC health service (grpc.health.v1.Health) answer SERVING in time, or name another check in `berth.yaml`.';
  if (probe.tcpSocket) return `Make the app listen on port ${port} in time, or name another check in \`berth.yaml\`.`;
  return remedyFor('probe-failed', { check: checkOf(probe, port) });
}
