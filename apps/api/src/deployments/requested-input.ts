import type { Tx } from '@berth/db';
import { Problem, sourceDetectionSchema, type DeploymentInput } from '@berth/domain';
import type { LockedEnvironment } from '../apps/environment-key.js';
import { invalidField } from '../http/invalid-input.js';
import { notFound } from '../http/not-found.js';
import type { BodyOf } from '../http/operation.js';

/**
 * What a request asks to deploy: a source of this app, an image, or the present release with other settings. Throws
 * invalid-input for both at once and for a preview that should be tried in stages, not-found for a source that is not this app's, and no-release where nothing runs yet.
 */
export async function requestedInput(tx: Tx, tenantId: string, environment: Pick<LockedEnvironment, 'appId' | 'liveReleaseId' | 'kind'>, { source, image, processes, description, rollout }: BodyOf<'createDeployment'>): Promise<DeploymentInput> {
  const common = { ...(processes && { processes }), ...(description !== undefined && { description }), ...(rollout && { rollout }) };
  if (source !== undefined && image !== undefined) {
    throw invalidField('/body/image', 'cannot be given beside a source');
  }
  if (rollout && rollout.strategy !== 'rolling' && environment.kind === 'preview') throw invalidField('/body/rollout', 'is for environments that serve: a preview is always rolling');
  if (source !== undefined) {
    const known = await tx.source.findFirst({ where: { id: source, tenantId, appId: environment.appId }, select: { detection: true } });
    if (!known) throw notFound();
    const said = sourceDetectionSchema.safeParse(known.detection).data?.settings?.said ?? [];
    return { kind: 'source', sourceId: source, ...(said.length > 0 && { fromSource: said }), ...common };
  }
  if (image !== undefined) return { kind: 'image', ref: image, ...common };
  if (environment.liveReleaseId === null) throw new Problem('no-release', 'There is nothing to deploy: name a source or an image.');
  return { kind: 'current', ...common };
}
