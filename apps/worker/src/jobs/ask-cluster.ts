import { ClusterError, failureOfRefusal, type Failure } from '@berth/k8s-adapter';
import { DeploymentFailed } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';
import { redact, type Secrets } from '../logs/redact.js';
import { whileReachable } from './while-reachable.js';

/** How long a deployment waits for a cluster that does not answer. */
const patienceMs = 15 * 60_000;

/** Runs `work` against the cluster: waits while it does not answer, and turns its refusals into the deployment's failure. */
export async function askCluster<T>(run: DeploymentRun, work: () => Promise<T>): Promise<T> {
  const { signal, journal } = run;
  try {
    return await whileReachable({ signal, patienceMs, onWait: (message) => journal.progress(message) }, work);
  } catch (error) {
    if (error instanceof ClusterError) throw failedAs(failureOfRefusal(error), run.secrets);
    throw error;
  }
}

/** A classified failure as the deployment keeps it; secrets' values are blotted out. */
export function failedAs(failure: Failure, secrets: Secrets, lastLines: readonly string[] = []): DeploymentFailed {
  const clean = (text: string): string => redact(text, secrets);
  return new DeploymentFailed({
    class: failure.class,
    message: clean(failure.message),
    evidence: failure.evidence.map((one) => clean(`${one.source} ${one.object}: ${one.text}`)),
    lastLines: lastLines.map(clean),
    remedy: failure.remedy,
  });
}
