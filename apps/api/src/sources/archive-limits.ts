import { sourcePathLimits } from '@berth/domain';

/** What a source may be at most. */
export const archiveLimits = {
  packedBytes: 512 * 2 ** 20,
  unpackedBytes: 2 * 2 ** 30,
  entries: 50_000,
  /** Unpacked to packed bytes, beyond the first `ratioFreeBytes`. */
  ratio: 200,
  ratioFreeBytes: 10 * 2 ** 20,
  ...sourcePathLimits,
  /** Text kept for detection, of all files together. */
  keptBytes: 8 * 2 ** 20,
};
export type ArchiveLimits = { readonly [limit in keyof typeof archiveLimits]: number };
