import { expect, test } from 'vitest';
import { noUse, roomFor, triedRefusal, usedBy, type Use } from './budget-room.js';

const Mi = 2 ** 20;
const pod: Use = { cpuMillicores: 100, memoryBytes: 512 * Mi, pods: 1 };
const two: Use = { cpuMillicores: 200, memoryBytes: 1024 * Mi, pods: 2 };
const use = (cpu: [number, number], memoryMi: [number, number], pods: [number, number]) => ({
  cpuMillicores: { used: cpu[0], hard: cpu[1] },
  memoryBytes: { used: memoryMi[0] * Mi, hard: memoryMi[1] * Mi },
  pods: { used: pods[0], hard: pods[1] },
  storageBytes: null,
});

test('new pods start beside the old ones when all fit', () => {
  expect(roomFor({ use: use([200, 1000], [1024, 4096], [2, 10]), needs: two, largestPod: pod, running: [pod, pod], ending: noUse, tried: noUse, fitsBeside: true })).toEqual({ maxSurge: 'all', reason: null, refusal: null });
});

test('a full budget replaces one by one and says which part is full', () => {
  const room = roomFor({ use: use([200, 1000], [1024, 1024], [2, 10]), needs: two, largestPod: pod, running: [pod, pod], ending: noUse, tried: noUse, fitsBeside: false });
  expect(room).toMatchObject({ maxSurge: 'none', refusal: null });
  expect(room.reason).toMatch(/needs 1024Mi memory, 0Mi memory free/);
});

test('an app of one pod in a full budget is told that nothing of it runs meanwhile', () => {
  const room = roomFor({ use: use([100, 1000], [512, 512], [1, 1]), needs: pod, largestPod: pod, running: [pod], ending: noUse, tried: noUse, fitsBeside: false });
  expect(room).toMatchObject({ maxSurge: 'none', refusal: null, reason: expect.stringMatching(/its only pod goes before the new one comes, and nothing of it runs meanwhile$/) });
});

test('what fits in no way is refused with the numbers', () => {
  const room = roomFor({ use: use([900, 1000], [512, 8192], [1, 10]), needs: two, largestPod: pod, running: [], ending: noUse, tried: noUse, fitsBeside: false });
  expect(room.refusal).toBe('It needs 200m CPU, and the budget of 1000m CPU has room for 100m CPU.');
});

test('bigger pods that fit in the end, but not beside what is left of the old ones, are refused', () => {
  const bigger: Use = { ...pod, memoryBytes: 1024 * Mi };
  const room = roomFor({ use: use([200, 1000], [1024, 1200], [2, 10]), needs: bigger, largestPod: bigger, running: [pod, pod], ending: noUse, tried: noUse, fitsBeside: false });
  expect(room.refusal).toBe('Its first new pod needs 1024Mi memory, and with one old pod less the budget of 1200Mi memory has room for 688Mi memory.');
});

test('a pod that is going makes room of itself', () => {
  const full = { use: use([200, 1000], [1024, 512], [2, 10]), needs: pod, largestPod: pod, tried: noUse, fitsBeside: false };
  expect(roomFor({ ...full, running: [pod], ending: pod })).toMatchObject({ maxSurge: 'none', refusal: null });
  expect(roomFor({ ...full, running: [pod], ending: noUse }).refusal).toBe('It needs 512Mi memory, and the budget of 512Mi memory has room for 0Mi memory without its old pods.');
});

test('a release that is tried first needs room for its pods beside all that runs, or is refused with the numbers', () => {
  const full = roomFor({ use: use([200, 1000], [1024, 1024], [2, 10]), needs: two, largestPod: pod, running: [pod, pod], ending: noUse, tried: pod, fitsBeside: false });
  expect(full.refusal).toBe('To try it beside what runs it needs 512Mi memory more, and the budget of 1024Mi memory has 0Mi memory left. Deploy it with `--strategy rolling`, or make room.');
  const tight = roomFor({ use: use([200, 1000], [1024, 1536], [2, 10]), needs: two, largestPod: pod, running: [pod, pod], ending: noUse, tried: pod, fitsBeside: false });
  expect(tight).toMatchObject({ maxSurge: 'none', refusal: null });
});

test('a stage that needs more pods than the budget has room for is told so; one that needs none fits a full budget', () => {
  const full = use([300, 1000], [1536, 2048], [3, 3]);
  const size = { cpuRequestMillicores: 100, memoryRequestBytes: 512 * Mi, memoryLimitBytes: 512 * Mi };
  expect(triedRefusal(full, usedBy(size, 2))).toBe('To try it beside what runs it needs 1024Mi memory more, and the budget of 2048Mi memory has 512Mi memory left.');
  expect(triedRefusal(full, usedBy(size, 1))).toBe('To try it beside what runs it needs 1 pod more, and the budget of 3 pods has 0 pods left.');
  expect([triedRefusal(full, usedBy(size, 0)), triedRefusal(full, usedBy(size, -1)), triedRefusal(null, usedBy(size, 9))]).toEqual([null, null, null]);
});
