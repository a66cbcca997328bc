import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defaultRollouts, type RolloutProgressState } from '@berth/domain';
import { expect, test } from 'vitest';
import { afterTime, describeStage, nextMove, noteOf } from './next-move.js';
import { describeFirst } from './describe-plan.js';
import { gatesRefusal } from './plan-for.js';
import { mostPods, planRollout } from './plan-rollout.js';
import { rolloutOf } from './rollout-of.js';

const nobody = { paused: false, leave: null };
const canary = (more: Partial<RolloutProgressState> = {}): RolloutProgressState => ({ ...planRollout({ rollout: { ...defaultRollouts.canary, gates: { errorPercent: 1, latencyP95Ms: 800 } }, stablePods: 4, weights: true, measured: true, previewHost: null }), ...more });
const pods = (rollout: Parameters<typeof planRollout>[0]['rollout'], stablePods: number, weights: boolean) => planRollout({ rollout, stablePods, weights, measured: true, previewHost: null }).stages.map((stage) => [stage.percent, stage.pods]);

test('staged tries one pod, blue-green all, canary as many as carry the weight', () => {
  expect(pods(defaultRollouts.staged, 2, true)).toEqual([[33, 1]]);
  expect(pods(defaultRollouts['blue-green'], 3, false)).toEqual([[0, 3], [100, 3]]);
  expect(pods(defaultRollouts.canary, 10, true)).toEqual([[10, 1], [50, 5]]);
});

test('without weights a canary is shared by number of pods', () => {
  const plan = planRollout({ rollout: defaultRollouts.canary, stablePods: 4, weights: false, measured: true, previewHost: null });
  expect(plan.sharing).toBe('pods');
  expect(plan.stages.map((stage) => stage.pods)).toEqual([1, 4]);
  expect(mostPods(plan.stages)).toBe(4);
});

test('without gates of its own a canary has the usual one where it can be judged', () => {
  const gates = (weights: boolean, measured: boolean) => planRollout({ rollout: defaultRollouts.canary, stablePods: 1, weights, measured, previewHost: null }).gates;
  expect([gates(true, true), gates(false, true), gates(true, false)]).toEqual([{ errorPercent: 1 }, {}, {}]);
});

test('gates that cannot be judged are refused, none are not', async () => {
  const asked = { ...defaultRollouts.canary, gates: { latencyP95Ms: 9 } };
  const on = (gatewayName: string | null, ingressMetricsUrl: string | null) => ({ row: { gatewayName, ingressMetricsUrl } }) as Parameters<typeof gatesRefusal>[1];
  let metrics = 'traefik_config_reloads_total 1';
  const ingress = createServer((_, response) => response.end(metrics)).listen(0, '127.0.0.1');
  await once(ingress, 'listening');
  const url = `http://127.0.0.1:${(ingress.address() as AddressInfo).port}`;
  expect(await gatesRefusal(asked, on('apps', url))).toBeNull();
  expect(await gatesRefusal(asked, on(null, url))).toMatch(/no Gateway API/);
  expect(await gatesRefusal(asked, on('apps', null))).toMatch(/no figures/);
  expect(await gatesRefusal(defaultRollouts.canary, on(null, null))).toBeNull();
  metrics = 'nginx_ingress_controller_requests 9';
  expect(await gatesRefusal(asked, on('apps', url))).toMatch(/cannot be read, .*not the metrics of a Traefik/);
  expect(await gatesRefusal(defaultRollouts.canary, on('apps', url))).toBeNull();
  await new Promise((resolve) => ingress.close(resolve));
  await expect(gatesRefusal(asked, on('apps', url))).rejects.toMatchObject({ code: 'unreachable' }); // asked again: it may be starting
});

test('what could not be judged of a stage is said: too few requests, or no word from the ingress', () => {
  expect(noteOf(canary({ figures: { requests: 400, errors: 0, p95Ms: 1 } }))).toBeNull();
  expect(noteOf(canary({ figures: { requests: 3, errors: 0, p95Ms: 1 } }))).toBe('too few requests to judge the gates at 10 % (3)');
  expect(noteOf(canary())).toBe('the gates were not judged at 10 %: the ingress told no figures');
  expect(noteOf(canary({ gates: {} }))).toBeNull();
});

test('a first release is rolling whatever was asked for, which is said where it was', () => {
  expect(describeFirst({ strategy: 'rolling' }, null)).toBeNull();
  expect(describeFirst(defaultRollouts.staged, null)).toBe('rolling, since a first release has nothing to be tried beside; from the next release on staged: one pod is watched for 5 m');
  expect(describeFirst(defaultRollouts.canary, 'No Gateway.')).toMatch(/the next release would be refused: No Gateway\.$/);
});

