import { defaultWebProcess } from '@berth/domain';
import { expect, test } from 'vitest';
import { configChanges, processChanges, settingsChanges } from './release-differences.js';

const before = { variables: { SAME: '1', MODE: 'slow', GONE: 'x', TURNS: 'plain' }, secrets: { KEY: 'sealed-1', KEPT: 'sealed-k' } };
const after = { variables: { SAME: '1', MODE: 'fast', NEW: 'y' }, secrets: { KEY: 'sealed-2', KEPT: 'sealed-k', TURNS: 'sealed-t' } };

test('names come, go and change; a secret’s value is in no answer, sealed or not', () => {
  const changes = configChanges(before, after, true);
  expect(changes).toEqual([
    { name: 'GONE', change: 'removed', kind: 'variable', before: 'x', after: null },
    { name: 'KEY', change: 'changed', kind: 'secret', before: null, after: null },
    { name: 'MODE', change: 'changed', kind: 'variable', before: 'slow', after: 'fast' },
    { name: 'NEW', change: 'added', kind: 'variable', before: null, after: 'y' },
    { name: 'TURNS', change: 'changed', kind: 'secret', before: 'plain', after: null },
  ]);
  expect(JSON.stringify(changes)).not.toContain('sealed');
});

test('a role that may not read the config gets names alone', () => {
  expect(configChanges(before, after, false).every((change) => change.before === null && change.after === null)).toBe(true);
});

test('processes differ field by field', () => {
  const other = { ...defaultWebProcess, port: 3000, size: { ...defaultWebProcess.size, memoryLimitBytes: 2 ** 20 } };
  const worker = { ...defaultWebProcess, name: 'worker', kind: 'worker' as const };
  expect(processChanges([defaultWebProcess, worker], [other])).toMatchObject([
    { name: 'web', change: 'changed', fields: [{ field: 'port', before: '8080', after: '3000' }, { field: 'size.memoryLimitBytes', after: String(2 ** 20) }] },
    { name: 'worker', change: 'removed' },
  ]);
  expect(processChanges([defaultWebProcess], [{ ...defaultWebProcess }])).toEqual([]);
});

test('a release command that comes or changes, and names that are required, are shown', () => {
  const none = { releaseCommand: null, rollout: { strategy: 'rolling' as const }, cron: [], requires: [], fromSource: {} };
  const migrate = { releaseCommand: { command: ['migrate'], timeoutSeconds: 60 }, rollout: { strategy: 'rolling' as const }, cron: [], requires: ['A'], fromSource: { web: ['port'] } };
  expect(settingsChanges(none, migrate)).toEqual([
    { field: 'releaseCommand.command', before: null, after: '["migrate"]' },
    { field: 'releaseCommand.timeoutSeconds', before: null, after: '60' },
    { field: 'requires', before: null, after: '["A"]' },
  ]);
  expect(settingsChanges(migrate, { ...migrate, fromSource: {} })).toEqual([]);
});

test('a cron process is shown field by field', () => {
  const before = { releaseCommand: null, rollout: { strategy: 'rolling' as const }, requires: [], fromSource: {}, cron: [{ name: 'report', schedule: '@daily', timeZone: 'UTC', command: ['report'], timeoutSeconds: 60, concurrency: 'forbid' as const, retries: 0, size: defaultWebProcess.size }] };
  expect(settingsChanges(before, { ...before, cron: [{ ...before.cron[0]!, schedule: '@hourly' }] })).toEqual([{ field: 'cron.report.schedule', before: '@daily', after: '@hourly' }]);
});
