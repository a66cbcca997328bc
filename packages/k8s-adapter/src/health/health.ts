/** How an object does. `unknown` is said, never guessed. */
export type HealthState = 'healthy' | 'suspended' | 'progressing' | 'unknown' | 'degraded' | 'missing';

export interface Health {
  state: HealthState;
  reason: string;
}

const fromBestToWorst: readonly HealthState[] = ['healthy', 'suspended', 'progressing', 'unknown', 'degraded', 'missing'];

export const healthy = (reason: string): Health => ({ state: 'healthy', reason });
export const progressing = (reason: string): Health => ({ state: 'progressing', reason });
export const degraded = (reason: string): Health => ({ state: 'degraded', reason });

/** The worst part decides; no parts at all are missing. */
export function environmentHealth(parts: readonly Health[]): Health {
  if (parts.length === 0) return { state: 'missing', reason: 'nothing is deployed' };
  return parts.reduce((worst, part) => (fromBestToWorst.indexOf(part.state) > fromBestToWorst.indexOf(worst.state) ? part : worst));
}
