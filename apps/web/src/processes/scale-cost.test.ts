import { expect, test } from 'vitest';
import { seed } from '../../mock-api/seed.ts';
import { readScale, scaleCommand, scaleCost } from './scale-cost.ts';

test.each([['3', '', { min: 3, max: 3 }], ['2', '10', { min: 2, max: 10 }], ['0', '', { min: 0, max: 0 }], ['0', '4', { min: 0, max: 4 }], ['5', '2', null], ['1.5', '', null], ['', '', null], ['x', '', null], ['1001', '', null]])('%s to %s is %o', (min, max, scale) => expect(readScale(min, max, { min: 1, max: 1 })).toEqual(scale));

test('a range from 0 keeps the time after which it sleeps, also in the command; what does not sleep has none', () => {
  const present = { min: 0, max: 3, idleSeconds: 1800 };
  expect(readScale('0', '5', present)).toEqual({ min: 0, max: 5, idleSeconds: 1800 });
  expect([readScale('1', '5', present), readScale('0', '', present)]).toEqual([{ min: 1, max: 5 }, { min: 0, max: 0 }]);
  expect(scaleCommand('web', { min: 0, max: 5, idleSeconds: 1800 }).join(' ')).toBe('scale web=0..5 --idle 1800s');
  expect([scaleCommand('web', { min: 2, max: 5 }), scaleCommand('web', { min: 3, max: 3 })]).toEqual([['scale', 'web=2..5'], ['scale', 'web=3']]);
});

test('a range goes on following requests, also in the command; a fixed number follows nothing', () => {
  const present = { min: 1, max: 3, requestsPerSecond: 50 };
  expect([readScale('1', '5', present), readScale('2', '', present)]).toEqual([{ min: 1, max: 5, requestsPerSecond: 50 }, { min: 2, max: 2 }]);
  expect(scaleCommand('web', { min: 1, max: 5, requestsPerSecond: 50 }).join(' ')).toBe('scale web=1..5 --rps 50');
});

test('the cost counts what the process holds already as free for it', () => {
  const acme = seed().tenants[0]!;
  const [web] = acme.apps[0]!.environment.processes;
  expect(scaleCost(web!, { min: 5, max: 5 }, acme.budget)).toEqual({ words: '5 × web needs 0.5 CPU and 2.5 GiB; 1.7 CPU, 5.9 GiB and 31 pods are free for it.', fits: true });
  expect(scaleCost(web!, { min: 2, max: 20 }, acme.budget).fits).toBe(false);
  expect(scaleCost(web!, { min: 2, max: 20 }, undefined).fits).toBe(true);
});
