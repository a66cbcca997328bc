import { firstWebProcess, labels, releaseNumber } from '@berth/k8s-adapter';
import { hasVolumes, remedyFor } from '@berth/domain';
import type { LivePod } from '../clusters/live-types.js';
import { adjustRollout } from './adjust-rollout.js';
import { askCluster, failedAs } from './ask-cluster.js';
import { askOnePod, type PodAnswer } from './ask-one-pod.js';
import { answerMs } from './ask-url.js';
import type { CheckRecord } from './check-release.js';
import type { DeploymentRun } from './deployment-run.js';
import { lastLines } from './last-lines.js';
import { isReady } from './look-at-process.js';

/** A pod that answers with nothing but errors for so long will not do better. */
const steadyMs = 2_000;
/** What many programs do while they warm up. */
const warmsUp = (status: PodAnswer['status']): boolean => status === 503 || status === 'silence';
/** While a first answer takes longer, no old pod goes. */
const promptMs = 1_000;
/** So often in a row nothing can be told where pods cannot be asked; fewer times it was a connection that was cut. */
const mostUntold = 3;
const longestMs = 3 * answerMs;

const releaseOf = (pod: LivePod): number | null => releaseNumber(pod.metadata?.labels?.[labels.release]);

interface Bad extends PodAnswer {
  pod: string;
  /** When there was nothing good for the first time. */
  first: number;
  /** Since when all were as bad as this one. */
  since: number;
  until: number;
}

/**
 * Asks the new pods themselves as soon as they are ready: where the health check is a mere connection, a pod gets its share
 * of the requests, whatever it answers. With a release to go back to, errors and silence keep its pods standing by,
 * and once they have lasted, as long as verify would wait for an answer at most, they end the rollout.
 */
export class FirstAnswers {
  private askingSince: number | null = null;
  private patienceMs = answerMs;
  private settled: boolean;
  private held: boolean;
  /** Questions in a row that told nothing. */
  private untold = 0;
  private bad: Bad | null = null;
  private broken: { cause: unknown } | null = null;

  constructor(
    private readonly run: DeploymentRun,
    private readonly ask = askOnePod,
  ) {
    const web = firstWebProcess(run.applied!.spec);
    this.held = ((run.rows.check as CheckRecord | null)?.standby ?? null) !== null;
    this.settled = run.previousVersion === null || run.applied!.spec.hosts.length === 0 || (web !== null && hasVolumes(web));
  }

  /** Whether the old pods stay because the new ones have not answered well yet. */
  get waits(): boolean {
    return this.held;
  }

  /** Begins to ask one of the pods, unless a question is under way. Throws verify-failed once there were errors, or nothing, for long enough. */
  async look(pods: readonly LivePod[]): Promise<void> {
    if (this.broken) throw this.broken.cause;
    const { spec } = this.run.applied!;
    if (spec.maxSurge === 'none') { // nothing stands by: verify gives it its time
      this.held = false;
      return;
    }
    if (this.bad && (this.bad.until - this.bad.since >= this.patienceWith(this.bad) || this.bad.until - this.bad.first >= this.run.deps.env.verifyMs)) await this.fail(this.bad);
    const pod = pods.find((one) => releaseOf(one) === spec.release.version && isReady(one))?.metadata?.name;
    if (!this.settled && this.askingSince === null && pod !== undefined) void this.question(pod);
    await this.hold(pods.some((one) => releaseOf(one) === this.run.previousVersion && isReady(one) && !one.metadata?.deletionTimestamp));
  }

  /** Has the old pods, where there are any, stay once the new ones do not answer well. Only a good answer ends that, or that nothing bad is known and nothing can be told. */
  private async hold(oldServe: boolean): Promise<void> {
    const unknown = this.bad === null && this.untold >= mostUntold;
    const slow = !unknown && this.askingSince !== null && performance.now() - this.askingSince >= promptMs;
    const hold = !this.settled && (this.held ? !unknown : oldServe && (this.bad !== null || slow));
    if (hold === this.held) return;
    await askCluster(this.run, () => adjustRollout(this.run, { standby: hold ? this.run.previousVersion : null }));
    this.held = hold;
  }

  private patienceWith({ status }: PodAnswer): number {
    return warmsUp(status) ? this.run.deps.env.verifyMs : steadyMs;
  }

  private async question(pod: string): Promise<void> {
    const since = performance.now();
    this.askingSince = since;
    try {
      const answer = await this.ask(this.run, pod, this.patienceMs);
      const good = typeof answer?.status === 'number' && answer.status < 500;
      if (good) this.settled = true;
      this.untold = answer === null ? this.untold + 1 : 0;
      if (answer === null) return;
      if (answer.status === 'silence') this.patienceMs = Math.min(longestMs, this.patienceMs + answerMs);
      const until = performance.now();
      const goesOn = this.bad && this.patienceWith(this.bad) === this.patienceWith(answer);
      const began = answer.status === 'silence' ? since : until;
      this.bad = good ? null : { ...answer, pod, until, first: this.bad?.first ?? began, since: goesOn ? this.bad!.since : began };
    } catch (cause) {
      this.broken = { cause };
    } finally {
      this.askingSince = null;
    }
  }

  private async fail({ pod, status, said }: Bad): Promise<never> {
    const { applied, opened, previousVersion, secrets } = this.run;
    const { spec } = applied!;
    const always = status === 'silence' ? ` within ${Math.round(this.patienceWith({ status, said }) / 1000)} s` : ', and nothing better';
    const message = `v${spec.release.version} ${said}${always}; v${previousVersion} goes on serving.`;
    const evidence = [{ source: 'pod' as const, object: pod, text: `${said} when asked itself`, at: null }];
    const failure = { class: 'verify-failed' as const, title: '', message, evidence, remedy: warmsUp(status) ? `${remedyFor('verify-failed')} An app that only needs time to warm up says when it is ready by a health check: \`health\` in berth.yaml.` : remedyFor('verify-failed'), permanent: true, pod, container: firstWebProcess(spec)!.name, lookInside: null };
    throw failedAs(failure, secrets, await lastLines(opened.cluster, spec, failure));
  }
}
