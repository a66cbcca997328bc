import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError, failureOfRefusal } from '@berth/k8s-adapter';
import { settingsOf, type BuildCluster, type BuildDeps } from './build-deps.js';
import { BuildCancelled, BuildFailed, failureOfCluster, failureOfRunner, type BuildFailure } from './build-failed.js';
import { openBuildLog, type ChunkLog } from '../logs/chunk-log.js';
import { buildOrder, mostAttempts } from './build-objects.js';
import { buildOfDeployment, earlierImage, endBuild, readBuild, type BuildRow } from './build-rows.js';
import type { BuildRecipe } from './content-key.js';
import { ensureBuilder } from './ensure-builder.js';
import { explainBuilder } from './explain-builder.js';
import { imageExists } from './find-image.js';
import { followBuild, type TryEnd } from './follow-build.js';
import { imageRepository } from './registry-login.js';
import type { RunnerBuilt, RunnerFailure } from './runner-result.js';
import { progressOf } from './step-progress.js';
import { takeBuildSlot } from './take-slot.js';

export interface BuildRequest {
  deploymentId: string;
  sourceId: string;
  /** Aborts the following of the build, never the build: another run takes it over. */
  signal?: AbortSignal;
  onProgress?: (detail: string) => void;
}

export interface BuiltImage {
  buildId: string;
  /** `host/path@sha256:…` */
  image: string;
  digest: string;
  /** True when the same content was built before and nothing ran. */
  skipped: boolean;
  layers: number;
  cachedLayers: number;
  seconds: number;
}

/** Pause before the next try, by the number of the one that failed: a registry or builder that restarts needs some seconds. */
const pausesMs = [2_000, 10_000];

interface Run {
  deps: BuildDeps;
  opened: BuildCluster;
  build: BuildRow;
  recipe: BuildRecipe;
  signal: AbortSignal;
  onProgress: (detail: string) => void;
  startedAt: number;
}

/**
 * Makes the image of a deployment's source, or finds the one that was made of the same content. Safe to run twice at
 * once and again after a crash: the runner knows the build by its id, so a second run joins it.
 * Throws BuildFailed, BuildCancelled, or the signal's reason; other errors may pass, and the build goes on meanwhile.
 */
export async function buildImage(deps: BuildDeps, request: BuildRequest): Promise<BuiltImage> {
  const startedAt = performance.now();
  const { build, recipe } = await buildOfDeployment(deps.db, request.deploymentId, request.sourceId);
  const opened = await deps.openCluster(build.app.tenant.clusterId);
  let told = '';
  const onProgress = (detail: string): void => {
    if (detail !== told) request.onProgress?.((told = detail));
  };
  const run: Run = { deps, opened, build, recipe, signal: request.signal ?? new AbortController().signal, onProgress, startedAt };
  const ended = endedBuild(run, build);
  if (ended) return ended;
  if (build.state === 'queued') {
    const earlier = await earlierImage(deps.db, build);
    if (earlier && (await imageExists(deps, opened, build.app.tenant.slug, build.app.slug, earlier.imageDigest))) {
      const layers = earlier.layers ?? 0;
      await endBuild(deps.db, build.id, { state: 'done', image: earlier.image, imageDigest: earlier.imageDigest, layers, cachedLayers: layers });
      return { buildId: build.id, image: earlier.image, digest: earlier.imageDigest, skipped: true, layers, cachedLayers: layers, seconds: secondsOf(run) };
    }
  }
  await takeBuildSlot(deps.db, build, settingsOf(deps), run.signal, () => onProgress('waiting for other builds to end'));
  return runBuild(run);
}

const secondsOf = (run: Run): number => (performance.now() - run.startedAt) / 1000;

/** The outcome of a build that has ended already; null while it has not. */
function endedBuild(run: Run, row: BuildRow): BuiltImage | null {
  if (row.state === 'failed') throw new BuildFailed(row.failure as unknown as BuildFailure);
  if (row.state === 'cancelled') throw new BuildCancelled();
  if (row.state !== 'done') return null;
  return { buildId: row.id, image: row.image!, digest: row.imageDigest!, skipped: false, layers: row.layers ?? 0, cachedLayers: row.cachedLayers ?? 0, seconds: secondsOf(run) };
}

