import { processSettingsSchema, sleepsWhenIdle, type DeploymentInput, type ProcessSettings } from '@berth/domain';
import { z } from 'zod';
import type { ClusterRow } from '../clusters/cluster-pool.js';
import { allowedScale, type EnvironmentRows } from '../reconcile/load-desired.js';

export const sleepRemedy = 'Write `min: 1` or more under `replicas` in berth.yaml, or set it for this environment: `berth scale web=1..3`.';

/**
 * Why processes that are to sleep from now on cannot on this cluster; null when they can, or none is. What slept before its
 * operator took that away stays awake and is deployed all the same, and whoever goes back is not held up. Pure.
 */
export function sleepRefusal({ activatorAddress, ingressMetricsUrl }: Pick<ClusterRow, 'activatorAddress' | 'ingressMetricsUrl'>, environment: Parameters<typeof allowedScale>[0] & Pick<EnvironmentRows, 'liveRelease'>, processes: readonly ProcessSettings[], { kind }: Pick<DeploymentInput, 'kind'>): string | null {
  if (kind === 'release' || (activatorAddress !== null && ingressMetricsUrl !== null)) return null;
  const sleepers = (all: readonly ProcessSettings[]): string[] => all.filter((process) => process.kind === 'web' && sleepsWhenIdle(allowedScale(environment, process))).map(({ name }) => name);
  const before = sleepers(z.array(processSettingsSchema).parse(environment.liveRelease?.processes ?? []));
  const name = sleepers(processes).find((one) => !before.includes(one));
  return name === undefined ? null : `Process ${name} is to have no pod while nobody asks for it, and this cluster has nothing that would wake it up on a request, or that tells when it is idle.`;
}
