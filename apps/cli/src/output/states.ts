import type { Style } from './style.js';

/** The colour of a state of an environment, deployment, tenant or pod; the word itself says it too. */
export function stateStyle(state: string | undefined, style: Style): (text: string) => string {
  switch (state) {
    case 'live':
    case 'active':
    case 'ready':
    case 'succeeded':
    case 'verified':
      return style.good;
    case 'down':
    case 'failed':
    case 'crashed':
      return style.bad;
    case 'degraded':
    case 'not-ready':
    case 'suspended':
    case 'running':
    case 'queued':
    case 'provisioning':
    case 'pending':
      return style.careful;
    default:
      return style.quiet;
  }
}
