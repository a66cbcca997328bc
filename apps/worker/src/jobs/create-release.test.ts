import { defaultWebProcess } from '@berth/domain';
import { expect, test } from 'vitest';
import { mergeProcesses } from './create-release.js';

test('a first release has the default web process and the processes that the source names', () => {
  const processes = mergeProcesses([defaultWebProcess], { web: ['node', 'server.js'], jobs: ['tini', '--', 'node', 'jobs.js'] }, []);
  expect(processes).toEqual([defaultWebProcess, expect.objectContaining({ name: 'jobs', kind: 'worker', port: null, command: ['tini', '--', 'node', 'jobs.js'] })]);
});

test('what the caller asks for wins, and the rest of the earlier settings stays', () => {
  const earlier = { ...defaultWebProcess, gracePeriodSeconds: 60 };
  const [web] = mergeProcesses([earlier], {}, [{ name: 'web', port: 3000, readiness: undefined }]);
  expect(web).toEqual({ ...earlier, port: 3000 });
});

test('settings that are out of bounds are refused', () => {
  expect(() => mergeProcesses([defaultWebProcess], {}, [{ name: 'web', port: 70_000 }])).toThrow();
});
