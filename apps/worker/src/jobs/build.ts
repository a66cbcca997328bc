import { processCommand, sourceDetectionSchema, type FailureClass, type SourceDetection, type SourceSettings } from '@berth/domain';
import { BuildFailed, buildImage, cancelBuild } from '../build/index.js';
import { resolveImage } from '../registry/resolve-image.js';
import type { Step, StepResult } from '../steps/run-steps.js';
import { createRelease, baseRelease, type ReleaseImage } from './create-release.js';
import { DeploymentFailed, failed } from './deployment-failure.js';
import type { DeploymentRun } from './deployment-run.js';
import { takeBackConfig } from './restore-config.js';
import { stepOf } from './step-of.js';

/** Gets the image (built, resolved, or that of an earlier release) and makes the release. */
export function buildStep(run: DeploymentRun): Step {
  return stepOf(run, 'build', () => build(run), async () => {
    await cancelOwnBuild(run);
    await takeBackConfig(run);
  });
}

async function build(run: DeploymentRun): Promise<StepResult> {
  const { input, rows } = run;
  if (rows.releaseId !== null) return { detail: `release v${rows.release!.version}`, skipped: input.kind !== 'source' };
  if (input.kind === 'source') return buildSource(run, input.sourceId);
  const image = input.kind === 'image' ? await resolve(run, input.ref) : await earlierImage(run);
  await createRelease(run, image);
  return { detail: short(image.digest), skipped: true };
}

async function buildSource(run: DeploymentRun, sourceId: string): Promise<StepResult> {
  const { deps, rows, journal, signal } = run;
  const source = await deps.db.source.findFirst({ where: { id: sourceId, appId: rows.environment.appId }, select: { detection: true } });
  if (!source) throw failed('build-failed', 'The source of this deployment does not exist any more.', { remedy: 'Upload it again with `berth deploy`.' });
  const detection = sourceDetectionSchema.parse(source.detection);
  try {
    const built = await buildImage(deps.build, {
      deploymentId: rows.id,
      sourceId,
      signal,
      onProgress: (detail) => void journal.progress(detail).catch((error: Error) => deps.log.debug({ error: error.message }, 'progress was not recorded')),
    });
    await createRelease(run, { image: built.image, digest: built.digest, settings: settingsOfSource(detection) });
    const cached = built.cachedLayers === 1 ? '1 layer cached' : `${built.cachedLayers} layers cached`;
    return built.skipped ? { detail: `${short(built.digest)} (the same source was built before)`, skipped: true } : { detail: `${short(built.digest)} (${cached})` };
  } catch (error) {
    if (!(error instanceof BuildFailed)) throw error;
    const { class: name, message, evidence, lastLines, remedy } = error.failure;
    throw new DeploymentFailed({ class: name as FailureClass, message, evidence, lastLines, remedy });
  }
}

async function resolve(run: DeploymentRun, ref: string): Promise<ReleaseImage> {
  const { deps, opened, rows } = run;
  return { ...(await resolveImage(opened, deps.env.namespacePrefix, rows.environment.app.tenant.slug, ref)), settings: null };
}

async function earlierImage(run: DeploymentRun): Promise<ReleaseImage> {
  const base = await baseRelease(run.deps.db, run.rows, run.input);
  if (!base) throw failed('image-missing', 'Nothing has been deployed yet.', { remedy: 'Run `berth deploy` first.' });
  return { image: base.image, digest: base.imageDigest, settings: null };
}

/** Ends the build in the cluster too, unless another deployment waits for the same one. */
async function cancelOwnBuild(run: DeploymentRun): Promise<void> {
  const { deps, rows } = run;
  const { build } = await deps.db.deployment.findUniqueOrThrow({ where: { id: rows.id }, select: { build: true } });
  if (!build || (build.state !== 'queued' && build.state !== 'running')) return;
  const others = await deps.db.deployment.count({ where: { buildId: build.id, id: { not: rows.id }, state: { in: ['queued', 'running'] } } });
  if (others === 0) await cancelBuild(deps.build, build.id);
}

/** What a source's files ask for; of a source from a version that kept no settings, what was detected names the processes. */
export function settingsOfSource(detection: SourceDetection): SourceSettings {
  if (detection.settings) return detection.settings;
  const processes = Object.keys(detection.processes).flatMap((name): SourceSettings['processes'] => {
    const command = processCommand(detection, name);
    return command === null ? [] : [{ name, kind: 'worker', port: null, command }];
  });
  return { processes, complete: false, release: null, rollout: null, cron: [], domains: [], requires: [], said: [] };
}

const short = (digest: string): string => `${digest.slice(0, 11)}…`;
