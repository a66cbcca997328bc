import { buildNamespace, cancelCommand } from '@berth/k8s-adapter';
import type { BuildDeps } from './build-deps.js';
import { mostAttempts, triedBuildId } from './build-objects.js';
import { endBuild, readBuild } from './build-rows.js';
import { runnersIn } from './find-runner.js';
import { runInRunner } from './run-in-runner.js';

/** How long a runner may take to take a cancellation. */
const answerMs = 30_000;

/** Ends a build that has not ended: marks it cancelled, and ends it in its runner and so at the builder. Throws when the cluster or the runner does not answer; call again then. */
export async function cancelBuild(deps: BuildDeps, buildId: string): Promise<void> {
  await endBuild(deps.db, buildId, { state: 'cancelled' });
  const build = await readBuild(deps.db, buildId); // after the mark, which whoever begins it asks for
  if (build.state !== 'cancelled' || build.startedAt === null) return;
  const { cluster } = await deps.openCluster(build.app.tenant.clusterId);
  const namespace = buildNamespace(deps.namespacePrefix, build.app.tenant.slug);
  const command = cancelCommand(Array.from({ length: mostAttempts }, (_, at) => triedBuildId(build, at + 1)));
  for (const runner of await runnersIn(cluster, namespace)) {
    const { exitCode, errors } = await runInRunner(cluster, runner, { command, input: '', signal: AbortSignal.timeout(answerMs), onLine: async () => {} });
    const stillThere = async (): Promise<boolean> => (await runnersIn(cluster, namespace)).some(({ start }) => start === runner.start);
    if (exitCode !== 0 && (await stillThere())) throw new Error(`the runner of build ${buildId} did not cancel it: ${errors}`);
  }
}
