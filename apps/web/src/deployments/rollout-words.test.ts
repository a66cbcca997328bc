import { expect, test } from 'vitest';
import type { Rollout } from '../api/types.ts';
import { weightOf } from '../apps/waterline-shares.ts';
import { gateRows, leftWords, serveWords, stageRows } from './rollout-words.ts';

const canary: Rollout = {
  strategy: 'canary', sharing: 'weight', stages: [{ percent: 10, pods: 1, seconds: 120, manual: false }, { percent: 50, pods: 1, seconds: 90, manual: false }], stage: 1, phase: 'holding', paused: false, secondsLeft: 72,
  previewUrl: null, gates: { errorPercent: 1, latencyP95Ms: 800 }, figures: { requests: 200, errors: 3, p95Ms: 61 },
};
const blueGreen: Rollout = { ...canary, strategy: 'blue-green', stages: [{ percent: 0, pods: 2, seconds: 0, manual: true }, { percent: 100, pods: 2, seconds: 300, manual: false }], stage: 0, secondsLeft: null, gates: {}, figures: null };
const versions = { release: 8, previousRelease: 7 };

test('who serves what follows the stage, and a stage that starts has the share of the one before', () => {
  expect(serveWords(versions, canary)).toBe('v8 gets 50 % of the requests, v7 50 %.');
  expect(weightOf({ ...canary, phase: 'starting' })).toBe(10);
  expect(weightOf({ ...canary, stage: 0, phase: 'starting' })).toBe(0);
  expect(serveWords(versions, blueGreen)).toBe('v7 serves all requests; v8 runs beside it.');
  expect(serveWords(versions, { ...blueGreen, stage: 1 })).toBe('v8 serves all requests; v7 stands by.');
  expect(serveWords(versions, { ...canary, sharing: 'pods' })).toBe('Requests are shared by pods: v8 gets about 50 %, v7 the rest.');
  expect(serveWords(versions, { ...canary, phase: 'passed' })).toBe('v8 takes over from v7.');
});

test('a stage says how long it lasts, and why it does not end', () => {
  expect(leftWords(canary)).toBe('1 min 12 s left');
  expect(leftWords({ ...canary, paused: true })).toContain('Paused');
  expect(leftWords(blueGreen)).toBe('Waits for you');
  expect(stageRows({ state: 'running' }, canary).map(({ view, time }) => [view.words, time])).toEqual([['done', 'for 2 min'], ['running', 'for 1 min 30 s']]);
  expect(stageRows({ state: 'failed' }, canary).map(({ view }) => view.words)).toEqual(['done', 'failed']);
  expect(stageRows({ state: 'running' }, blueGreen)[0]?.time).toBe('until you continue');
});

test('a gate shows its present figure, and is missed only once there were enough requests', () => {
  expect(gateRows(canary)).toEqual([{ name: 'Answers of 500 and above', now: '1.5 %', most: '1 %', missed: true }, { name: '95 of 100 answer within', now: '61 ms', most: '800 ms', missed: false }]);
  expect(gateRows({ ...canary, figures: { requests: 19, errors: 3, p95Ms: null } }).map(({ now, missed }) => [now, missed])).toEqual([['15.8 %', false], ['not known yet', false]]);
  expect(gateRows(blueGreen)).toEqual([]);
});
