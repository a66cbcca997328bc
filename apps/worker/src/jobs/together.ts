import { firstWebProcess, labels, releaseNumber } from '@berth/k8s-adapter';
import { hasVolumes } from '@berth/domain';
import type { LivePod } from '../clusters/live-types.js';
import { adjustRollout } from './adjust-rollout.js';
import { askCluster } from './ask-cluster.js';
import type { CheckRecord } from './check-release.js';
import type { DeploymentRun } from './deployment-run.js';
import { isReady } from './look-at-process.js';

const standsReady = (pod: LivePod, release: number | null): boolean => releaseNumber(pod.metadata?.labels?.[labels.release]) === release && isReady(pod) && !pod.metadata?.deletionTimestamp;

/**
 * Web's old pods stay until the other processes have gone over to the release. By the clock of each Deployment they would go
 * while a worker never gets ready, and a release that fails would serve alone.
 */
export class Together {
  private held: boolean;
  private readonly possible: boolean;

  constructor(private readonly run: DeploymentRun) {
    const web = firstWebProcess(run.applied!.spec);
    this.held = (run.rows.check as CheckRecord | null)?.together === true;
    this.possible = run.previousVersion !== null && web !== null && !hasVolumes(web);
  }

  /** Begins to hold them when web is ready first, and lets them go once no other process is `pending`. Rejects with a ClusterError. */
  async look(pods: readonly LivePod[], pending: boolean): Promise<void> {
    const { run } = this;
    const { spec } = run.applied!;
    const hold = this.possible && spec.maxSurge === 'all' && pending && (this.held || (pods.some((pod) => standsReady(pod, spec.release.version)) && pods.some((pod) => standsReady(pod, run.previousVersion))));
    if (hold === this.held) return;
    await askCluster(run, () => adjustRollout(run, { together: hold }));
    this.held = hold;
  }
}
