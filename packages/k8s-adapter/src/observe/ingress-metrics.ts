import { ClusterError } from '../apply/cluster-error.js';
import { servicePort } from '../render/render-service.js';
import { parsePrometheus } from './parse-prometheus.js';

type Durations = readonly { atMostSeconds: number; count: number }[];

/** What an ingress has counted for one Service since it started: by way to it, since the counts of a way that is gone go too. */
export type TrafficCount = ReadonlyMap<string, WayCount>;

interface WayCount {
  requests: number;
  /** Answers of 500 and above, by the app or by the ingress in its place. */
  serverErrors: number;
  /** How many answers took at most so many seconds; ascending, `Infinity` last. */
  durations: Durations;
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

const noTraffic: WayCount = { requests: 0, serverErrors: 0, durations: [] };

export interface IngressMetrics {
  /** What has been counted for each of the Services; nothing for one that has had no request. Rejects with a ClusterError. */
  read(namespace: string, services: readonly string[]): Promise<Map<string, TrafficCount>>;
  /** How many requests to each of the Services have been answered since the ingress started, in the order given. Rejects with a ClusterError. */
  requests(services: readonly { namespace: string; name: string }[]): Promise<number[]>;
}

/** Reads an ingress's counts where it tells them; null where the cluster names no such place. */
export function ingressMetrics(url: string | null, timeoutMs = 5_000): IngressMetrics | null {
  if (url === null) return null;
  return {
    async read(namespace, services) {
      const text = await readText(url, timeoutMs);
      return trafficOf(text, namespace, services);
    },
    requests: async (services) => requestsOf(await readText(url, timeoutMs), services),
  };
}

/** Rejects with a ClusterError; what another ingress than Traefik tells would else look as if nobody asked for anything. */
async function readText(url: string, timeoutMs: number): Promise<string> {
  const text = await fetchText(url, timeoutMs);
  if (/^traefik_/m.test(text)) return text;
  throw new ClusterError('invalid', `what is told at ${url} are not the metrics of a Traefik, which alone are understood`, { remedy: 'Name the address of a Traefik’s metrics, or none.', retryable: false });
}

async function fetchText(url: string, timeoutMs: number): Promise<string> {
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

/** The counts of these Services in Traefik's metrics. Pure. */
export function trafficOf(text: string, namespace: string, services: readonly string[]): Map<string, TrafficCount> {
  const newWay = (service: string) => ({ service, requests: 0, serverErrors: 0, buckets: new Map<number, number>() });
  const ways = new Map(services.flatMap((service) => traefikNames(namespace, service).map((way) => [way, newWay(service)] as const)));
  for (const { name, labels, value } of parsePrometheus(text)) {
    const way = ways.get(labels['service'] ?? '');
    if (!way) continue;
    if (name === 'traefik_service_requests_total') {
      way.requests += value;
      if (Number(labels['code']) >= 500) way.serverErrors += value;
    } else if (name === 'traefik_service_request_duration_seconds_bucket') {
      const atMost = labels['le'] === '+Inf' ? Infinity : Number(labels['le']);
      way.buckets.set(atMost, (way.buckets.get(atMost) ?? 0) + value);
    }
  }
  const counts = new Map(services.map((service) => [service, new Map<string, WayCount>()]));
  for (const [name, { service, requests, serverErrors, buckets }] of ways) if (requests > 0) counts.get(service)!.set(name, { requests, serverErrors, durations: ascending(buckets) });
  return counts;
}

/** The requests to each Service in Traefik's metrics. Pure. */
export function requestsOf(text: string, services: readonly { namespace: string; name: string }[]): number[] {
  const counts = services.map(() => 0);
  const ways = new Map(services.flatMap(({ namespace, name }, index) => traefikNames(namespace, name).map((way) => [way, index] as const)));
  for (const { name, labels, value } of parsePrometheus(text)) {
    const index = name === 'traefik_service_requests_total' ? ways.get(labels['service'] ?? '') : undefined;
    if (index !== undefined) counts[index]! += value;
  }
  return counts;
}

const ascending = (buckets: ReadonlyMap<number, number>): Durations => [...buckets].map(([atMostSeconds, count]) => ({ atMostSeconds, count })).sort((a, b) => a.atMostSeconds - b.atMostSeconds);

/** What Traefik calls a Service behind an Ingress, and behind an HTTPRoute. */
const traefikNames = (namespace: string, service: string): string[] => [`${namespace}-${service}-${servicePort}@kubernetes`, `${namespace}-${service}-http-${servicePort}@kubernetesgateway`];

/** What happened between two readings. Counts that fell began anew with the ingress, and count from zero. Pure. */
export function trafficBetween(before: TrafficCount, after: TrafficCount): TrafficFigures {
  let [requests, serverErrors] = [0, 0];
  const buckets = new Map<number, number>();
  for (const [way, now] of after) {
    const known = before.get(way) ?? noTraffic;
    const from = now.requests < known.requests ? noTraffic : known;
    requests += now.requests - from.requests;
    serverErrors += now.serverErrors - from.serverErrors;
    const earlier = new Map(from.durations.map(({ atMostSeconds, count }) => [atMostSeconds, count]));
    for (const { atMostSeconds, count } of now.durations) buckets.set(atMostSeconds, (buckets.get(atMostSeconds) ?? 0) + count - (earlier.get(atMostSeconds) ?? 0));
  }
  const durations = ascending(buckets);
  return { requests, serverErrors, errorRate: requests === 0 ? null : serverErrors / requests, p50Ms: quantileMs(durations, 0.5), p95Ms: quantileMs(durations, 0.95) };
}

/** As Prometheus' histogram_quantile: linear within a class; the last bound for what lies above it. */
function quantileMs(durations: Durations, quantile: number): number | null {
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
