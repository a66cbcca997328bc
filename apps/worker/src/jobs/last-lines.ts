import { ClusterError, tenantNamespace, type Cluster, type EnvironmentSpec, type Failure } from '@berth/k8s-adapter';

const howMany = 20;

/** The last lines that the failing container wrote, or that it wrote before its last restart; none when it never ran. */
export async function lastLines(cluster: Cluster, spec: EnvironmentSpec, failure: Failure): Promise<string[]> {
  if (!failure.pod) return [];
  const target = { namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), pod: failure.pod, container: failure.container };
  for (const previous of [true, false]) {
    try {
      const lines = (await cluster.readLogs(target, { previous, tailLines: howMany })).map((line) => line.text);
      if (lines.length > 0) return lines;
    } catch (error) {
      if (!(error instanceof ClusterError)) throw error; // never started, or gone: then there are no lines
    }
  }
  return [];
}
