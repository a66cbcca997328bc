import { firstWebProcess, labels, releaseNumber } from '@berth/k8s-adapter';
import { hasVolumes, remedyFor } from '@berth/domain';
import type { LivePod } from '../clusters/live-types.js';
import { failedAs } from './ask-cluster.js';
import { askOnePod } from './ask-one-pod.js';
import type { DeploymentRun } from './deployment-run.js';
import { lastLines } from './last-lines.js';
import { isReady } from './look-at-process.js';

/** A pod that answers with nothing but errors for so long will not do better. */
const steadyMs = 2_000;
const unavailable = 503; // what many programs answer while they warm up
/** Before the first old pods would go, 503 has had its time. */
const marginMs = 3_000;

/**
 * Asks the new pods themselves as soon as they are ready: where the health check is a mere connection, a pod gets its share
 * of the requests, whatever it answers. With a release to go back to, steady errors end the rollout while its pods stand by.
 */
export class FirstAnswers {
  private asking = false;
  private settled: boolean;
  private readonly warmUpMs: number;
  private bad: { pod: string; status: number; since: number; until: number } | null = null;
  private broken: { cause: unknown } | null = null;

  constructor(private readonly run: DeploymentRun) {
    const web = firstWebProcess(run.applied!.spec);
    // With less in reserve there is no telling: verify gives it its time.
    const reserveMs = (web?.minReadySeconds ?? 0) * 1000 - marginMs;
    this.warmUpMs = reserveMs < steadyMs ? Number.POSITIVE_INFINITY : reserveMs;
    const speaksHttp1 = (web?.protocol ?? 'http1') === 'http1';
    this.settled = run.previousVersion === null || !speaksHttp1 || run.applied!.spec.hosts.length === 0 || (web !== null && hasVolumes(web));
  }

  /** Begins to ask one of the pods, unless a question is under way. Throws verify-failed once the answers were errors for long enough. */
  async look(pods: readonly LivePod[]): Promise<void> {
    if (this.broken) throw this.broken.cause;
    const { spec } = this.run.applied!;
    if (spec.maxSurge === 'none') return; // nothing stands by: verify gives it its time
    if (this.bad && this.bad.until - this.bad.since >= (this.bad.status === unavailable ? this.warmUpMs : steadyMs)) await this.fail(this.bad);
    const pod = pods.find((one) => releaseNumber(one.metadata?.labels?.[labels.release]) === spec.release.version && isReady(one));
    if (this.settled || this.asking || !pod?.metadata?.name) return;
    this.asking = true;
    void this.ask(pod.metadata.name);
  }

  private async ask(pod: string): Promise<void> {
    try {
      const status = await askOnePod(this.run, pod);
      if (status !== null && status < 500) this.settled = true;
      const now = performance.now();
      const goesOn = this.bad && (this.bad.status === unavailable) === (status === unavailable);
      this.bad = status === null || status < 500 ? null : { pod, status, since: goesOn ? this.bad!.since : now, until: now };
    } catch (cause) {
      this.broken = { cause };
    } finally {
      this.asking = false;
    }
  }

  private async fail({ pod, status }: { pod: string; status: number }): Promise<never> {
    const { applied, opened, previousVersion, secrets } = this.run;
    const { spec } = applied!;
    const message = `v${spec.release.version} answers ${status} to GET /, and nothing else; v${previousVersion} goes on serving.`;
    const evidence = [{ source: 'pod' as const, object: pod, text: `answered ${status} when asked itself`, at: null }];
    const failure = { class: 'verify-failed' as const, title: '', message, evidence, remedy: status === unavailable ? `${remedyFor('verify-failed')} An app that only needs time to warm up says when it is ready by a health check: \`health: {http: /}\` in berth.yaml.` : remedyFor('verify-failed'), permanent: true, pod, container: firstWebProcess(spec)!.name, lookInside: null };
    throw failedAs(failure, secrets, await lastLines(opened.cluster, spec, failure));
  }
}