test('what was asked for this once wins over the release; a preview is rolling all the same, and what goes back is unless asked', () => {
  const settings = { rollout: defaultRollouts.staged };
  const of = (cause: string, environmentKind: string, input: object) => rolloutOf({ cause, environmentKind }, input, settings).strategy;
  expect([of('deploy', 'permanent', {}), of('deploy', 'permanent', { rollout: defaultRollouts.canary })]).toEqual(['staged', 'canary']);
  expect([of('rollback', 'permanent', {}), of('rollback', 'permanent', { rollout: defaultRollouts.canary })]).toEqual(['rolling', 'canary']);
  expect([of('deploy', 'preview', {}), of('deploy', 'preview', { rollout: defaultRollouts.canary })]).toEqual(['rolling', 'rolling']);
});

test('a stage lasts its time, then the next comes, then the end', () => {
  expect(nextMove(canary({ heldMs: 119_999 }), nobody)).toEqual({ kind: 'hold' });
  expect(nextMove(canary({ heldMs: 120_000 }), nobody)).toEqual({ kind: 'advance', to: 1 });
  expect(nextMove(canary({ stage: 1, heldMs: 120_000 }), nobody)).toEqual({ kind: 'finish' });
});

test('while paused no time counts and nothing goes on, until it is resumed', () => {
  const paused = { paused: true, leave: null };
  const state = canary({ heldMs: 1_000 });
  expect(afterTime(state, 500_000, paused)).toEqual(state);
  expect(nextMove(canary({ heldMs: 500_000 }), paused)).toEqual({ kind: 'hold' });
  expect(afterTime(state, 500, nobody).heldMs).toBe(1_500);
});

test('continue leaves the stage that it names, and no other', () => {
  expect(nextMove(canary(), { paused: false, leave: 0 })).toEqual({ kind: 'advance', to: 1 });
  expect(nextMove(canary({ stage: 1 }), { paused: false, leave: 0 })).toEqual({ kind: 'hold' });
  const manual = planRollout({ rollout: { strategy: 'blue-green', switch: 'manual', keepSeconds: 0 }, stablePods: 1, weights: true, measured: true, previewHost: null });
  expect(nextMove({ ...manual, heldMs: 9e9 }, nobody)).toEqual({ kind: 'hold' });
  expect(nextMove(manual, { paused: false, leave: 0 })).toEqual({ kind: 'advance', to: 1 });
});

test.each([
  [{ requests: 19, errors: 19, p95Ms: 9_000 }, 'hold'],
  [{ requests: 400, errors: 4, p95Ms: 800 }, 'hold'],
  [{ requests: 400, errors: 5, p95Ms: 10 }, 'abort'],
  [{ requests: 20, errors: 0, p95Ms: 801 }, 'abort'],
  [null, 'hold'],
])('figures %j: %s', (figures, kind) => expect(nextMove(canary({ figures }), nobody).kind).toBe(kind));

test('a missed gate is told with its figures, and ends a paused rollout too', () => {
  const move = nextMove(canary({ figures: { requests: 412, errors: 50, p95Ms: 12 } }), { paused: true, leave: null });
  expect(move).toEqual({
    kind: 'abort',
    gate: { message: '12 % of 412 requests to the new version were answered 500 or above; the gate is 1 %.', evidence: ['ingress: 412 requests at 10 %, 50 answered 500 or above, 95 of 100 within 12 ms'] },
  });
});

test('what goes on is told', () => {
  const version = { now: 6, next: 7 };
  expect(describeStage(canary({ heldMs: 40_000, figures: { requests: 412, errors: 1, p95Ms: 5 } }), nobody, version)).toBe('10 % of requests, 1 m 20 s left, 0.2 % errors of 412');
  expect(describeStage(canary(), { paused: true, leave: null }, version)).toBe('10 % of requests, paused');
  const green = planRollout({ rollout: { strategy: 'blue-green', switch: 'manual', keepSeconds: 60 }, stablePods: 1, weights: true, measured: true, previewHost: 'shop-acme--next.apps.localhost' });
  expect(describeStage(green, nobody, version)).toBe('v7 is ready, v6 serves, waits for `berth rollout continue`, preview https://shop-acme--next.apps.localhost');
  expect(describeStage({ ...green, stage: 1 }, nobody, version)).toBe('v7 serves, v6 stands by, 1 m left');
});
