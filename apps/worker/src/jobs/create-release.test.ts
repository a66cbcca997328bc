import { defaultRollouts, defaultWebProcess, releaseSettingsSchema, type CronEntry, type DeploymentInput, type ProcessSettings, type SourceSettings } from '@berth/domain';
import { expect, test } from 'vitest';
import { mergeProcesses, mergeSettings } from './create-release.js';

const said = (processes: SourceSettings['processes'], more: Partial<SourceSettings> = {}): SourceSettings => ({ processes, complete: false, release: null, cron: [], domains: [], requires: [], said: [], ...more });
const deploy: DeploymentInput = { kind: 'source', sourceId: 's' };
const web = { name: 'web', kind: 'web' } as const;
const jobs = { name: 'jobs', kind: 'worker', port: null, command: ['tini', '--', 'node', 'jobs.js'] } as const satisfies Partial<ProcessSettings>;

test('a first release has the default web process and the processes that the source names', () => {
  const processes = mergeProcesses([defaultWebProcess], said([web, { ...jobs, command: [...jobs.command] }]), {}, []);
  expect(processes).toEqual([defaultWebProcess, expect.objectContaining({ name: 'jobs', kind: 'worker', port: null, command: ['tini', '--', 'node', 'jobs.js'] })]);
});

test('what the caller asks for wins, and the rest of the earlier settings stays', () => {
  const earlier = { ...defaultWebProcess, gracePeriodSeconds: 60 };
  const [merged] = mergeProcesses([earlier], null, {}, [{ name: 'web', port: 3000, readiness: undefined }]);
  expect(merged).toEqual({ ...earlier, port: 3000 });
});

test('settings that are out of bounds are refused', () => {
  expect(() => mergeProcesses([defaultWebProcess], null, {}, [{ name: 'web', port: 70_000 }])).toThrow();
});

test('a setting and a process that the files do not name any more are gone; what others set stays', () => {
  const first = mergeSettings({ processes: [{ ...defaultWebProcess, gracePeriodSeconds: 60 }], settings: {} }, said([{ ...web, port: 3000, scale: { min: 3, max: 3 } }, { ...jobs, command: [...jobs.command] }]), deploy);
  expect(first.processes.map(({ name, port, scale }) => [name, port, scale])).toEqual([['web', 3000, { min: 3, max: 3 }], ['jobs', null, undefined]]);
  const second = mergeSettings(first, said([web]), deploy);
  expect(second.processes).toEqual([{ ...defaultWebProcess, gracePeriodSeconds: 60 }]);
});

test('a file that names all processes takes the others away', () => {
  expect(mergeProcesses([defaultWebProcess], said([{ ...jobs, command: [...jobs.command] }], { complete: true }), {}, []).map(({ name }) => name)).toEqual(['jobs']);
});

const report: CronEntry = { name: 'report', schedule: '@daily', timeZone: 'UTC', command: ['report'], timeoutSeconds: 60, concurrency: 'forbid', retries: 0, size: defaultWebProcess.size };

test('a deployment of no source keeps release command, rollout, cron processes and required names', () => {
  const settings = { releaseCommand: { command: ['migrate'], timeoutSeconds: 60 }, rollout: { strategy: 'staged', watchSeconds: 9 }, rolloutFrom: 'berth.yaml', cron: [report], requires: ['A'], fromSource: {} };
  expect(mergeSettings({ processes: [defaultWebProcess], settings }, null, deploy).settings).toEqual(settings);
  expect(mergeSettings({ processes: [defaultWebProcess], settings }, said([web]), deploy).settings).toMatchObject({ releaseCommand: null, rollout: { strategy: 'rolling' }, cron: [], requires: [] });
  expect(mergeSettings({ processes: [defaultWebProcess], settings }, said([web], { cron: [{ ...report, schedule: '@hourly' }] }), deploy).settings.cron).toEqual([{ ...report, schedule: '@hourly' }]);
});

test('a process and a cron process of one name are refused', () => {
  expect(() => mergeSettings({ processes: [defaultWebProcess], settings: { cron: [report] } }, null, { ...deploy, processes: [{ name: 'report' }] })).toThrow('report is the name of a process and of a cron process.');
});

test('a promoted release brings its settings, and takes away what this environment’s files said before', () => {
  const here = {
    processes: [{ ...defaultWebProcess, scale: { min: 3, max: 3 } }, { ...defaultWebProcess, name: 'jobs' }, { ...defaultWebProcess, name: 'admin' }],
    settings: { releaseCommand: { command: ['old'], timeoutSeconds: 60 }, cron: [], requires: ['OLD'], fromSource: { web: ['scale'], jobs: [] } },
  };
  const settings = { releaseCommand: { command: ['migrate'], timeoutSeconds: 60 }, cron: [report], requires: ['A'], fromSource: { web: ['port'] } };
  const next = mergeSettings(here, null, { kind: 'image', ref: 'r@sha256:1', processes: [{ ...defaultWebProcess, port: 3000 }], settings });
  expect(next).toEqual({ settings: { ...settings, rollout: { strategy: 'rolling' }, rolloutFrom: null }, processes: [{ ...defaultWebProcess, port: 3000 }, { ...defaultWebProcess, name: 'admin' }] });
});

test('berth.yaml says how a release takes over, else the setting of its environment, as it is then', () => {
  const [staged, canary] = [defaultRollouts.staged, defaultRollouts.canary];
  const settings = (base: object | null, source: SourceSettings | null, input: DeploymentInput, setting: unknown) => mergeSettings(base && { processes: [defaultWebProcess], settings: base }, source, input, setting).settings;
  const bySetting = { rollout: staged, rolloutFrom: 'setting' };
  const byFile = { rollout: canary, rolloutFrom: 'berth.yaml' };
  const byNobody = { rollout: { strategy: 'rolling' }, rolloutFrom: null };
  expect(settings(null, said([web]), deploy, null)).toMatchObject(byNobody);
  expect(settings(null, said([web]), deploy, staged)).toMatchObject(bySetting);
  expect(settings(null, said([web], { rollout: canary }), deploy, staged)).toMatchObject(byFile);
  expect(settings(byFile, said([web]), deploy, staged)).toMatchObject(bySetting);
  expect(settings(byFile, null, { kind: 'current' }, staged)).toMatchObject(byFile);
  expect(settings(bySetting, null, { kind: 'current' }, null)).toMatchObject(byNobody);
  const promote = (of: object): DeploymentInput => ({ kind: 'image', ref: 'r@sha256:1', settings: releaseSettingsSchema.parse(of) });
  expect(settings(null, null, promote(byFile), staged)).toMatchObject(byFile);
  expect(settings(byFile, null, promote({ rollout: canary, rolloutFrom: 'setting' }), staged)).toMatchObject(bySetting);
});
