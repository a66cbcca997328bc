import { expect, test } from 'vitest';
import type { DeploymentView } from '../deployments/deployment-view.js';
import { describeEnd, describeStep, plainLine } from './describe-progress.js';

const step = { name: 'rollOut', state: 'done', detail: '2/2 ready', startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:00:12.340Z' } as const;
const url = 'https://shop-acme.apps.localhost';
const ended = (more: Partial<DeploymentView>) => ({ state: 'live', url, number: 7, failure: null, warnings: [], ...more }) as DeploymentView;

test('steps read as in berth deploy', () => {
  expect(describeStep(step, 7)).toBe('✓ Rolled out v7           12.3 s   2/2 ready');
  expect(describeStep({ ...step, state: 'failed' }, 7)).toBe('✗ Roll-out failed');
  expect(describeStep({ ...step, name: 'build', state: 'skipped', detail: null }, null)).toBeNull();
  expect(describeStep({ ...step, name: 'apply' }, 7)).toBeNull();
});

test('the end is the URL, or the cause with what still serves', () => {
  expect(describeEnd(ended({}), null)).toEqual(['', url]);
  const failure = { class: 'crash', step: 'rollOut' as const, message: 'It crashed.', evidence: ['pod x: exit code 1', 'log x: a\nb'], lastLines: ['a', '\u001b[2Jb'], remedy: 'Mend it.' };
  expect(describeEnd(ended({ state: 'failed', failure }), { release: 6 })).toEqual(['', 'Error: It crashed.', '  pod x: exit code 1', 'Last log lines:', '  a', '  b', 'What to do: Mend it.', `v6 goes on serving at ${url}`, 'The push itself is stored.']);
  expect(describeEnd(ended({ state: 'failed', failure: { ...failure, lastLines: [] } }), null)).toContain('  b');
  expect(describeEnd(ended({ state: 'cancelled' }), { release: null })).toEqual(['Deployment 7 was cancelled.', 'No version serves at present.']);
});

test('no text steers a terminal', () => {
  expect(plainLine('a\u001b[31mb\u001b]0;title\u0007c\rd\u202e\te')).toBe('abcd  e');
});
