import { Problem, sourceDetectionSchema, type DeploymentInput, type SourceSettings } from '@berth/domain';
import { ClusterError } from '@berth/k8s-adapter';
import { imageOfSource } from '../build/index.js';
import { settingsOfSource } from '../jobs/build.js';
import { checkRelease, type CheckRecord } from '../jobs/check-release.js';
import { baseRelease, mergeSettings } from '../jobs/create-release.js';
import { DeploymentFailed } from '../jobs/deployment-failure.js';
import { releaseCommandOf } from '../jobs/release-command.js';
import { missingNames, missingRemedy, missingText } from '../jobs/missing-config.js';
import { uncountedRemedy, uncountedRequests } from '../jobs/uncounted-requests.js';
import { rolloutOf } from '../rollouts/rollout-of.js';
import { resolveImage } from '../registry/resolve-image.js';
import { loadDesired, openConfig, type EnvironmentRows } from '../reconcile/load-desired.js';
import { sleepRefusal, sleepRemedy } from '../sleep/refuse-sleep.js';
import type { WorkerDeps } from '../worker-deps.js';

/** Stands for the digest of an image that has not been built. */
const notBuilt = `sha256:${'0'.repeat(64)}`;
const followsTheBuild = 'This source has not been built yet: the digest of its image follows the build, and what else the build finds.';

/** What a deployment would change and need, without making one. Throws Problem. */
export async function answerCheck(deps: WorkerDeps, question: { tenantId: string; environmentId: string; input: DeploymentInput }): Promise<CheckRecord & { note: string | null }> {
  const desired = await loadDesired(deps.db, deps.env.installationKey, question.environmentId);
  const environment = desired?.environment;
  if (!environment || environment.tenantId !== question.tenantId) throw new Problem('not-found');
  try {
    const opened = await deps.clusters.open(environment.app.tenant.clusterId);
    const { input } = question;
    const base = await baseRelease(deps.db, { environmentId: environment.id, environment }, input);
    const { image, settings: ofSource, note } = await imageOf(deps, environment, input, base);
    const configVersion = input.kind === 'release' && !input.keepConfig && base ? base.configVersion : environment.configVersion;
    const { processes, settings } = mergeSettings(base, ofSource, input, environment.rollout);
    const config = await openConfig(deps.db, deps.env.installationKey, environment, configVersion);
    const command = releaseCommandOf(input, { settings });
    const { record } = await checkRelease(deps.env.namespacePrefix, opened, environment, {
      row: { ...(base ?? emptyRelease(environment)), id: 'check', version: environment.nextRelease, image, configVersion, description: input.description ?? '' },
      processes,
      settings,
      config,
      maxSurge: 'all',
      oldPodsStay: false,
      first: environment.liveReleaseId === null,
      buildId: null,
    }, { before: command && { deploymentId: 'check', command }, rollout: rolloutOf({ cause: 'deploy', environmentKind: environment.kind }, input, settings), asked: input.kind === 'source' });
    const missing = missingNames({ settings, config });
    const unwakeable = sleepRefusal(opened.row, environment, processes, input);
    const uncounted = uncountedRequests(environment, processes, opened, input);
    return { ...record, note, ...(uncounted && { refusal: `${uncounted.message} ${uncountedRemedy}` }), ...(unwakeable && { refusal: `${unwakeable} ${sleepRemedy}` }), ...(missing.length > 0 && { refusal: `${missingText(missing)} ${missingRemedy(missing, environment)}` }) };
  } catch (error) {
    if (error instanceof DeploymentFailed) throw new Problem(/^(image|registry)-/.test(error.failure.class) ? 'image-not-found' : 'wrong-state', error.failure.message, { remedy: error.failure.remedy });
    if (error instanceof ClusterError) throw new Problem('unavailable', 'The cluster does not answer.', { internal: error.message });
    throw error;
  }
}

type Release = NonNullable<EnvironmentRows['targetRelease']>;

interface Planned {
  image: string;
  /** What the source's files ask for; null for what is not made from a source. */
  settings: SourceSettings | null;
  note: string | null;
}

async function imageOf(deps: WorkerDeps, environment: EnvironmentRows, input: DeploymentInput, base: Release | null): Promise<Planned> {
  const { tenant } = environment.app;
  const opened = await deps.clusters.open(tenant.clusterId);
  if (input.kind === 'image') return { ...(await resolveImage(opened, deps.env.namespacePrefix, tenant.slug, input.ref)), settings: null, note: null };
  if (input.kind === 'source') {
    const source = await deps.db.source.findFirst({ where: { id: input.sourceId, appId: environment.appId }, select: { digest: true, detection: true } });
    if (!source) throw new Problem('not-found');
    const known = await imageOfSource(deps.build, opened, { id: environment.appId, slug: environment.app.slug, tenantSlug: tenant.slug }, source);
    const image = known ?? `${opened.row.registryHost}/${deps.env.namespacePrefix}/${tenant.slug}/${environment.app.slug}@${notBuilt}`;
    return { image, settings: settingsOfSource(sourceDetectionSchema.parse(source.detection)), note: known === null ? followsTheBuild : null };
  }
  if (!base) throw new Problem('wrong-state', 'Nothing has been deployed yet.', { remedy: 'Run `berth deploy` first.' });
  return { image: base.image, settings: null, note: null };
}

function emptyRelease(environment: EnvironmentRows): Release {
  return { id: '', tenantId: environment.tenantId, environmentId: environment.id, version: 1, image: '', imageDigest: notBuilt, configVersion: 0, processes: [], settings: {}, source: {}, description: '', createdBy: null, createdAt: new Date() };
}