async function runBuild(run: Run): Promise<BuiltImage> {
  const { deps, build } = run;
  const settings = settingsOf(deps);
  const log = await openBuildLog(deps.db, { id: build.id, tenantId: build.tenantId }, settings.logBytes);
  for (;;) {
    const end = await runTry(run, log);
    await log.flush();
    if (end.kind === 'failure') return failBuild(run, failureOfCluster(end.failure, log.lastLines));
    if (end.result.built) return finishBuild(run, end.result);
    if (end.result.code === 'cancelled') return afterItsEnd(run);
    const result = await explainBuilder(run.opened.cluster, { namespacePrefix: deps.namespacePrefix, tenantSlug: build.app.tenant.slug, memoryLimitBytes: settings.builderSize.memoryLimitBytes }, end.result);
    if (!result.retryable || log.attempt >= mostAttempts) return failBuild(run, failureOfRunner(result, run.recipe.generated !== null, log.lastLines));
    await tryAgain(run, log, result);
  }
}

async function runTry(run: Run, log: ChunkLog): Promise<TryEnd> {
  const { deps, opened, build, recipe, signal, onProgress } = run;
  try {
    const joins = log.hasLines; // of this very try: begun once more elsewhere, its lines would not go on from these
    const { revision } = await ensureBuilder(deps, opened, build.app.tenant, { inDoubt: log.attempt > 1, joins });
    deps.log.info({ buildId: build.id, attempt: log.attempt }, joins ? 'a build is joined' : 'a build is started, or joined');
    const order = { ...buildOrder(deps, opened.row, build, recipe, { attempt: log.attempt, joins }), revision };
    return await followBuild(opened.cluster, order, {
      signal,
      isCancelled: async () => (await readBuild(deps.db, build.id)).state === 'cancelled',
      onRewind: () => log.rewind(),
      onWaiting: onProgress,
      onLine: async (text) => {
        const detail = progressOf(text);
        if (detail) onProgress(detail);
        await log.add(text);
      },
    });
  } catch (error) {
    if (!(error instanceof ClusterError) || error.retryable) throw error;
    return { kind: 'failure', failure: failureOfRefusal(error) };
  }
}

/** Somebody else wrote the end: a cancellation, or another run. */
async function afterItsEnd(run: Run): Promise<BuiltImage> {
  const row = await readBuild(run.deps.db, run.build.id);
  const ended = endedBuild(run, row);
  if (ended) return ended;
  throw new Error(`build ${row.id} was cancelled in its runner, and its row does not say so`);
}

async function finishBuild(run: Run, result: RunnerBuilt): Promise<BuiltImage> {
  const { deps, build, opened } = run;
  const { tenant, slug } = build.app;
  const image = `${opened.row.registryHost}/${imageRepository(deps, tenant.slug, slug)}@${result.digest}`;
  const wrote = await endBuild(deps.db, build.id, { state: 'done', image, imageDigest: result.digest, layers: result.layers, cachedLayers: result.cachedLayers });
  if (!wrote) return afterItsEnd(run);
  await deps.db.builder.updateMany({ where: { tenantId: build.tenantId }, data: { lastUsedAt: new Date() } });
  return { buildId: build.id, image, digest: result.digest, skipped: false, layers: result.layers, cachedLayers: result.cachedLayers, seconds: secondsOf(run) };
}

async function failBuild(run: Run, failure: BuildFailure): Promise<never> {
  const { deps, build } = run;
  const wrote = await endBuild(deps.db, build.id, { state: 'failed', failure });
  await deps.db.builder.updateMany({ where: { tenantId: build.tenantId }, data: { lastUsedAt: new Date() } });
  if (!wrote) await afterItsEnd(run); // a cancellation came first
  throw new BuildFailed(failure);
}

async function tryAgain(run: Run, log: ChunkLog, result: RunnerFailure): Promise<void> {
  run.deps.log.warn({ buildId: run.build.id, code: result.code, error: result.error }, 'a build is tried again');
  run.onProgress(`trying again: ${result.error}`);
  const { attempt } = log;
  await log.nextAttempt(result.error);
  await sleep(pausesMs[attempt - 1] ?? 0, undefined, { signal: run.signal }).catch(() => run.signal.throwIfAborted());
}
