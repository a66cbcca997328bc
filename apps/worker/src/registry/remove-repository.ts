import { registryLogin } from '@berth/sealing';
import { z } from 'zod';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { RegistryClient } from './registry-client.js';

const accept = 'application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json';

/** `{}`, the config of every source (OCI's empty descriptor): it says nothing, and other sources need it. */
const emptyBlob = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';

const named = z.object({ digest: z.string() });
/** Go writes an empty list as null: an image made `FROM scratch` alone has such layers. */
const list = z.array(named).nullish().transform((all) => all ?? []);
const manifestSchema = z.object({ config: named.optional(), layers: list, manifests: list });

type Access = Pick<OpenedCluster, 'row' | 'registryRoleKeys'>;

/** Deletes every tagged manifest and those of `digests` from a repository, as {@link removeManifests} does. Absent is success. Returns their number. */
export async function removeRepository(opened: Access, namespacePrefix: string, repository: string, digests: readonly string[] = []): Promise<number> {
  const { client, scope } = clientFor(opened, namespacePrefix, repository);
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
  return removeManifests(opened, namespacePrefix, repository, [...found]);
}

/**
 * Deletes manifests from a repository, and with them the way to their layers: whoever gets the repository's name next
 * cannot fetch them by digest. The bytes go with the registry's next collection. Absent is success.
 */
export async function removeManifests(opened: Access, namespacePrefix: string, repository: string, digests: readonly string[]): Promise<number> {
  const { client, scope } = clientFor(opened, namespacePrefix, repository);
  const found = new Set(digests);
  const blobs = new Set<string>();
  for (const digest of found) {
    const manifest = await client.send('GET', `/v2/${repository}/manifests/${digest}`, scope, { accept });
    if (manifest.status !== 200) continue;
    const { config, layers, manifests } = manifestSchema.parse(JSON.parse(manifest.body));
    for (const blob of [...layers, ...(config ? [config] : [])]) blobs.add(blob.digest);
    blobs.delete(emptyBlob);
    for (const one of manifests) found.add(one.digest); // an index: its images are looked at in turn
  }
  const remove = async (what: 'manifests' | 'blobs', digest: string): Promise<void> => {
    const answer = await client.send('DELETE', `/v2/${repository}/${what}/${digest}`, scope);
    if (answer.status !== 202 && answer.status !== 404) throw new Error(`the registry answered ${answer.status} when asked to delete from ${repository}`);
  };
  for (const digest of blobs) await remove('blobs', digest); // before the manifests that name them: a run that is cut off finds them again
  for (const digest of found) await remove('manifests', digest);
  return found.size;
}

function clientFor(opened: Access, namespacePrefix: string, repository: string): { client: RegistryClient; scope: string } {
  const login = registryLogin(opened.registryRoleKeys.admin, 'admin', namespacePrefix, '-');
  return { client: new RegistryClient({ url: opened.row.registryUrl, own: true, login }), scope: `repository:${repository}:pull,delete` };
}
