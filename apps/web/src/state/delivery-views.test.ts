import { deliveryStates } from '@berth/domain';
import { expect, test } from 'vitest';
import { whyNotAgain } from './delivery-views.ts';

test('only what has ended and brought a commit can be worked on again', () => {
  expect(deliveryStates.filter((state) => whyNotAgain({ state, commit: '3f9c2e1a' }) === null)).toEqual(['deployed', 'ignored', 'failed']);
  expect(deliveryStates.filter((state) => whyNotAgain({ state, commit: null }) === null)).toEqual([]);
  expect(whyNotAgain({ state: 'running', commit: null })).toBe('It is being worked on.');
});
