import { registryLogin } from '@berth/sealing';
import { RegistryClient } from '../registry/registry-client.js';
import type { BuildCluster, BuildDeps } from './build-deps.js';
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
