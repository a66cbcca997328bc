import { registryLogin } from '@berth/sealing';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { RegistryClient } from './registry-client.js';

const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json';

/** Deletes every tagged manifest, and those of `digests`, from a repository; its layers go with the registry's next collection. Absent is success. */
export async function removeRepository(opened: Pick<OpenedCluster, 'row' | 'registryRoleKeys'>, namespacePrefix: string, repository: string, digests: readonly string[] = []): Promise<number> {
  const client = new RegistryClient({ url: opened.row.registryUrl, own: true, login: registryLogin(opened.registryRoleKeys.admin, 'admin', namespacePrefix, '-') });
  const scope = `repository:${repository}:pull,delete`;
  const found = new Set(digests);
  const listed = await client.send('GET', `/v2/${repository}/tags/list?n=10000`, scope);
  if (listed.status === 200) {
    for (const tag of (JSON.parse(listed.body) as { tags: string[] | null }).tags ?? []) {
      const manifest = await client.send('HEAD', `/v2/${repository}/manifests/${tag}`, scope, { accept });
      const digest = manifest.headers['docker-content-digest'];
      if (manifest.status === 200 && digest) found.add(String(digest));
    }
  } else if (listed.status !== 404) {
    throw new Error(`the registry answered ${listed.status} when asked for the tags of ${repository}`);
  }
  for (const digest of found) {
    const answer = await client.send('DELETE', `/v2/${repository}/manifests/${digest}`, scope);
    if (answer.status !== 202 && answer.status !== 404) throw new Error(`the registry answered ${answer.status} when asked to delete from ${repository}`);
  }
  return found.size;
}
