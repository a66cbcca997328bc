import { registryLogin } from '@berth/sealing';
import { RegistryClient } from '../registry/registry-client.js';
import type { BuildCluster, BuildDeps } from './build-deps.js';
import { earlierImage } from './build-rows.js';
import { contentKeyOf, recipeOf } from './content-key.js';
import { imageRepository } from './registry-login.js';

const manifestTypes = 'application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.v2+json';

/** Whether the registry still holds an image of the app. Throws RegistryUnreachable. */
export async function imageExists(deps: BuildDeps, opened: BuildCluster, tenantSlug: string, appSlug: string, digest: string): Promise<boolean> {
  const login = registryLogin(opened.registryRoleKeys.pull, 'pull', deps.namespacePrefix, tenantSlug);
  const client = new RegistryClient({ url: opened.row.registryUrl, own: true, login });
  const repository = imageRepository(deps, tenantSlug, appSlug);
  const answer = await client.send('HEAD', `/v2/${repository}/manifests/${digest}`, `repository:${repository}:pull`, { accept: manifestTypes });
  return answer.status === 200;
}

/** The image that the same source was built to before, `host/path@sha256:…`; null when it has to be built. Throws RegistryUnreachable. */
export async function imageOfSource(deps: BuildDeps, opened: BuildCluster, app: { id: string; slug: string; tenantSlug: string }, source: { digest: string; detection: unknown }): Promise<string | null> {
  const earlier = await earlierImage(deps.db, { appId: app.id, contentKey: contentKeyOf(source.digest, recipeOf(source.detection)) });
  return earlier && (await imageExists(deps, opened, app.tenantSlug, app.slug, earlier.imageDigest)) ? earlier.image : null;
}
