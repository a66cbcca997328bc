import { failures, hostOfNobody, remedyFor } from '@berth/domain';
import { labels, tenantNamespace, trackObjectName, type CandidateSpec, type EnvironmentSpec, type Failure, type RolloutProgress } from '@berth/k8s-adapter';
import { askCluster, failedAs } from './ask-cluster.js';
import { askerFor } from './ask-grpc.js';
import { type askUrl, CertificateRefused, type UrlAnswer, type UrlTarget } from './ask-url.js';
import { FailureConfirmation } from './confirm-failure.js';
import { failed, type DeploymentFailed } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';
import { explainFailure } from './explain-failure.js';
import { lastLines } from './last-lines.js';
import { faultsOfRelease } from './look-at-live-release.js';
import { ProcessLook } from './look-at-process.js';

/** How often the preview host is asked while a stage lasts. */
const urlMs = 2_000;
/** From when on an answer that equals the ingress's own to an unknown host is taken for the app's. */
const alikeMs = 10_000;
const url = 'url';

/** Looks at the release that is tried: its pods, and what answers at its preview host. */
export class CandidateLook {
  /** Its own Service, by which the ingress counts. */
  readonly service: { namespace: string; name: string };
  private readonly look: ProcessLook;
  private readonly confirmation = new FailureConfirmation();
  private readonly target: UrlTarget | null;
  private readonly ask: typeof askUrl;
  private askedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly run: DeploymentRun,
    private readonly spec: EnvironmentSpec,
    candidate: CandidateSpec,
  ) {
    const { row } = run.opened;
    this.service = { namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), name: trackObjectName(spec, candidate.process.name, 'candidate') };
    this.look = new ProcessLook(run.opened, spec, candidate.process, 'candidate');
    this.ask = askerFor(candidate.process.protocol);
    this.target = candidate.previewHost === null ? null : { host: candidate.previewHost, port: row.httpsPort, path: '/', address: row.ingressAddress, ca: row.caCertificate };
  }

  /** How far its pods are; rejects with the cause once they do not come up. */
  async progress(directly: boolean): Promise<RolloutProgress & { generation: number }> {
    const objects = await askCluster(this.run, () => this.look.objects(directly));
    const progress = this.look.progress(objects);
    if (!progress.complete) {
      const failure = this.confirmation.judge(this.look.process.name, await this.look.failure(objects, new Date()), performance.now());
      if (failure) throw await this.explained(failure);
    }
    return { ...progress, generation: objects.deployment?.metadata?.generation ?? 0 };
  }

  /** Looks once at what is up; rejects once something is wrong that is the release's fault. */
  async judge(): Promise<void> {
    const failure = await this.look.failure(await this.look.objects(false), new Date());
    if (!failure) this.confirmation.clear(this.look.process.name);
    const sure = failure && faultsOfRelease.has(failure.class) ? this.confirmation.judge(this.look.process.name, failure, performance.now()) : null;
    if (sure) throw await this.explained(sure);
    if (this.target === null || performance.now() - this.askedAt < urlMs) return;
    this.askedAt = performance.now();
    const says = await this.says(this.target);
    if (says === null) return this.confirmation.clear(url);
    if (!(await this.ingressAnswers(this.target))) return;
    const silent = this.confirmation.judge(url, this.urlFailure(this.target.host, says), performance.now());
    if (silent) throw await this.explained(silent);
  }

  /** Until the preview host gives the app's own answer below 500; `patienceMs` is how long that may take. */
  async answers(patienceMs: number): Promise<void> {
    const { target } = this;
    if (target === null) return;
    const began = performance.now();
    for (;;) {
      const waited = performance.now() - began;
      const says = await this.says(target, waited < alikeMs);
      if (says === null) return;
      if (waited > patienceMs) throw await this.explained(this.urlFailure(target.host, says));
      await this.progress(false);
      await new Promise((done) => setTimeout(done, 250));
      this.run.signal.throwIfAborted();
    }
  }

  /** What is wrong with the answer; null when nothing is. */
  private async says(target: UrlTarget, tellApart = false): Promise<string | null> {
    try {
      const answer = await this.ask(target, this.run.signal);
      if (answer.status >= 500) return `answers ${answer.status}: ${answer.text.slice(0, 200).trim()}`;
      const own = tellApart ? await this.ingressSays(target) : null;
      return own !== null && own.status === answer.status && own.text === answer.text ? 'has no route yet' : null;
    } catch (error) {
      this.run.signal.throwIfAborted();
      return error instanceof CertificateRefused ? null : `does not answer: ${(error as Error).message}`;
    }
  }

  private ingressSays = (target: UrlTarget): Promise<UrlAnswer | null> => this.ask({ ...target, host: hostOfNobody(this.run.opened.row.baseDomain) }, this.run.signal).catch(() => null);
  private ingressAnswers = async (target: UrlTarget): Promise<boolean> => (await this.ingressSays(target)) !== null;

  private urlFailure(host: string, says: string): Failure {
    const pod = this.run.opened.view.pods(this.spec.environment.id).find((one) => one.metadata?.labels?.[labels.track] === 'candidate');
    return {
      class: 'verify-failed',
      title: failures['verify-failed'].title,
      message: `The new version ${says.split('\n')[0]}`,
      evidence: [{ source: 'url', object: host, text: says, at: new Date().toISOString() }],
      remedy: remedyFor('verify-failed'),
      permanent: false,
      pod: pod?.metadata?.name ?? null,
      container: null,
      lookInside: null,
    };
  }

  private async explained(failure: Failure): Promise<DeploymentFailed> {
    const { opened, secrets } = this.run;
    return failedAs(await explainFailure(opened.cluster, failure, null), secrets, await lastLines(opened.cluster, this.spec, failure));
  }
}

/** The end of our patience with pods that neither come up nor fail. */
export const candidateTookTooLong = (seconds: number, { ready, wanted }: RolloutProgress): DeploymentFailed => failed('timeout', `The new version’s pods beside the old ones were not ready within ${seconds} s: ${ready}/${wanted} ready.`);
