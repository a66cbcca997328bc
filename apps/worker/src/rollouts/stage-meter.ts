import { ClusterError, ingressMetrics, trafficBetween, type IngressMetrics, type TrafficCount } from '@berth/k8s-adapter';
import type { RolloutProgressState } from '@berth/domain';
import type { OpenedCluster } from '../clusters/cluster-pool.js';

type Figures = RolloutProgressState['figures'];

/** No more often is the ingress asked for its counts. */
const readMs = 1_500;

/** What the requests to the candidate gave since its stage began; after a takeover by another worker the counts go on, the durations begin anew. */
export class StageMeter {
  private readAt = Number.NEGATIVE_INFINITY;
  private known: Figures;

  private constructor(
    private readonly metrics: IngressMetrics | null,
    private readonly service: { namespace: string; name: string },
    private readonly earlier: Figures,
    private before: TrafficCount | null,
  ) {
    this.known = earlier;
  }

  /** Measures nothing where requests are not shared by weight, the candidate gets none, or the ingress tells no counts. */
  static async start({ row }: Pick<OpenedCluster, 'row'>, service: { namespace: string; name: string }, { sharing, stages, stage, figures }: RolloutProgressState): Promise<StageMeter> {
    const metrics = sharing === 'weight' && stages[stage]!.percent > 0 ? ingressMetrics(row.ingressMetricsUrl) : null;
    return new StageMeter(metrics, service, figures, metrics && (await readCount(metrics, service)));
  }

  /** The figures until now; those of the last answer while the ingress gives none. */
  async figures(): Promise<Figures> {
    if (!this.metrics || performance.now() - this.readAt < readMs) return this.known;
    this.readAt = performance.now();
    const now = await readCount(this.metrics, this.service);
    if (now === null) return this.known;
    this.before ??= now;
    const { requests, serverErrors, p95Ms } = trafficBetween(this.before, now);
    this.known = { requests: (this.earlier?.requests ?? 0) + requests, errors: (this.earlier?.errors ?? 0) + Math.max(0, serverErrors), p95Ms: p95Ms === null ? (this.earlier?.p95Ms ?? null) : Math.round(p95Ms) };
    return this.known;
  }
}

async function readCount(metrics: IngressMetrics, { namespace, name }: { namespace: string; name: string }): Promise<TrafficCount | null> {
  try {
    return (await metrics.read(namespace, [name])).get(name) ?? null;
  } catch (error) {
    if (error instanceof ClusterError) return null; // a restart of the ingress, say; the next look asks again
    throw error;
  }
}
