import { classifyFailure, containerToLookInto, rolloutProgress, tenantNamespace, type ClassifyInput, type EnvironmentSpec, type Failure, type PodSockets, type RolloutProgress, type Track } from '@berth/k8s-adapter';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import type { LivePod, RolloutObjects } from '../clusters/live-types.js';

type Process = EnvironmentSpec['processes'][number];

/** How long after its start a web process that is not ready is looked into. */
const lookInsideAfterMs = 5_000;

/** Looks at the rollout of one process, from the watch, or straight at the cluster when the watch may be behind. */
export class ProcessLook {
  private readonly sockets: Record<string, PodSockets> = {};
  private readonly lookedAt = new Map<string, number>();

  constructor(
    private readonly opened: OpenedCluster,
    private readonly spec: EnvironmentSpec,
    readonly process: Process,
    private readonly track: Track = 'stable',
  ) {}

  /** What the watch holds; with `directly`, what the cluster answers now, together with the events that were kept. */
  async objects(directly: boolean): Promise<RolloutObjects> {
    const { view, cluster } = this.opened;
    const kept = view.rollout(this.spec.environment.id, this.process.name, this.track);
    if (!directly) return kept;
    const namespace = tenantNamespace(this.spec.namespacePrefix, this.spec.tenant.slug);
    const fresh = await cluster.readRollout({ namespace, environmentId: this.spec.environment.id, process: this.process.name, track: this.track });
    const known = new Set(fresh.events.map((event) => event.metadata.uid));
    return { ...fresh, events: [...kept.events.filter((event) => !known.has(event.metadata.uid)), ...fresh.events] };
  }

  progress(objects: RolloutObjects): RolloutProgress {
    return rolloutProgress(objects);
  }

  /** Why it does not come up, or null. A failure of a pod that has become ready since does not count. */
  async failure(objects: RolloutObjects, now: Date): Promise<Failure | null> {
    const { graceSeconds } = this.process.readiness;
    const input: ClassifyInput = { ...objects, now, port: this.process.port, sockets: this.sockets, ...(graceSeconds !== undefined && { startupSeconds: graceSeconds }) };
    await this.lookInside(input, now);
    const failure = classifyFailure({ ...input, sockets: this.sockets });
    if (failure?.pod && !failure.permanent && !failure.whileReady && isReady(objects.pods.find((pod) => pod.metadata?.name === failure.pod))) return null;
    return failure;
  }

  private async lookInside(input: ClassifyInput, now: Date): Promise<void> {
    const target = containerToLookInto(input);
    if (!target) return;
    const pod = input.pods.find((one) => one.metadata?.name === target.pod);
    const startedAt = Date.parse(pod?.status?.containerStatuses?.[0]?.state?.running?.startedAt ?? '');
    const last = this.lookedAt.get(target.pod) ?? 0;
    if (Number.isNaN(startedAt) || now.getTime() - startedAt < lookInsideAfterMs || now.getTime() - last < lookInsideAfterMs) return;
    this.lookedAt.set(target.pod, now.getTime());
    this.sockets[target.pod] = await this.opened.cluster.probeSockets(target, this.process.port);
  }
}

/** Whether it gets requests. */
export const isReady = (pod: LivePod | undefined): boolean => pod?.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
