import { setTimeout as sleep } from 'node:timers/promises';
import { ClusterError, failureOfRefusal, type Cluster } from '@berth/k8s-adapter';
import { settingsOf, type BuildCluster, type BuildDeps } from './build-deps.js';
import { BuildCancelled, BuildFailed, failureOfCluster, failureOfRunner, type BuildFailure } from './build-failed.js';
import { openBuildLog, type ChunkLog } from '../logs/chunk-log.js';
import { buildJob, jobOf, mostAttempts, type JobTarget } from './build-objects.js';
import { buildOfDeployment, earlierImage, endBuild, readBuild, type BuildRow } from './build-rows.js';
import type { BuildRecipe } from './content-key.js';
import { ensureBuilder } from './ensure-builder.js';
import { explainBuilder } from './explain-builder.js';
import { imageExists } from './find-image.js';
import { followJob, type JobEnd } from './follow-job.js';
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
 * once and again after a crash: the Job's name follows from the build's id, so a second run joins it.
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
    const end = await runJob(run, log);
    await log.flush();
    if (end.kind === 'gone') return afterItsJob(run);
    if (end.kind === 'failure') {
      await removeJob(run.opened.cluster, jobOf(deps, build, log.attempt)); // or it would go on asking for a pod, and take the next build's room
      return failBuild(run, failureOfCluster(end.failure, log.lastLines));
    }
    if (end.result.built) return finishBuild(run, end.result);
    const result = await explainBuilder(run.opened.cluster, { namespacePrefix: deps.namespacePrefix, tenantSlug: build.app.tenant.slug, memoryLimitBytes: settings.builderSize.memoryLimitBytes }, end.result);
    if (!result.retryable || log.attempt >= mostAttempts) return failBuild(run, failureOfRunner(result, run.recipe.generated !== null, log.lastLines));
    await tryAgain(run, log, result);
  }
}

async function runJob(run: Run, log: ChunkLog): Promise<JobEnd> {
  const { deps, opened, build, signal, onProgress } = run;
  const target = jobOf(deps, build, log.attempt);
  try {
    await ensureBuilder(deps, opened, build.app.tenant);
    await createJob(run, target, log);
    if ((await readBuild(deps.db, build.id)).state === 'cancelled') await removeJob(opened.cluster, target); // it came between
  } catch (error) {
    if (!(error instanceof ClusterError) || error.retryable) throw error;
    return { kind: 'failure', failure: failureOfRefusal(error) };
  }
  return followJob(opened.cluster, target, {
    signal,
    onRewind: () => log.rewind(),
    onWaiting: onProgress,
    onLine: async (text) => {
      const detail = progressOf(text);
      if (detail) onProgress(detail);
      await log.add(text);
    },
  });
}

/** Creates the Job unless it is there. One that ended and was cleaned away while nobody looked is run anew. */
async function createJob(run: Run, target: JobTarget, log: ChunkLog): Promise<void> {
  const { deps, opened, build, recipe } = run;
  const { action } = await opened.cluster.applyIfDifferent(buildJob(deps, opened.row, build, recipe, log.attempt));
  deps.log.info({ buildId: build.id, job: target.name, attempt: log.attempt, action }, action === 'created' ? 'started a build' : 'joined a build');
}

/** Somebody removed the Job: a cancellation, the end that another run wrote, or a Job cleaned away too early. */
async function afterItsJob(run: Run): Promise<BuiltImage> {
  const row = await readBuild(run.deps.db, run.build.id);
  const ended = endedBuild(run, row);
  if (ended) return ended;
  run.signal.throwIfAborted();
  throw new Error(`the Job of build ${row.id} is gone, and the build has not ended`);
}

async function finishBuild(run: Run, result: RunnerBuilt): Promise<BuiltImage> {
  const { deps, build, opened } = run;
  const { tenant, slug } = build.app;
  const image = `${opened.row.registryHost}/${imageRepository(deps, tenant.slug, slug)}@${result.digest}`;
  const wrote = await endBuild(deps.db, build.id, { state: 'done', image, imageDigest: result.digest, layers: result.layers, cachedLayers: result.cachedLayers });
  if (!wrote) return afterItsJob(run);
  await deps.db.builder.updateMany({ where: { tenantId: build.tenantId }, data: { lastUsedAt: new Date() } });
  return { buildId: build.id, image, digest: result.digest, skipped: false, layers: result.layers, cachedLayers: result.cachedLayers, seconds: secondsOf(run) };
}

async function failBuild(run: Run, failure: BuildFailure): Promise<never> {
  const { deps, build } = run;
  const wrote = await endBuild(deps.db, build.id, { state: 'failed', failure });
  await deps.db.builder.updateMany({ where: { tenantId: build.tenantId }, data: { lastUsedAt: new Date() } });
  if (!wrote) await afterItsJob(run); // a cancellation came first
  throw new BuildFailed(failure);
}

async function tryAgain(run: Run, log: ChunkLog, result: RunnerFailure): Promise<void> {
  run.deps.log.warn({ buildId: run.build.id, code: result.code, error: result.error }, 'a build is tried again');
  run.onProgress(`trying again: ${result.error}`);
  const attempt = log.attempt;
  await log.nextAttempt(result.error);
  await removeJob(run.opened.cluster, jobOf(run.deps, run.build, attempt));
  await sleep(pausesMs[attempt - 1] ?? 0, undefined, { signal: run.signal }).catch(() => run.signal.throwIfAborted());
}

const removeJob = (cluster: Cluster, target: JobTarget): Promise<unknown> => cluster.remove({ kind: 'Job', ...target });
