import type { V1ResourceQuota } from '@kubernetes/client-node';
import { readObject } from '../apply/apply-object.js';
import type { Connection } from '../apply/connection.js';
import { quantityValue } from '../apply/differences.js';
import { fixedNames } from '../labels.js';
import type { Json } from '../manifest.js';

export interface ResourceUse {
  used: number;
  /** What the budget allows. */
  hard: number;
}

/** A namespace's budget as the cluster counts it; null for what it does not limit. */
export interface QuotaUse {
  cpuMillicores: ResourceUse | null;
  memoryBytes: ResourceUse | null;
  pods: ResourceUse | null;
  storageBytes: ResourceUse | null;
}

/** Reads the namespace's ResourceQuota; null when there is none, or none that the cluster has counted yet. */
export async function quotaUse(connection: Connection, namespace: string): Promise<QuotaUse | null> {
  const quota = (await readObject(connection, { kind: 'ResourceQuota', namespace, name: fixedNames.quota })) as Json<V1ResourceQuota> | null;
  return quota?.status?.hard ? quotaUseOf(quota) : null;
}

/** The same from an object at hand. */
export function quotaUseOf(quota: Json<V1ResourceQuota>): QuotaUse {
  const use = (resource: string, factor = 1): ResourceUse | null => {
    const hard = quantityValue(quota.status?.hard?.[resource] ?? '');
    if (hard === null) return null;
    return { hard: Math.round(hard * factor), used: Math.round((quantityValue(quota.status?.used?.[resource] ?? '0') ?? 0) * factor) };
  };
  return { cpuMillicores: use('requests.cpu', 1000), memoryBytes: use('limits.memory'), pods: use('pods'), storageBytes: use('requests.storage') };
}
