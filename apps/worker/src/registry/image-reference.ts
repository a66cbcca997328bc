export interface ImageReference {
  /** Host and port of the registry; `docker.io` where none is named. */
  host: string;
  repository: string;
  tag: string | null;
  digest: string | null;
}

const pattern = /^(?:(?<host>[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\d{1,5})?)\/)?(?<repository>[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

/** Reads an image reference as Docker's clients do (distribution spec): the first part is a host when it has a dot, a port, or is `localhost`. Null for a malformed one. */
export function parseImageReference(text: string): ImageReference | null {
  const slash = text.indexOf('/');
  const first = slash === -1 ? '' : text.slice(0, slash);
  const named = first.includes('.') || first.includes(':') || first === 'localhost';
  const match = pattern.exec(named ? text : `docker.io/${slash === -1 ? 'library/' : ''}${text}`);
  const groups = match?.groups;
  if (!groups?.['host'] || !groups['repository']) return null;
  const { host, repository, tag, digest } = groups;
  return { host, repository, tag: tag ?? (digest ? null : 'latest'), digest: digest ?? null };
}
