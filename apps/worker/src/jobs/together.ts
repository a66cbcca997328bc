import { labels, releaseNumber, type EnvironmentSpec, type RolloutProgress } from '@berth/k8s-adapter';
import { hasVolumes } from '@berth/domain';
import type { LivePod } from '../clusters/live-types.js';
import { adjustRollout } from './adjust-rollout.js';
import { askCluster } from './ask-cluster.js';
import type { DeploymentRun } from './deployment-run.js';
import { isReady } from './look-at-process.js';

/** How long new pods are ready beside the old ones before these go, in seconds. */
export const reserveSeconds = ({ processes }: Pick<EnvironmentSpec, 'processes'>): number => Math.max(0, ...processes.filter((process) => !hasVolumes(process)).map((process) => process.minReadySeconds));

interface LookedAt {
  objects: { pods: readonly LivePod[] };
  progress: Pick<RolloutProgress, 'wanted' | 'observed'>;
}

/**
 * The old pods of several processes stay until the new ones of all have proven themselves, and then go at once. By the clock of
 * each Deployment web's would go while a worker never gets ready, and a release that fails would serve alone.
 */
export class Together {
  private readySince: number | null = null;
  private holds: boolean;

  constructor(private readonly run: DeploymentRun) {
    this.holds = run.applied!.spec.oldPodsStay;
  }

  /** Lets the old pods go once every process has had all its new pods ready for long enough. Rejects with a ClusterError. */
  async look(processes: readonly LookedAt[]): Promise<void> {
    if (!this.holds) return;
    const { spec } = this.run.applied!;
    const now = performance.now();
    const proves = (pod: LivePod): boolean => releaseNumber(pod.metadata?.labels?.[labels.release]) === spec.release.version && isReady(pod) && !pod.metadata?.deletionTimestamp;
    const ready = processes.every(({ objects, progress }) => progress.observed && objects.pods.filter(proves).length >= progress.wanted);
    this.readySince = ready ? (this.readySince ?? now) : null;
    if (this.readySince === null || now - this.readySince < reserveSeconds(spec) * 1_000) return;
    await askCluster(this.run, () => adjustRollout(this.run, { together: false }));
    this.holds = false;
  }
}
