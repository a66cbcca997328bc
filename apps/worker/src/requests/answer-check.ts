import { Problem, sourceDetectionSchema, type DeploymentInput, type SourceSettings } from '@berth/domain';
import { ClusterError } from '@berth/k8s-adapter';
import { checkRelease, type CheckRecord } from '../jobs/check-release.js';
import { baseRelease, mergeSettings } from '../jobs/create-release.js';
import { DeploymentFailed } from '../jobs/deployment-failure.js';
import { missingNames, missingRemedy, missingText } from '../jobs/missing-config.js';
import { resolveImage } from '../registry/resolve-image.js';
import { loadDesired, openConfig, type EnvironmentRows } from '../reconcile/load-desired.js';
import type { WorkerDeps } from '../worker-deps.js';

/** Stands for the digest of an image that has not been built. */
const notBuilt = `sha256:${'0'.repeat(64)}`;

/** What a deployment would change and need, without making one. Throws Problem. */
export async function answerCheck(deps: WorkerDeps, question: { tenantId: string; environmentId: string; input: DeploymentInput }): Promise<CheckRecord> {
  const desired = await loadDesired(deps.db, deps.env.installationKey, question.environmentId);
  const environment = desired?.environment;
  if (!environment || environment.tenantId !== question.tenantId) throw new Problem('not-found');
  try {
    const opened = await deps.clusters.open(environment.app.tenant.clusterId);
    const { input } = question;
    const base = await baseRelease(deps.db, { environmentId: environment.id, environment }, input);
    const image = await imageOf(deps, environment, input, base);
    const configVersion = input.kind === 'release' && !input.keepConfig && base ? base.configVersion : environment.configVersion;
    const { processes, settings } = mergeSettings(base, await sourceSettings(deps, environment, input), input.processes ?? []);
    const config = await openConfig(deps.db, deps.env.installationKey, environment, configVersion);
    const { record } = await checkRelease(deps.env.namespacePrefix, opened, environment, {
      row: { ...(base ?? emptyRelease(environment)), id: 'check', version: environment.nextRelease, image, configVersion, description: input.description ?? '' },
      processes,
      settings,
      config,
      maxSurge: 'all',
      first: environment.liveReleaseId === null,
      buildId: null,
    });
    const missing = missingNames({ settings, config });
    return missing.length > 0 ? { ...record, refusal: `${missingText(missing)} ${missingRemedy(missing)}` } : record;
  } catch (error) {
    if (error instanceof DeploymentFailed) throw new Problem(error.failure.class.startsWith('image-') ? 'image-not-found' : 'wrong-state', error.failure.message, { remedy: error.failure.remedy });
    if (error instanceof ClusterError) throw new Problem('unavailable', 'The cluster does not answer.', { internal: error.message });
    throw error;
  }
}

async function sourceSettings(deps: WorkerDeps, environment: EnvironmentRows, input: DeploymentInput): Promise<SourceSettings | null> {
  if (input.kind !== 'source') return null;
  const source = await deps.db.source.findFirst({ where: { id: input.sourceId, appId: environment.appId }, select: { detection: true } });
  return source ? (sourceDetectionSchema.parse(source.detection).settings ?? null) : null;
}

type Release = NonNullable<EnvironmentRows['targetRelease']>;

async function imageOf(deps: WorkerDeps, environment: EnvironmentRows, input: DeploymentInput, base: Release | null): Promise<string> {
  const { tenant } = environment.app;
  const opened = await deps.clusters.open(tenant.clusterId);
  if (input.kind === 'image') return (await resolveImage(opened, deps.env.namespacePrefix, tenant.slug, input.ref)).image;
  if (input.kind === 'source') return `${opened.row.registryHost}/${deps.env.namespacePrefix}/${tenant.slug}/${environment.app.slug}@${notBuilt}`;
  if (!base) throw new Problem('wrong-state', 'Nothing has been deployed yet.', { remedy: 'Run `berth deploy` first.' });
  return base.image;
}

function emptyRelease(environment: EnvironmentRows): Release {
  return { id: '', tenantId: environment.tenantId, environmentId: environment.id, version: 1, image: '', imageDigest: notBuilt, configVersion: 0, processes: [], settings: {}, source: {}, description: '', createdBy: null, createdAt: new Date() };
}
