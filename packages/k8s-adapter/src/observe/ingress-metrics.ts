import { ClusterError } from '../apply/cluster-error.js';
import { servicePort } from '../render/render-service.js';
import { parsePrometheus } from './parse-prometheus.js';

/** What an ingress has counted for one Service since it started. */
export interface TrafficCount {
  requests: number;
  /** Answers of 500 and above, by the app or by the ingress in its place. */
  serverErrors: number;
  /** How many answers took at most so many seconds; ascending, `Infinity` last. */
  durations: { atMostSeconds: number; count: number }[];
}

/** What happened between two readings. */
export interface TrafficFigures {
  requests: number;
  serverErrors: number;
  /** 0 to 1; null without requests. */
  errorRate: number | null;
  /** Milliseconds; null without requests. Interpolated within the ingress's classes of durations, so no better than they are. */
  p50Ms: number | null;
  p95Ms: number | null;
}

const noTraffic: TrafficCount = { requests: 0, serverErrors: 0, durations: [] };

export interface IngressMetrics {
  /** What has been counted for each of the Services; zeros for one that has had no request. Rejects with a ClusterError. */
  read(namespace: string, services: readonly string[]): Promise<Map<string, TrafficCount>>;
}

/** Reads an ingress's counts where it tells them; null where the cluster names no such place. */
export function ingressMetrics(url: string | null, timeoutMs = 5_000): IngressMetrics | null {
  if (url === null) return null;
  return {
    async read(namespace, services) {
      const text = await readText(url, timeoutMs);
      return trafficOf(text, namespace, services);
    },
  };
}

async function readText(url: string, timeoutMs: number): Promise<string> {
  const remedy = 'Is the address of the ingress’s metrics right, and does the worker reach it?';
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    if (response.ok) return await response.text();
    throw new ClusterError('unreachable', `the ingress’s metrics at ${url} answered ${response.status}`, { remedy, retryable: true, status: response.status });
  } catch (error) {
    if (error instanceof ClusterError) throw error;
    throw new ClusterError('unreachable', `the ingress’s metrics at ${url} cannot be read: ${(error as Error).message}`, { remedy, retryable: true, cause: error });
  }
}

/** The counts of these Services in Traefik's metrics, over all its routes to each. Pure. */
export function trafficOf(text: string, namespace: string, services: readonly string[]): Map<string, TrafficCount> {
  const serviceNamed = new Map(services.flatMap((service) => traefikNames(namespace, service).map((name) => [name, service] as const)));
  const counts = new Map(services.map((service) => [service, { ...noTraffic }]));
  const buckets = new Map(services.map((service) => [service, new Map<number, number>()]));
  for (const { name, labels, value } of parsePrometheus(text)) {
    const service = serviceNamed.get(labels['service'] ?? '');
    if (service === undefined) continue;
    const count = counts.get(service)!;
    if (name === 'traefik_service_requests_total') {
      count.requests += value;
      if (Number(labels['code']) >= 500) count.serverErrors += value;
    } else if (name === 'traefik_service_request_duration_seconds_bucket') {
      const atMost = labels['le'] === '+Inf' ? Infinity : Number(labels['le']);
      const own = buckets.get(service)!;
      own.set(atMost, (own.get(atMost) ?? 0) + value);
    }
  }
  for (const [service, own] of buckets) counts.get(service)!.durations = [...own].map(([atMostSeconds, count]) => ({ atMostSeconds, count })).sort((a, b) => a.atMostSeconds - b.atMostSeconds);
  return counts;
}

/** What Traefik calls a Service behind an Ingress, and behind an HTTPRoute. */
const traefikNames = (namespace: string, service: string): string[] => [`${namespace}-${service}-${servicePort}@kubernetes`, `${namespace}-${service}-http-${servicePort}@kubernetesgateway`];

/** What happened between two readings. Counts that fell began anew with the ingress, and count from zero. Pure. */
export function trafficBetween(before: TrafficCount, after: TrafficCount): TrafficFigures {
  const from = after.requests < before.requests ? noTraffic : before;
  const requests = after.requests - from.requests;
  const serverErrors = after.serverErrors - from.serverErrors;
  const earlier = new Map(from.durations.map(({ atMostSeconds, count }) => [atMostSeconds, count]));
  const durations = after.durations.map(({ atMostSeconds, count }) => ({ atMostSeconds, count: count - (earlier.get(atMostSeconds) ?? 0) }));
  return { requests, serverErrors, errorRate: requests === 0 ? null : serverErrors / requests, p50Ms: quantileMs(durations, 0.5), p95Ms: quantileMs(durations, 0.95) };
}

/** As Prometheus' histogram_quantile: linear within a class; the last bound for what lies above it. */
function quantileMs(durations: TrafficCount['durations'], quantile: number): number | null {
  const total = durations.at(-1)?.count ?? 0;
  if (total === 0) return null;
  const rank = quantile * total;
  let [lowerBound, below] = [0, 0];
  for (const { atMostSeconds, count } of durations) {
    if (count >= rank) {
      if (!Number.isFinite(atMostSeconds)) return lowerBound * 1000;
      return (lowerBound + ((atMostSeconds - lowerBound) * (rank - below)) / (count - below || 1)) * 1000;
    }
    [lowerBound, below] = [atMostSeconds, count];
  }
  return lowerBound * 1000;
}
