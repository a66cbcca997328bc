import { expect, test } from 'vitest';
import { seed } from '../../mock-api/seed.ts';
import { readScale, scaleCost } from './scale-cost.ts';

test.each([['3', '', { min: 3, max: 3 }], ['2', '10', { min: 2, max: 10 }], ['0', '', { min: 0, max: 0 }], ['0', '4', null], ['5', '2', null], ['1.5', '', null], ['', '', null], ['x', '', null], ['1001', '', null]])('%s to %s is %o', (min, max, scale) => expect(readScale(min, max)).toEqual(scale));

test('the cost counts what the process holds already as free for it', () => {
  const acme = seed().tenants[0]!;
  const [web] = acme.apps[0]!.environment.processes;
  expect(scaleCost(web!, { min: 5, max: 5 }, acme.budget)).toEqual({ words: '5 × web needs 0.5 CPU and 2.5 GiB; 1.7 CPU, 5.9 GiB and 31 pods are free for it.', fits: true });
  expect(scaleCost(web!, { min: 2, max: 20 }, acme.budget).fits).toBe(false);
  expect(scaleCost(web!, { min: 2, max: 20 }, undefined).fits).toBe(true);
});
