import { expect, test } from 'vitest';
import { moveOnRequest, nextMove, type Sights, type Standing } from './next-move.js';

const idle = 3_600_000;
const range = { min: 0, max: 3 };

function next(standing: Partial<Standing>, sights: { up?: boolean; ledMs?: number; inUse?: boolean; disturbed?: boolean; refusal?: string } = {}) {
  const { up = false, ledMs = 0, inUse = false, disturbed = false, refusal = null } = sights;
  const see: Sights = { isUp: () => up, ledMs: () => ledMs, isInUse: async () => inUse, isDisturbed: async () => disturbed, refusal: () => refusal };
  return nextMove({ sleep: null, scale: range, canSleep: true, idleMs: idle, ...standing }, see);
}

test('nobody asks: requests are led to the activator first, and the pods go when that is so and nobody is connected', async () => {
  expect(await next({ idleMs: 599_000 }, { up: true })).toBeNull();
  expect(await next({}, { up: true })).toMatchObject({ from: [null], to: 'falling', undisturbed: true });
  expect(await next({ sleep: 'falling' }, { up: true, ledMs: 4_999 })).toBeNull();
  expect(await next({ sleep: 'falling' }, { up: true, ledMs: 5_000, inUse: true })).toBeNull();
  expect(await next({ sleep: 'falling' }, { up: true, ledMs: 5_000 })).toMatchObject({ to: 'asleep', undisturbed: true, event: { state: 'asleep' } });
  expect(await next({ sleep: 'falling', idleMs: 0 }, { up: true, ledMs: 5_000 })).toMatchObject({ to: null });
  expect(await next({ sleep: 'asleep' })).toBeNull();
});

test('connections that stay open are in use: it stays awake, and no request goes by the activator for them', async () => {
  expect(await next({ sleep: 'falling' }, { up: true, ledMs: 119_999, inUse: true })).toBeNull();
  expect(await next({ sleep: 'falling' }, { up: true, ledMs: 120_000, inUse: true })).toEqual({ from: ['falling'], to: null });
  expect(await next({ sleep: 'falling' }, { up: true, ledMs: 120_000 })).toMatchObject({ to: 'asleep' });
});

test('one that wakes up is helped until its pods take requests, and sleeps on when the cluster makes none', async () => {
  expect(await next({ sleep: 'waking' })).toBe('help');
  expect(await next({ sleep: 'waking' }, { disturbed: true, up: true })).toBeNull();
  expect(await next({ sleep: 'waking' }, { up: true })).toMatchObject({ to: null, event: { state: 'awake' } });
  expect(await next({ sleep: 'waking' }, { refusal: 'no room' })).toMatchObject({ to: 'asleep', refusal: 'no room', event: { state: 'refused' } });
});

test('scaled to a fixed number it wakes up, and is not sent to sleep again for want of room', async () => {
  const scale = { min: 1, max: 1 };
  expect(await next({ sleep: 'falling', scale }, { ledMs: 5_000 })).toMatchObject({ to: null });
  expect(await next({ sleep: 'asleep', scale })).toMatchObject({ to: 'waking', event: { reason: 'it was scaled' } });
  expect(await next({ sleep: 'waking', scale }, { refusal: 'no room' })).toBe('help');
});

test.each(['falling', 'asleep', 'waking'])('scaled to 0 while %s it is stopped, and no request waits for it', async (sleep) => {
  expect(await next({ sleep, scale: { min: 0, max: 0 } })).toEqual({ from: ['falling', 'asleep', 'waking'], to: null });
});

test('where nothing wakes apps up any more, none falls asleep, and those that sleep are awake for good', async () => {
  const canSleep = false;
  expect(await next({ canSleep }, { up: true })).toBeNull();
  expect(await next({ canSleep, sleep: 'falling' }, { ledMs: 5_000 })).toMatchObject({ to: null });
  expect(await next({ canSleep, sleep: 'asleep' })).toMatchObject({ to: 'waking', event: { reason: 'nothing on this cluster would wake it up on a request' } });
  expect(await next({ canSleep, sleep: 'waking' }, { refusal: 'no room' })).toBe('help');
  expect(await next({ canSleep, sleep: 'waking' }, { up: true })).toMatchObject({ to: null });
});

test('a request wakes up what is asleep; for 30 s after the cluster refused, it is told so again', () => {
  const refused = { text: 'no room', at: new Date(100_000) };
  expect(moveOnRequest(null, new Date(100_000))).toMatchObject({ to: 'waking' });
  expect(moveOnRequest(refused, new Date(129_999))).toEqual({ from: ['asleep'], to: 'asleep', refusal: 'no room' });
  expect(moveOnRequest(refused, new Date(130_000))).toMatchObject({ to: 'waking' });
});
