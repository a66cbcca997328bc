import type { FailureClass } from '@berth/domain';

interface ImageVerdict {
  class: FailureClass;
  reason: string;
  permanent: boolean;
}

/** What the runtimes say about a pull that failed; the first that fits decides, as some texts hold the words of others. */
const pullTexts: readonly { pattern: RegExp; class: FailureClass; reason: string; permanent?: true }[] = [
  { pattern: /no match for platform|no matching manifest for|image operating system .* cannot be used/i, class: 'wrong-architecture', reason: 'the image has no variant for this cluster\'s processors', permanent: true },
  { pattern: /403 Forbidden/i, class: 'image-private', reason: 'the registry forbids it' },
  { pattern: /authorization failed|failed to authorize|401 Unauthorized|access denied|denied: |no basic auth credentials|unauthorized/i, class: 'image-private', reason: 'the registry wants a login, or has no such image: it does not say which' },
  { pattern: /429 Too Many Requests|toomanyrequests/i, class: 'registry-throttled', reason: 'the registry limits requests' },
  { pattern: /\b5\d\d (Internal Server Error|Bad Gateway|Service Unavailable|Gateway Timeout)|unexpected status.*: 5\d\d/i, class: 'registry-unreachable', reason: 'the registry has an error of its own' },
  { pattern: /connection refused/i, class: 'registry-unreachable', reason: 'the registry refuses connections' },
  { pattern: /no such host/i, class: 'registry-unreachable', reason: 'the registry\'s name is unknown' },
  { pattern: /tls: |x509: |certificate/i, class: 'registry-unreachable', reason: 'the registry\'s TLS is not as expected' },
  { pattern: /timed out|timeout|DeadlineExceeded|deadline exceeded|failed to do request|network is unreachable|no route to host|\bEOF\b/i, class: 'registry-unreachable', reason: 'the registry does not answer in time' },
  { pattern: /could not fetch content descriptor|failed to copy/i, class: 'image-missing', reason: 'a layer of the image is missing in the registry' },
  { pattern: /not found|NotFound|manifest unknown|does not exist/i, class: 'image-missing', reason: 'the registry has no such image' },
];

/** Why a container's image did not come, by the kubelet's waiting reason and message; null for another reason. */
export function classifyImage(reason: string | undefined, message: string): ImageVerdict | null {
  if (reason === 'InvalidImageName') return { class: 'image-invalid', reason: 'the name is not valid', permanent: true };
  if (reason === 'ErrImageNeverPull') return { class: 'image-missing', reason: 'the image is not on the node and must not be pulled', permanent: true };
  if (reason !== 'ErrImagePull' && reason !== 'ImagePullBackOff' && reason !== 'RegistryUnavailable') return null;
  const match = pullTexts.find((text) => text.pattern.test(message));
  if (match) return { class: match.class, reason: match.reason, permanent: match.permanent ?? false };
  return message === '' || reason === 'RegistryUnavailable'
    ? { class: 'registry-unreachable', reason: 'the image cannot be pulled', permanent: false }
    : { class: 'image-missing', reason: 'the image cannot be pulled', permanent: false };
}
