import type { EnvironmentSpec } from '../app-spec.js';
import type { QuotaUse, ResourceUse } from '../observe/quota-use.js';

/** What a process asks the budget for with its smallest number of pods. */
export interface ProcessNeeds {
  process: string;
  cpuMillicores: number;
  memoryBytes: number;
  pods: number;
}

/** What each process asks for. Memory counts by its limit, as the budget does. */
export function processNeeds(spec: Pick<EnvironmentSpec, 'processes'>): ProcessNeeds[] {
  return spec.processes.map(({ name, replicas, size }) => ({
    process: name,
    cpuMillicores: size.cpuRequestMillicores * replicas.min,
    memoryBytes: size.memoryLimitBytes * replicas.min,
    pods: replicas.min,
  }));
}

/** `all` when the budget has room for all new pods beside everything that runs now, otherwise `none`. */
export function fittingSurge(needs: readonly ProcessNeeds[], use: QuotaUse | null): 'all' | 'none' {
  if (use === null) return 'all';
  const total = (pick: (one: ProcessNeeds) => number): number => needs.reduce((sum, one) => sum + pick(one), 0);
  const room = fits(use.cpuMillicores, total((one) => one.cpuMillicores)) && fits(use.memoryBytes, total((one) => one.memoryBytes)) && fits(use.pods, total((one) => one.pods));
  return room ? 'all' : 'none';
}

const fits = (resource: ResourceUse | null, wanted: number): boolean => resource === null || resource.used + wanted <= resource.hard;
