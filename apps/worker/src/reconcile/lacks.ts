import type { LiveObject, LivePod } from '../clusters/live-types.js';

/**
 * What a pod cannot start without and that Berth makes: its config's Secret, or its image, which may be refused because
 * the pull credentials are gone. Null when it lacks neither.
 */
export function lacks(object: LiveObject): 'config' | 'image' | null {
  const { status } = object as unknown as LivePod;
  for (const container of [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]) {
    const waiting = container.state?.waiting;
    if (waiting?.reason === 'CreateContainerConfigError' && /secret .*not found/.test(waiting.message ?? '')) return 'config';
    if (waiting?.reason === 'ErrImagePull') return 'image';
  }
  return null;
}
