import { setTimeout as sleep } from 'node:timers/promises';
import { firstWebProcess, processObjectName, requestsFollow } from '@berth/k8s-adapter';
import { hostOfNobody, remedyFor } from '@berth/domain';
import { hasAddress, ingressTookUp } from '../clusters/ingress-took-up.js';
import type { LiveObject } from '../clusters/live-types.js';
import { WakeUp } from '../clusters/wake-up.js';
import type { Step, StepResult } from '../steps/run-steps.js';
import { askerFor } from './ask-grpc.js';
import { askOnePod, type PodAnswer } from './ask-one-pod.js';
import { answerMs, type askUrl, CertificateRefused, type UrlAnswer, type UrlTarget } from './ask-url.js';
import { describeCertificate } from './describe-certificate.js';
import { failedAs } from './ask-cluster.js';
import { failed, type DeploymentFailed } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';
import { lastLines } from './last-lines.js';
import { ProcessLook } from './look-at-process.js';
import { stepOf } from './step-of.js';

const pauseMs = 250;
/** Traefik reads changes at most every 2 s. */
export const ingressDelayMs = 2_200;
/** An ingress controller that lost the API server for a while asks again after up to a minute, as every client-go program does. */
const routeMs = 120_000;

/** Only the new release may get requests, and the public URL must give the app's own answer below 500. */
export function verifyStep(run: DeploymentRun): Step {
  return stepOf(run, 'verify', () => verify(run));
}

async function verify(run: DeploymentRun): Promise<StepResult> {
  const { spec } = run.applied!;
  const web = firstWebProcess(spec);
  if (!web || web.port === null || spec.hosts.length === 0) return { detail: 'no web process', skipped: true };
  const stopped = { detail: 'scaled to 0', skipped: true };
  if (web.replicas.max === 0) return stopped;
  const until = performance.now() + run.deps.env.verifyMs;
  if (!(await waitForEndpoints(run, web.name, until))) return stopped;
  await waitForIngress(run);
  const answered = await waitForAnswer(run, web.name, until);
  return answered ? { detail: `https://${answered.host} answers ${answered.answer.status} from v${spec.release.version}` } : stopped;
}

/** Whether somebody has scaled the process to 0 meanwhile. */
const isStopped = ({ opened, applied }: DeploymentRun, process: string): boolean => opened.view.rollout(applied!.spec.environment.id, process).deployment?.spec?.replicas === 0;

/** Until the Service leads to ready pods of the new release alone; false when somebody scaled the process to 0 meanwhile. */
async function waitForEndpoints(run: DeploymentRun, process: string, until: number): Promise<boolean> {
  const { opened, signal } = run;
  const { spec } = run.applied!;
  const service = processObjectName(spec, process);
  const wakeUp = new WakeUp(opened.view, spec.environment.id);
  try {
    for (;;) {
      const ready = opened.view.endpoints(spec.environment.id, service).filter((endpoint) => endpoint.ready);
      const others = ready.filter((endpoint) => endpoint.release !== spec.release.version);
      if (ready.length > 0 && others.length === 0) return true;
      if (isStopped(run, process)) return false;
      if (performance.now() > until) await notVerified(run, ready.length === 0 ? 'No pod of the new version is ready to take requests.' : 'Pods of an older version still get requests.');
      await wakeUp.next(1_000, signal);
    }
  } finally {
    wakeUp.stop();
  }
}

/** Until the ingress has read that the old pods are gone: an answer before that could be theirs. */
async function waitForIngress(run: DeploymentRun): Promise<void> {
  const left = run.oldPodsLeftAt === null ? 0 : run.oldPodsLeftAt + ingressDelayMs - performance.now();
  if (left > 0) await sleep(left, undefined, { signal: run.signal }).catch(() => run.signal.throwIfAborted());
}

/** The app's own answer; null when somebody scaled it to 0 meanwhile. */
async function waitForAnswer(run: DeploymentRun, process: string, until: number): Promise<{ answer: UrlAnswer; host: string } | null> {
  const { opened, signal } = run;
  const { row } = opened;
  const host = run.applied!.spec.hosts[0]!;
  const ask = askerFor(firstWebProcess(run.applied!.spec)?.protocol);
  const target: UrlTarget = { host, port: row.httpsPort, path: '/', address: row.ingressAddress, ca: row.caCertificate };
  const began = performance.now();
  let ingressSays: UrlAnswer | 'nothing' | null = null;
  let last = '';
  let patienceMs = answerMs;
  for (;;) {
    let patientUntil = until;
    try {
      const answer = await ask(target, signal, patienceMs);
      last = `https://${host} answered ${answer.status}: ${answer.text.slice(0, 200).trim()}`;
      if (answer.status < 500) {
        ingressSays ??= await askIngress(ask, { ...target, host: hostOfNobody(row.baseDomain) }, signal);
        if (ingressSays === 'nothing' || ingressSays.status !== answer.status || ingressSays.text !== answer.text) return { answer, host };
        if ((await tookUp(run, performance.now() - began)) && isSame(await askReadyPod(run, process), answer)) return { answer, host };
        patientUntil = Math.max(until, began + routeMs);
        last = `The ingress has not taken up the route: https://${host} still gets the answer of a host that leads nowhere (${answer.status})`;
      }
    } catch (error) {
      signal.throwIfAborted();
      const late = (error as NodeJS.ErrnoException).code === 'ABORT_ERR';
      last = late ? `https://${host} did not answer within ${Math.round(patienceMs / 1000)} s` : `https://${host}: ${(error as Error).message}`;
      if (late) patienceMs += answerMs;
      if (error instanceof CertificateRefused && performance.now() > until) throw await certificateRefused(target, error);
    }
    if (isStopped(run, process)) return null;
    if (performance.now() > patientUntil) await notVerified(run, last);
    await sleep(pauseMs);
    signal.throwIfAborted();
  }
}

