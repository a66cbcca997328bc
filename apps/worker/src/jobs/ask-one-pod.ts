import { ClusterError, firstWebProcess, tenantNamespace } from '@berth/k8s-adapter';
import { verifier } from './ask-url.js';
import type { DeploymentRun } from './deployment-run.js';

/** Clusters of which it was said that they let nobody ask a pod. */
const toldOf = new WeakSet<object>();

/** The status with which a pod of the first web process itself answers what its URL is asked; null when that cannot be told. */
export async function askOnePod({ deps, opened, applied }: DeploymentRun, pod: string): Promise<number | null> {
  const { spec } = applied!;
  const { port } = firstWebProcess(spec)!;
  if (port === null) return null;
  const host = spec.hosts[0]!;
  const headers = { host, 'x-forwarded-host': host, 'x-forwarded-proto': 'https', 'user-agent': verifier };
  try {
    return await opened.cluster.askPod({ namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), pod, port, path: '/', headers });
  } catch (error) {
    if (!(error instanceof ClusterError) || error.code !== 'forbidden') throw error;
    if (!toldOf.has(opened.cluster)) deps.log.warn({ cluster: opened.row.name }, `pods cannot be asked, so an app that answers like the ingress counts as live once its route is taken up, and one that answers with errors gets requests until verify sees them: ${error.message}. ${error.remedy}`);
    toldOf.add(opened.cluster);
    return null;
  }
}
