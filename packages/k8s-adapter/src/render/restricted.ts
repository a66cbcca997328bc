import type { V1PodSpec, V1SecurityContext } from '@kubernetes/client-node';
import type { Json } from '../manifest.js';

/**
 * The pod's part of Pod Security `restricted`. With user namespaces, root in the image is nobody on the node and
 * `restricted` admits it, so that ordinary images run; without, images that run as root are refused.
 */
export function podWalls(userNamespaces: boolean): Pick<Json<V1PodSpec>, 'hostUsers' | 'securityContext'> {
  const seccompProfile = { type: 'RuntimeDefault' };
  return userNamespaces ? { hostUsers: false, securityContext: { seccompProfile } } : { securityContext: { runAsNonRoot: true, seccompProfile } };
}

/** The container's part. */
export function containerWalls(): Json<V1SecurityContext> {
  return { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
}
