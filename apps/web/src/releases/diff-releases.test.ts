import { expect, test } from 'vitest';
import { makeRelease } from '../../mock-api/seed.ts';
import { diffReleases } from './diff-releases.ts';

test('image, config and each setting of a process differ apart', () => {
  const from = makeRelease(7, true, 0, '');
  const to = makeRelease(6, false, 0, '');
  expect(diffReleases(from, to).map(({ group, sign }) => group + sign)).toEqual(['Image~', 'Config~', 'Processes~']);
  expect(diffReleases(from, to).at(-1)?.text).toBe('web: ready when /healthz answers → ready when the port answers');
});

test('equal releases have no difference', () => expect(diffReleases(makeRelease(7, true, 0, 'a'), makeRelease(7, false, 9, 'b'))).toEqual([]));

test('processes that come and go are named', () => {
  const from = makeRelease(3, true, 0, '');
  const to = { ...from, processes: [{ ...from.processes[0]!, name: 'worker' }] };
  expect(diffReleases(from, to).map(({ sign, text }) => sign + text)).toEqual(['+worker', '-web']);
});
