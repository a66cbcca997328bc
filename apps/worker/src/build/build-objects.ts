import { buildJobName, buildNamespace, renderBuildJob, type Manifest, type RegistrySpec } from '@berth/k8s-adapter';
import type { ClusterRow } from '../clusters/cluster-pool.js';
import { settingsOf, type BuildDeps } from './build-deps.js';
import type { BuildRow } from './build-rows.js';
import type { BuildRecipe } from './content-key.js';
import { imageRepository, sourceRepository } from './registry-login.js';

export const registryOf = (row: ClusterRow): RegistrySpec => ({ host: row.registryHost, insecure: row.registryInsecure, dockerHubMirror: row.imageMirror });

/** How often a build is tried when it fails for reasons that may pass. */
export const mostAttempts = 3;

/** Name of the Job for a try of a build; later tries need a name of their own. */
export const jobBuildId = (build: Pick<BuildRow, 'id'>, attempt: number): string => (attempt === 1 ? build.id : `${build.id}-${attempt}`);

export interface JobTarget {
  namespace: string;
  name: string;
}

export const jobOf = (deps: BuildDeps, build: BuildRow, attempt: number): JobTarget => ({
  namespace: buildNamespace(deps.namespacePrefix, build.app.tenant.slug),
  name: buildJobName(build.app, jobBuildId(build, attempt)),
});

/** The Job of a try of a build. */
export function buildJob(deps: BuildDeps, row: ClusterRow, build: BuildRow, recipe: BuildRecipe, attempt: number): Manifest {
  const { app } = build;
  const settings = settingsOf(deps);
  return renderBuildJob({
    namespacePrefix: deps.namespacePrefix,
    tenant: { id: app.tenant.id, slug: app.tenant.slug },
    app: { id: app.id, slug: app.slug },
    buildId: jobBuildId(build, attempt),
    image: row.builderImage,
    size: settings.jobSize,
    registry: registryOf(row),
    source: { repository: sourceRepository(deps, app.tenant.slug), digest: build.source.digest },
    target: { repository: imageRepository(deps, app.tenant.slug, app.slug), tag: `build-${build.id}` },
    folder: null,
    dockerfile: recipe.generated
      ? { kind: 'generated', text: recipe.generated.dockerfile, ignore: recipe.generated.ignore }
      : { kind: 'path', path: recipe.detection.kind === 'dockerfile' ? recipe.detection.path : 'Dockerfile' },
    noCache: false,
    timeoutSeconds: settings.timeoutSeconds,
  });
}
