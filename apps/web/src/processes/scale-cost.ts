import { sleepsWhenIdle } from '@berth/domain';
import type { BudgetUse, Process } from '../api/types.ts';
import { formatCpu, formatMemory } from '../format/quantities.ts';

export interface ScaleInput {
  min: number;
  max: number;
  /** With a range from 0: how long without a request until it sleeps; as usual when absent. */
  idleSeconds?: number;
  /** With a range: how many a pod is to get, where that decides. */
  requestsPerSecond?: number;
}

/** Reads `3` as fixed and `2` to `10` as a range; null when they are not numbers that the API takes. A range from 0 sleeps after the same time as `present`, and a range follows requests where that does. */
export function readScale(min: string, max: string, present: Process['scale']): ScaleInput | null {
  const from = Number(min);
  const to = max.trim() === '' ? from : Number(max);
  if (min.trim() === '' || !Number.isInteger(from) || !Number.isInteger(to) || from < 0 || to > 1000 || from > to) return null;
  const scale = { min: from, max: to };
  const { idleSeconds, requestsPerSecond } = present;
  return { ...scale, ...(sleepsWhenIdle(scale) && idleSeconds !== undefined && { idleSeconds }), ...(from < to && requestsPerSecond !== undefined && { requestsPerSecond }) };
}

/** `3`, or `2 to 10`. */
export const scaleWords = ({ min, max }: ScaleInput): string => (min === max ? String(min) : `${min} to ${max}`);

/** The words of `berth` for it: `scale web=0..3 --idle 1800s --rps 50`. */
export const scaleCommand = (process: string, { min, max, idleSeconds, requestsPerSecond }: ScaleInput): string[] => ['scale', `${process}=${min === max ? min : `${min}..${max}`}`, ...(idleSeconds === undefined ? [] : ['--idle', `${idleSeconds}s`]), ...(requestsPerSecond === undefined ? [] : ['--rps', String(requestsPerSecond)])];

/** What a new scale costs of the budget at its upper end, in words, and whether it fits beside what is used now. */
export function scaleCost(process: Process, to: ScaleInput, budget: BudgetUse | undefined): { words: string; fits: boolean } {
  const cpu = to.max * process.size.cpuRequestMillicores;
  const memory = to.max * process.size.memoryLimitBytes;
  const needs = `${to.max} × ${process.name} needs ${formatCpu(cpu)} CPU and ${formatMemory(memory)}`;
  if (!budget?.used) return { words: `${needs}.`, fits: true };
  const now = process.desired;
  const freeCpu = budget.budget.cpuMillicores - budget.used.cpuMillicores + now * process.size.cpuRequestMillicores;
  const freeMemory = budget.budget.memoryBytes - budget.used.memoryBytes + now * process.size.memoryLimitBytes;
  const freePods = budget.budget.pods - budget.used.pods + now;
  const fits = cpu <= freeCpu && memory <= freeMemory && to.max <= freePods;
  const free = `${formatCpu(Math.max(0, freeCpu))} CPU, ${formatMemory(Math.max(0, freeMemory))} and ${Math.max(0, freePods)} pods`;
  return { words: `${needs}; ${free} are free for it.`, fits };
}
