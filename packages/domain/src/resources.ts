import { z } from 'zod';

/** Kubernetes CPU quantity in whole millicores: `250m`, `2`. */
const cpuPattern = /^(\d+)m$|^(\d+(?:\.\d{1,3})?)$/;
/** Kubernetes memory quantity with a binary suffix: `128Mi`, `2Gi`. */
const memoryPattern = /^(\d+)(Ki|Mi|Gi|Ti)$/;

const memoryUnits = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 } as const;

/** CPU in millicores from a quantity such as `250m` or `1.5`. Throws RangeError on any other text. */
export function parseCpu(quantity: string): number {
  const match = cpuPattern.exec(quantity);
  if (!match) throw new RangeError(`not a CPU quantity: ${quantity}; write 250m or 1.5`);
  return match[1] !== undefined ? Number(match[1]) : Math.round(Number(match[2]) * 1000);
}

/** Bytes from a quantity such as `128Mi` or `2Gi`. Throws RangeError on any other text. */
export function parseMemory(quantity: string): number {
  const match = memoryPattern.exec(quantity);
  if (!match) throw new RangeError(`not a memory quantity: ${quantity}; write 128Mi or 2Gi`);
  return Number(match[1]) * memoryUnits[match[2] as keyof typeof memoryUnits];
}

/** `1500` millicores as `1500m`. */
export const formatCpu = (millicores: number): string => `${millicores}m`;

/** Bytes as a whole number of mebibytes, rounded up: `134217728` is `128Mi`. */
export const formatMemory = (bytes: number): string => `${Math.ceil(bytes / memoryUnits.Mi)}Mi`;

export const cpuQuantity = z.string().regex(cpuPattern, 'must be a CPU quantity such as 250m or 1.5');
export const memoryQuantity = z.string().regex(memoryPattern, 'must be a memory quantity such as 128Mi or 2Gi');

/** A tenant's budget: what the cluster enforces with a ResourceQuota. CPU in millicores, memory and storage in bytes. */
export const budgetSchema = z.object({
  cpuMillicores: z.number().int().min(0).max(10_000_000).describe('Sum of CPU requests, in millicores.'),
  memoryBytes: z.number().int().min(0).max(2 ** 50).describe('Sum of memory limits, in bytes.'),
  pods: z.number().int().min(0).max(100_000).describe('Number of pods.'),
  storageBytes: z.number().int().min(0).max(2 ** 50).describe('Sum of volume sizes, in bytes.'),
  apps: z.number().int().min(0).max(100_000).describe('Number of apps.'),
});
export type Budget = z.infer<typeof budgetSchema>;

/** Environments that an app may have besides its previews. */
export const mostEnvironments = 10;

/** What one pod of a process asks for and may use. */
export interface ProcessSize {
  cpuRequestMillicores: number;
  memoryRequestBytes: number;
  memoryLimitBytes: number;
}

const Mi = memoryUnits.Mi;

/** Sizes by name; memory is set aside up to the request and may be used up to the limit. */
export const namedSizes = {
  nano: { cpuRequestMillicores: 5, memoryRequestBytes: 16 * Mi, memoryLimitBytes: 64 * Mi },
  tiny: { cpuRequestMillicores: 10, memoryRequestBytes: 32 * Mi, memoryLimitBytes: 128 * Mi },
  small: { cpuRequestMillicores: 100, memoryRequestBytes: 128 * Mi, memoryLimitBytes: 512 * Mi },
  medium: { cpuRequestMillicores: 250, memoryRequestBytes: 512 * Mi, memoryLimitBytes: 1024 * Mi },
  large: { cpuRequestMillicores: 1000, memoryRequestBytes: 1024 * Mi, memoryLimitBytes: 2048 * Mi },
} as const satisfies Record<string, ProcessSize>;

export const defaultSize: ProcessSize = namedSizes.small;
