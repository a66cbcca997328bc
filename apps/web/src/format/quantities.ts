const mebi = 2 ** 20;
const gibi = 2 ** 30;

const trim = (value: number, digits: number) => String(Number(value.toFixed(digits)));

/** Memory and storage in binary units: `212 MiB`, `3.1 GiB`. */
export function formatMemory(bytes: number): string {
  if (bytes < mebi && bytes > 0) return `${Math.max(1, Math.round(bytes / 1024))} KiB`;
  if (bytes < gibi) return `${Math.round(bytes / mebi)} MiB`;
  return `${trim(bytes / gibi, 1)} GiB`;
}

/** Cores from millicores: `2.5`, `0.25`; below a hundredth `0.004`. */
export const formatCpu = (millicores: number): string => trim(millicores / 1000, millicores < 10 ? 3 : 2);

/** A share of a whole in whole per cent; 0 of 0 is 0. Anything above nothing shows as at least 1. */
export function percent(part: number, whole: number): number {
  if (whole <= 0 || part <= 0) return 0;
  return Math.max(1, Math.round((part / whole) * 100));
}

/** Used and limit in the limit's unit, said once: `3.1 of 8 GiB`. */
export function formatMemoryOf(used: number, limit: number): string {
  const unit = limit < gibi ? mebi : gibi;
  return `${trim(used / unit, 1)} of ${trim(limit / unit, 1)} ${unit === gibi ? 'GiB' : 'MiB'}`;
}

/** `1 pod`, `3 pods`. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The first characters of a digest: `sha256:76a1c0…`. */
export function shortDigest(digest: string): string {
  const [algorithm, hex] = digest.split(':');
  return hex === undefined ? digest : `${algorithm}:${hex.slice(0, 6)}…`;
}
