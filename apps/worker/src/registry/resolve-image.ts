import { createHash } from 'node:crypto';
import { remedyFor, type FailureClass } from '@berth/domain';
import { registryLogin } from '@berth/sealing';
import type { OpenedCluster } from '../clusters/cluster-pool.js';
import { failed } from '../jobs/deployment-failure.js';
import { parseImageReference, type ImageReference } from './image-reference.js';
import { RegistryClient, RegistryUnreachable, type RegistryAnswer } from './registry-client.js';

export interface ResolvedImage {
  /** `host/path@sha256:…`. */
  image: string;
  digest: string;
}

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/**
 * Finds the digest that an image reference means now. The installation's own registry is asked with the tenant's pull
 * credentials, any other anonymously over HTTPS. Throws DeploymentFailed: image-invalid, image-missing, image-private,
 * registry-throttled or registry-unreachable.
 */
export async function resolveImage(opened: Pick<OpenedCluster, 'row' | 'registryRoleKeys'>, namespacePrefix: string, tenantSlug: string, text: string): Promise<ResolvedImage> {
  const parsed = parseImageReference(text);
  if (!parsed) throw failed('image-invalid', `${JSON.stringify(text)} is not the name of an image.`, { evidence: [`api image: ${JSON.stringify(text)}`], remedy: remedyFor('image-invalid', { image: JSON.stringify(text) }) });
  const reference = throughMirror(parsed, opened.row.imageMirror);
  const name = `${reference.host}/${reference.repository}`;
  if (foreign(reference, opened.row.registryHost, namespacePrefix, tenantSlug)) throw failed('image-missing', `There is no image ${text}.`, { evidence: [`api ${reference.host}: ${reference.repository} is no repository of this tenant`], remedy: remedyFor('image-missing', { image: text }) });
  const client = clientFor(reference, opened, namespacePrefix, tenantSlug);
  const path = `/v2/${reference.repository}/manifests/${reference.digest ?? reference.tag}`;
  const scope = `repository:${reference.repository}:pull`;
  try {
    const answer = await client.send('HEAD', path, scope, { accept: manifestTypes });
    refuse(answer, reference, text);
    let digest = reference.digest ?? String(answer.headers['docker-content-digest'] ?? '');
    if (!digest) {
      const whole = await client.send('GET', path, scope, { accept: manifestTypes });
      refuse(whole, reference, text);
      digest = `sha256:${createHash('sha256').update(whole.body).digest('hex')}`;
    }
    return { image: `${name}@${digest}`, digest };
  } catch (error) {
    if (error instanceof RegistryUnreachable) throw failed('registry-unreachable', `${text}: ${error.message}`, { evidence: [`api ${reference.host}: ${error.message}`], remedy: remedyFor('registry-unreachable', { registry: reference.host }) });
    throw error;
  }
}

/** Where Docker Hub cannot be reached, its images are those of the mirror. */
function throughMirror(reference: ImageReference, mirror: string | null): ImageReference {
  if (reference.host !== 'docker.io' || !mirror) return reference;
  const slash = mirror.indexOf('/');
  const host = slash === -1 ? mirror : mirror.slice(0, slash);
  const folder = slash === -1 ? '' : `${mirror.slice(slash + 1)}/`;
  return { ...reference, host, repository: `${folder}${reference.repository}` };
}

/** Another tenant's images are as good as absent. */
function foreign(reference: ImageReference, registryHost: string, namespacePrefix: string, tenantSlug: string): boolean {
  if (reference.host !== registryHost) return false;
  return !reference.repository.startsWith(`${namespacePrefix}/${tenantSlug}/`) && !reference.repository.startsWith('mirror/');
}

function clientFor(reference: ImageReference, opened: Pick<OpenedCluster, 'row' | 'registryRoleKeys'>, namespacePrefix: string, tenantSlug: string): RegistryClient {
  if (reference.host === opened.row.registryHost) {
    return new RegistryClient({ url: opened.row.registryUrl, own: true, login: registryLogin(opened.registryRoleKeys.pull, 'pull', namespacePrefix, tenantSlug) });
  }
  const host = reference.host === 'docker.io' ? 'registry-1.docker.io' : reference.host;
  return new RegistryClient({ url: `https://${host}`, own: false, login: null });
}

/** 403 is a refusal by name. 401 after a login was tried is given for what is private and, by some registries, for what is absent. */
function refuse({ status }: RegistryAnswer, { host, repository, digest, tag }: ImageReference, text: string): void {
  if (status === 200) return;
  const facts = { image: text, registry: host };
  const refused = (name: FailureClass, message: string): Error => failed(name, message, { evidence: [`api ${host}: HEAD /v2/${repository}/manifests/${digest ?? tag} was answered ${status}`], remedy: remedyFor(name, facts) });
  if (status === 404) throw refused('image-missing', `There is no image ${text}.`);
  if (status === 403) throw refused('image-private', `The registry ${host} forbids ${text} to this installation.`);
  if (status === 401) throw refused('image-private', `The registry ${host} wants a login for ${text}, or has no such image: it does not say which.`);
  if (status === 429) throw refused('registry-throttled', `The registry ${host} answered "too many requests" for ${text}.`);
  throw refused('registry-unreachable', `The registry ${host} answered ${status} for ${text}.`);
}
