import { volumeStates } from '@berth/domain';
import { expect, test } from 'vitest';
import { whyNotDeleted } from './volume-view.ts';

test('only a volume that nothing uses can be deleted', () => {
  expect(volumeStates.filter((state) => whyNotDeleted({ state, process: 'web' }) === null)).toEqual(['unused']);
  expect(whyNotDeleted({ state: 'pending', process: 'web' })).toBe('web uses it. Take it out of berth.yaml and deploy that first.');
});
