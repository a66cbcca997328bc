import type { V1Ingress } from '@kubernetes/client-node';
import type { Json } from '../manifest.js';
import { healthy, type Health } from './health.js';

/**
 * Health of an Ingress. Not every controller reports an address (one on the nodes' own network may not), so that none is
 * unknown, not broken: whether hosts answer is verified by asking them.
 */
export function ingressHealth(ingress: Json<V1Ingress> | null): Health {
  if (!ingress) return { state: 'missing', reason: 'no host leads here' };
  const address = ingress.status?.loadBalancer?.ingress?.[0];
  if (!address) return healthy('no address reported');
  return healthy(`reached at ${address.ip ?? address.hostname ?? 'an address'}`);
}
