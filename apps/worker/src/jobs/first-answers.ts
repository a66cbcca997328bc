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
const unavailable = 503; // what many programs answer while they warm up
/** So long before the first old pods would go, 503 has had its time, and who has not answered yet is waited for. */
const marginMs = 3_000;
/** Who answers at all does so sooner. */
const promptMs = 1_000;

interface Bad extends PodAnswer {
  pod: string;
  since: number;
  until: number;
}

/**
 * Asks the new pods themselves as soon as they are ready: where the health check is a mere connection, a pod gets its share
 * of the requests, whatever it answers. With a release to go back to, steady errors end the rollout while its pods stand by.
 * Until there is a first answer they go on standing by, as long as verify would wait for one.
 */
export class FirstAnswers {
  private askingSince: number | null = null;
  private readyAt: number | null = null;
  private patienceMs = answerMs;
  private settled: boolean;
  private held: boolean;
  private readonly reserveMs: number;
  private bad: Bad | null = null;
  private broken: { cause: unknown } | null = null;

  constructor(
    private readonly run: DeploymentRun,
    private readonly ask = askOnePod,
  ) {
    const web = firstWebProcess(run.applied!.spec);
    this.reserveMs = (web?.minReadySeconds ?? 0) * 1000 - marginMs;
    this.held = (run.rows.check as CheckRecord | null)?.held === true;
    this.settled = run.previousVersion === null || run.applied!.spec.hosts.length === 0 || (web !== null && hasVolumes(web));
  }

  /** Whether the old pods stay only because the new ones have not answered yet. */
  get waits(): boolean {
    return this.held;
  }

  /** Begins to ask one of the pods, unless a question is under way. Throws verify-failed once there were errors, or nothing, for long enough. */
  async look(pods: readonly LivePod[]): Promise<void> {
    if (this.broken) throw this.broken.cause;
    const { spec } = this.run.applied!;
    if (spec.maxSurge === 'none') return; // nothing stands by: verify gives it its time
    if (this.bad && this.bad.until - this.bad.since >= this.patienceWith(this.bad)) await this.fail(this.bad);
    const isNew = (one: LivePod): boolean => releaseNumber(one.metadata?.labels?.[labels.release]) === spec.release.version;
    const pod = pods.find((one) => isNew(one) && isReady(one))?.metadata?.name;
    if (!this.settled && pod !== undefined) {
      this.readyAt ??= performance.now();
      if (this.askingSince === null) void this.question(pod);
    }
    await this.hold(pods.some((one) => !isNew(one) && isReady(one) && !one.metadata?.deletionTimestamp));
  }

  /** Keeps the old pods, of which some are there or not, while the new ones are silent; lets them go once that is over. */
  private async hold(oldServe: boolean): Promise<void> {
    const now = performance.now();
    const silent = !this.settled && (this.bad?.status === 'silence' || (this.askingSince !== null && now - this.askingSince >= promptMs));
    const soonGone = this.readyAt !== null && now - this.readyAt >= this.reserveMs;
    const hold = silent && (this.held || (oldServe && soonGone));
    if (hold === this.held) return;
    await askCluster(this.run, () => adjustRollout(this.run, { held: hold }));
    this.held = hold;
  }

  private patienceWith({ status }: PodAnswer): number {
    const { verifyMs } = this.run.deps.env;
    if (status === 'silence') return verifyMs;
    if (status !== unavailable) return steadyMs;
    // With less in reserve there is no telling: verify gives it its time.
    return this.reserveMs < steadyMs ? Number.POSITIVE_INFINITY : Math.min(this.reserveMs, verifyMs);
  }

  private async question(pod: string): Promise<void> {
    const since = performance.now();
    this.askingSince = since;
    try {
      const answer = await this.ask(this.run, pod, this.patienceMs);
      const good = typeof answer?.status === 'number' && answer.status < 500;
      if (good) this.settled = true;
      if (answer?.status === 'silence') this.patienceMs += answerMs;
      const goesOn = answer && this.bad && this.patienceWith(this.bad) === this.patienceWith(answer);
      this.bad = answer === null || good ? null : { ...answer, pod, since: goesOn ? this.bad!.since : since, until: performance.now() };
    } catch (cause) {
      this.broken = { cause };
    } finally {
      this.askingSince = null;
    }
  }

  private async fail({ pod, status, said }: Bad): Promise<never> {
    const { applied, opened, previousVersion, secrets } = this.run;
    const { spec } = applied!;
    const always = status === 'silence' ? ` within ${Math.round(this.patienceWith({ status, said }) / 1000)} s` : ', and nothing else';
    const message = `v${spec.release.version} ${said}${always}; v${previousVersion} goes on serving.`;
    const evidence = [{ source: 'pod' as const, object: pod, text: `${said} when asked itself`, at: null }];
    const warmsUp = status === unavailable || status === 'silence';
    const failure = { class: 'verify-failed' as const, title: '', message, evidence, remedy: warmsUp ? `${remedyFor('verify-failed')} An app that only needs time to warm up says when it is ready by a health check: \`health: {http: /}\` in berth.yaml.` : remedyFor('verify-failed'), permanent: true, pod, container: firstWebProcess(spec)!.name, lookInside: null };
    throw failedAs(failure, secrets, await lastLines(opened.cluster, spec, failure));
  }
}
