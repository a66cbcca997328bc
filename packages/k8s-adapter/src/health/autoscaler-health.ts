import type { V2HorizontalPodAutoscaler } from '@kubernetes/client-node';
import type { Json } from '../manifest.js';
import { degraded, healthy, progressing, type Health } from './health.js';

/** Health of an autoscaler: one without metrics holds the number of pods, which is worth knowing and no outage. */
export function autoscalerHealth(autoscaler: Json<V2HorizontalPodAutoscaler>): Health {
  const condition = (type: string) => autoscaler.status?.conditions?.find((one) => one.type === type);
  const able = condition('AbleToScale');
  if (able?.status === 'False' && able.reason !== 'BackoffBoth') return degraded(able.message ?? 'cannot scale');
  const active = condition('ScalingActive');
  if (!active) return progressing('has not looked yet');
  if (active.status === 'False') {
    return active.reason === 'ScalingDisabled' ? { state: 'suspended', reason: 'scaled to 0' } : progressing('waits for metrics');
  }
  const { currentReplicas = 0, desiredReplicas = 0 } = autoscaler.status ?? {};
  return currentReplicas === desiredReplicas ? healthy(`${currentReplicas} pods`) : progressing(`scaling from ${currentReplicas} to ${desiredReplicas} pods`);
}
