import { buildNamespace, renderBuildOrder, type RegistrySpec } from '@berth/k8s-adapter';
import type { ClusterRow } from '../clusters/cluster-pool.js';
import { settingsOf, type BuildDeps } from './build-deps.js';
import type { BuildRow } from './build-rows.js';
import type { BuildRecipe } from './content-key.js';
import type { BuildToFollow } from './follow-build.js';
import { imageRepository, sourceRepository } from './registry-login.js';

export const registryOf = (row: ClusterRow): RegistrySpec => ({ host: row.registryHost, insecure: row.registryInsecure, dockerHubMirror: row.imageMirror });

/** How often a build is tried when it fails for reasons that may pass. */
export const mostAttempts = 3;

/** What a try of a build is called in the runner; later tries need a name of their own. */
export const triedBuildId = (build: Pick<BuildRow, 'id'>, attempt: number): string => (attempt === 1 ? build.id : `${build.id}-${attempt}`);

/** A try of a build, for the runner; `joins`: one that has begun, and is lost where the runner does not know it. */
export function buildOrder(deps: BuildDeps, row: ClusterRow, build: BuildRow, recipe: BuildRecipe, { attempt, joins }: { attempt: number; joins: boolean }): Omit<BuildToFollow, 'revision'> {
  const { app } = build;
  const order = renderBuildOrder({
    namespacePrefix: deps.namespacePrefix,
    tenant: { slug: app.tenant.slug },
    buildId: triedBuildId(build, attempt),
    joins,
    registry: registryOf(row),
    source: { repository: sourceRepository(deps, app.tenant.slug), digest: build.source.digest },
    target: { repository: imageRepository(deps, app.tenant.slug, app.slug), tag: `build-${build.id}` },
    folder: null,
    dockerfile: recipe.generated
      ? { kind: 'generated', text: recipe.generated.dockerfile, ignore: recipe.generated.ignore }
      : { kind: 'path', path: recipe.detection.kind === 'dockerfile' ? recipe.detection.path : 'Dockerfile' },
    noCache: false,
    timeoutSeconds: settingsOf(deps).timeoutSeconds,
  });
  return { namespace: buildNamespace(deps.namespacePrefix, app.tenant.slug), ...order };
}
