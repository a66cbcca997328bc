import { Flags } from '@oclif/core';
import { parseCpu, parseMemory } from '@berth/domain';
import { usageFailure } from '../cli-failure.js';
import type { Budget } from '../output/describe-budget.js';

const quantity = (parse: (text: string) => number, example: string) => async (text: string): Promise<number> => {
  try {
    return text === '0' ? 0 : parse(text);
  } catch (error) {
    if (error instanceof RangeError) throw usageFailure(`“${text}” is no quantity.`, `Write it as ${example}.`);
    throw error;
  }
};

export const budgetFlags = {
  cpu: Flags.custom<number>({ parse: quantity(parseCpu, '250m or 4') })({ helpValue: 'CPU', summary: 'Sum of CPU requests, such as 4 or 500m.' }),
  memory: Flags.custom<number>({ parse: quantity(parseMemory, '512Mi or 8Gi') })({ helpValue: 'SIZE', summary: 'Sum of memory limits, such as 8Gi.' }),
  pods: Flags.integer({ helpValue: 'N', min: 0, summary: 'Number of pods.' }),
  storage: Flags.custom<number>({ parse: quantity(parseMemory, '10Gi') })({ helpValue: 'SIZE', summary: 'Sum of volume sizes, such as 10Gi.' }),
  apps: Flags.integer({ helpValue: 'N', min: 0, summary: 'Number of apps.' }),
};

/** The fields of a budget that were given. */
export function budgetOf(flags: { cpu?: number | undefined; memory?: number | undefined; pods?: number | undefined; storage?: number | undefined; apps?: number | undefined }): Partial<Budget> {
  return {
    ...(flags.cpu !== undefined && { cpuMillicores: flags.cpu }),
    ...(flags.memory !== undefined && { memoryBytes: flags.memory }),
    ...(flags.pods !== undefined && { pods: flags.pods }),
    ...(flags.storage !== undefined && { storageBytes: flags.storage }),
    ...(flags.apps !== undefined && { apps: flags.apps }),
  };
}
