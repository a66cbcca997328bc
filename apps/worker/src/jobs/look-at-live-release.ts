import { failures, hostOfNobody, remedyFor, type FailureClass } from '@berth/domain';
import { firstWebProcess, labels, trackOf, type EnvironmentSpec, type Failure } from '@berth/k8s-adapter';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { secretValues, type Secrets } from '../logs/redact.js';
import { environmentSpec } from '../reconcile/environment-spec.js';
import { loadDesired } from '../reconcile/load-desired.js';
import type { WorkerDeps } from '../worker-deps.js';
import { failedAs } from './ask-cluster.js';
import { askerFor } from './ask-grpc.js';
import { askUrl, CertificateRefused, type UrlTarget } from './ask-url.js';
import type { FailureConfirmation } from './confirm-failure.js';
import type { FailureRecord } from './deployment-failure.js';
import { lastLines } from './last-lines.js';
import { ProcessLook } from './look-at-process.js';

/** What an earlier release would do better. A full node, a full budget or a registry that is away would hit it as well. */
export const faultsOfRelease: ReadonlySet<FailureClass> = new Set([
  'crash', 'init-failed', 'exited', 'out-of-memory', 'wrong-port', 'localhost-only', 'probe-failed', 'never-ready', 'no-start-command', 'wrong-architecture', 'image-runs-as-root', 'config-missing', 'evicted', 'verify-failed',
]);
/** What the URL's failures are counted as, beside the processes. */
const url = 'url';

/** `unsure`: something looks wrong and does not count yet, or the cluster could not be read. */
export type LiveLook = { found: 'nothing' | 'unsure' } | { found: 'failure'; failure: FailureRecord };

/** Looks once at a live release: its pods, then its public URL. */
export async function lookAtLiveRelease(deps: WorkerDeps, one: { environmentId: string; releaseId: string }, confirmation: FailureConfirmation): Promise<LiveLook> {
  const desired = await loadDesired(deps.db, deps.env.installationKey, one.environmentId);
  if (!desired?.release || desired.release.row.id !== one.releaseId) return { found: 'unsure' };
  const opened = await deps.clusters.open(desired.environment.app.tenant.clusterId);
  if (!opened.view.isReady) return { found: 'unsure' };
  const spec = environmentSpec(deps.env.namespacePrefix, opened.row, desired.environment, desired.release);
  const secrets = secretValues(desired.release.config.secrets);
  let suspect = false;
  const judge = (name: string, failure: Failure | null): Failure | null => {
    if (!failure) confirmation.clear(name);
    if (!failure || !faultsOfRelease.has(failure.class)) return null;
    suspect = true;
    return confirmation.judge(name, failure, performance.now());
  };
  for (const process of spec.processes) {
    const look = new ProcessLook(opened, spec, process);
    const failure = judge(process.name, await look.failure(await look.objects(false), new Date()));
    if (failure) return found(opened, spec, failure, secrets);
  }
  const silent = await urlFailure(opened, spec, deps.stopping);
  const failure = judge(url, silent);
  if (failure) return found(opened, spec, failure, secrets);
  return { found: suspect ? 'unsure' : 'nothing' };
}

async function found(opened: OpenedCluster, spec: EnvironmentSpec, failure: Failure, secrets: Secrets): Promise<LiveLook> {
  return { found: 'failure', failure: { ...failedAs(failure, secrets, await lastLines(opened.cluster, spec, failure)).failure, step: null } };
}

/** That the public URL gives no answer of the app below 500 any more, while the ingress itself answers; else null. */
async function urlFailure(opened: OpenedCluster, spec: EnvironmentSpec, signal: AbortSignal): Promise<Failure | null> {
  const web = firstWebProcess(spec);
  const host = spec.hosts[0];
  if (!web || web.port === null || host === undefined || web.replicas.max === 0) return null;
  const { row } = opened;
  const target: UrlTarget = { host, port: row.httpsPort, path: '/', address: row.ingressAddress, ca: row.caCertificate };
  let says: string;
  try {
    const answer = await askerFor(web.protocol)(target, signal);
    if (answer.status < 500) return null;
    says = `answers ${answer.status}: ${answer.text.slice(0, 200).trim()}`;
  } catch (error) {
    if (error instanceof CertificateRefused) return null;
    says = `does not answer: ${(error as Error).message}`;
  }
  // When the ingress answers nothing to anybody, the release is not to blame.
  const ingressAnswers = await askUrl({ ...target, host: hostOfNobody(row.baseDomain) }, signal).then(() => true, () => false);
  if (!ingressAnswers) return null;
  const pod = opened.view.pods(spec.environment.id).find((one) => one.metadata?.labels?.[labels.process] === web.name && trackOf(one) === 'stable');
  return {
    class: 'verify-failed',
    title: failures['verify-failed'].title,
    message: `https://${host} ${says.split('\n')[0]}`,
    evidence: [{ source: 'url', object: host, text: says, at: new Date().toISOString() }],
    remedy: remedyFor('verify-failed'),
    permanent: false,
    pod: pod?.metadata?.name ?? null,
    container: null,
    lookInside: null,
  };
}
