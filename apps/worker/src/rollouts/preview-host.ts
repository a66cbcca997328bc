const longestLabel = 63;
/** No environment's host ends so: its last part is a tenant's name, and two hyphens never stand before one. */
const suffix = '--next';

/** The host that leads to a candidate alone, beside the first of `hosts` under the base domain; null where the name would be too long. Pure. */
export function previewHostOf(hosts: readonly string[], baseDomain: string): string | null {
  const label = hosts.find((host) => host.endsWith(`.${baseDomain}`))?.slice(0, -baseDomain.length - 1);
  return label === undefined || label.includes('.') || label.length + suffix.length > longestLabel ? null : `${label}${suffix}.${baseDomain}`;
}
