import { labels, refOf, type Cluster } from '@berth/k8s-adapter';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkerDeps } from '../worker-deps.js';

/** How long one run waits for the last pod; the sweeper asks again after it. */
const podsMs = 90_000;

/** Removes an environment's objects, a release command that still runs among them. True once no pod of it is there any more; false when that takes too long. */
export async function removeWhatRuns(deps: WorkerDeps, cluster: Cluster, namespace: string, environmentId: string): Promise<boolean> {
  const installation = deps.env.namespacePrefix;
  await deps.locks.hold(environmentId, async () => { // or a reconcile that read its rows before would make them anew
    const live = await cluster.listOwned({ scope: 'environment', installation, namespace, environmentId });
    const jobs = await cluster.list('Job', { namespace, labelSelector: `${labels.installation}=${installation},${labels.environmentId}=${environmentId}` });
    await Promise.all([...live, ...jobs].map((object) => cluster.remove(refOf(object), { uid: object.metadata.uid })));
  });
  const until = performance.now() + podsMs;
  for (;;) {
    const pods = await cluster.list('Pod', { namespace, labelSelector: `${labels.environmentId}=${environmentId}` });
    if (pods.length === 0) return true;
    if (performance.now() > until) return false;
    await sleep(500, undefined, { signal: deps.stopping });
  }
}
