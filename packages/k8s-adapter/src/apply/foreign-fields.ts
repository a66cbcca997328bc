import { fieldManager } from '../labels.js';
import type { LiveObject, Manifest } from '../manifest.js';

/** Walls: what somebody adds to one of these can open it, so they hold what we render and nothing else. */
const exactKinds: ReadonlySet<string> = new Set(['NetworkPolicy', 'ResourceQuota', 'LimitRange', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']);

interface ManagedFields {
  manager?: string;
  subresource?: string;
  fieldsV1?: Record<string, unknown>;
}

/** Whether somebody else wrote a part of a wall's spec, by the API server's own record of who owns which field. */
export function hasForeignFields(live: LiveObject): boolean {
  if (!exactKinds.has(live.kind)) return false;
  const records = (live.metadata.managedFields ?? []) as ManagedFields[];
  return records.some((record) => record.manager !== fieldManager && !record.subresource && record.fieldsV1?.['f:spec'] !== undefined);
}

/**
 * The merge patch (RFC 7396) that leaves of the live object's spec what is wanted: server-side apply takes nothing away
 * that another manager added. Null removes; what the API server defaults comes back by itself.
 */
export function exactPatch(wanted: Manifest, live: LiveObject): object {
  return { spec: exactly(wanted['spec'], live['spec']) };
}

type Plain = Record<string, unknown>;
const isObject = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

function exactly(wanted: unknown, live: unknown): unknown {
  if (!isObject(wanted) || !isObject(live)) return wanted;
  const extra = Object.keys(live).filter((key) => wanted[key] === undefined);
  return { ...Object.fromEntries(extra.map((key) => [key, null])), ...Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, exactly(value, live[key])])) };
}
