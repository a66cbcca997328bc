import { defaultWebProcess } from '@berth/domain';
import { expect, test } from 'vitest';
import { needOf, requireFits } from './budget-need.js';

const Mi = 2 ** 20;
const budget = { cpuMillicores: 1000, memoryBytes: 2048 * Mi, pods: 4, storageBytes: 0, apps: 1 };
const running = (min: number, max = min) => [{ environmentId: 'e', processes: [defaultWebProcess], scale: { web: { min, max } }, share: null }];

test('a need is the least that all processes ask for; a process that nobody scaled counts with its default', () => {
  expect(needOf(running(3, 9))).toEqual({ cpuMillicores: 300, memoryBytes: 3 * 512 * Mi, pods: 3 });
  expect(needOf([{ environmentId: 'e', processes: [defaultWebProcess, { ...defaultWebProcess, name: 'jobs', kind: 'worker', port: null }], scale: {}, share: null }]).pods).toBe(3);
});

test('a preview counts with its share', () => {
  expect(needOf([{ ...running(3)[0]!, share: { size: 'tiny', pods: 1 } }])).toEqual({ cpuMillicores: 10, memoryBytes: 128 * Mi, pods: 1 });
});

test('what cannot fit is refused with the numbers', () => {
  expect(() => requireFits(needOf(running(2)), needOf(running(5)), budget)).toThrow('All apps of the tenant together would need more than its budget: memory 2560Mi (budget 2048Mi), 5 pods (budget 4).');
  expect(() => requireFits(needOf(running(2)), needOf(running(4)), budget)).not.toThrow();
});

test('a tenant above a budget that was cut may still scale down', () => {
  expect(() => requireFits(needOf(running(9)), needOf(running(6)), budget)).not.toThrow();
});