/** What the ingress says to a host that no app has; nothing where it has no certificate for such a host. */
async function askIngress(ask: typeof askUrl, target: UrlTarget, signal: AbortSignal): Promise<UrlAnswer | 'nothing'> {
  return ask(target, signal).catch((error: unknown) => {
    if (error instanceof CertificateRefused) return 'nothing';
    throw new Error(`the ingress did not answer for a host that leads nowhere (${(error as Error).message})`, { cause: error });
  });
}

/** What the new release itself answers to what its URL is asked; null when that cannot be told. */
async function askReadyPod(run: DeploymentRun, process: string): Promise<PodAnswer | null> {
  const { spec } = run.applied!;
  const ready = run.opened.view.endpoints(spec.environment.id, processObjectName(spec, process)).find((endpoint) => endpoint.ready);
  return ready ? askOnePod(run, ready.pod) : null;
}

const isSame = (own: PodAnswer | null, answer: UrlAnswer): boolean => own === null || own.status === answer.status;

/** Whether the ingress has taken up the environment's route, by what its controller says in the cluster. */
async function tookUp({ opened, applied }: DeploymentRun, waitedMs: number): Promise<boolean> {
  const { environment, routing } = applied!.spec;
  if (routing.kind === 'gateway') return ingressTookUp({ saidForMs: opened.view.objects('HTTPRoute', environment.id).every((route) => requestsFollow(route, new Date())) ? waitedMs : null, speaks: true }, waitedMs);
  const word = opened.view.ingressWord(environment.id);
  if (!ingressTookUp(word, waitedMs)) return false;
  if (word.saidForMs !== null) return true;
  const classOf = (ingress: LiveObject): string => (ingress['spec'] as { ingressClassName?: string } | undefined)?.ingressClassName ?? '';
  const others = await opened.cluster.list('Ingress'); // it may speak of another installation's alone
  return !others.some((ingress) => classOf(ingress) === opened.row.ingressClass && hasAddress(ingress));
}

/** A certificate for another host stands where none of this host's own is yet; one for this host is wrong in itself. */
async function certificateRefused(target: UrlTarget, refused: CertificateRefused): Promise<DeploymentFailed> {
  const shown = await describeCertificate(target);
  const evidence = [`url https://${target.host}: ${refused.message}`, ...(shown ? [`url https://${target.host}: ${shown.text}`] : [])];
  if (shown && !shown.isForHost) return failed('certificate-pending', `https://${target.host} has no certificate of its own yet: the ingress shows one for ${shown.names.join(', ') || 'nobody'}.`, { evidence });
  return failed('certificate-failed', `https://${target.host}: ${refused.message}.`, { evidence });
}

/** Ends the deployment: with what the pods show, when they show something; else with what came from the URL. */
async function notVerified(run: DeploymentRun, message: string): Promise<never> {
  const { spec } = run.applied!;
  for (const process of spec.processes) {
    const look = new ProcessLook(run.opened, spec, process);
    const failure = await look.failure(await look.objects(true), new Date());
    if (failure) throw failedAs(failure, run.secrets, await lastLines(run.opened.cluster, spec, failure));
  }
  const web = firstWebProcess(spec)!;
  const serving = run.opened.view.endpoints(spec.environment.id, processObjectName(spec, web.name));
  const evidence = [{ source: 'url' as const, object: spec.hosts[0]!, text: message, at: null }, ...serving.map(({ pod, release, ready }) => ({ source: 'pod' as const, object: pod, text: `v${release ?? '?'}, ${ready ? 'gets requests' : 'gets no requests'}`, at: null }))];
  const failure = { class: 'verify-failed' as const, title: '', message, evidence, remedy: remedyFor('verify-failed'), permanent: true, pod: serving.find(({ release }) => release === spec.release.version)?.pod ?? null, container: web.name, lookInside: null };
  throw failedAs(failure, run.secrets, await lastLines(run.opened.cluster, spec, failure));
}
