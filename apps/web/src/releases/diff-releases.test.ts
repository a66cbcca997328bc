import { expect, test } from 'vitest';
import { makeRelease } from '../../mock-api/seed.ts';
import { asPromoted } from '../environments/as-promoted.ts';
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

test('what the files say beside the processes is compared too', () => {
  const from = makeRelease(3, true, 0, '');
  const report = { name: 'report', schedule: '@daily', timeZone: 'UTC', command: ['report'], timeoutSeconds: 60, concurrency: 'forbid' as const, retries: 0, size: from.processes[0]!.size };
  const to = { ...from, requires: ['TOKEN'], cron: [report], releaseCommand: { command: ['migrate'], timeoutSeconds: 60 }, rollout: { strategy: 'staged' as const, watchSeconds: 60 } };
  expect(diffReleases(from, to).map(({ sign, text }) => sign + text)).toEqual(['+cron report: @daily (UTC) report', '+release command: migrate', '+rollout: staged: one pod is watched for 1 m', '+needs TOKEN: to be configured']);
  expect(diffReleases(to, { ...to, cron: [{ ...report, schedule: '@hourly' }], requires: [] }).map(({ sign, text }) => sign + text)).toEqual(['~cron report: @daily (UTC) report → @hourly (UTC) report', '-needs TOKEN: to be configured']);
});

test('a promotion keeps the config of where it goes, and what its release leaves open', () => {
  const source = makeRelease(9, true, 0, '');
  const present = { ...makeRelease(7, true, 0, ''), configVersion: 12, processes: source.processes.map((process) => ({ ...process, scale: { min: 3, max: 3 } })) };
  expect(diffReleases(present, asPromoted(source, present, {})).map(({ group }) => group)).toEqual(['Image']);
});

test('a promotion takes the rollout of berth.yaml with it, and leaves that of a setting behind', () => {
  const canary = { strategy: 'canary' as const, steps: [{ weight: 10, seconds: 60 }] };
  const rolling = { strategy: 'rolling' as const };
  const release = makeRelease(7, true, 0, '');
  const change = (source: Partial<typeof release>, present: Partial<typeof release>, target: Parameters<typeof asPromoted>[2]) => {
    const now = { ...release, ...present };
    return diffReleases(now, asPromoted({ ...release, ...source }, now, target)).map(({ sign, text }) => sign + text);
  };
  const unset = { rollout: { settings: rolling, from: 'default' as const, setting: null } };
  const set = { rollout: { settings: canary, from: 'setting' as const, setting: canary } };
  const preview = { preview: { branch: 'login', basedOn: null, expiresAt: '2026-11-22T12:00:00Z' } };
  const said = { rollout: canary, rolloutFrom: 'berth.yaml' as const };
  const setting = { rollout: canary, rolloutFrom: 'setting' as const };
  const nothing = { rollout: rolling, rolloutFrom: null };
  expect(change(setting, nothing, unset), 'set to canary where it comes from alone').toEqual([]);
  expect(change(nothing, setting, set), 'set to canary where it goes alone').toEqual([]);
  expect(change(said, nothing, unset)).toEqual(['+rollout: canary: 10 % for 1 m']);
  expect(change({ rollout: rolling, rolloutFrom: 'berth.yaml' }, setting, set)).toEqual(['-rollout: canary: 10 % for 1 m']);
  expect(change(nothing, nothing, set), 'set since the last deployment').toEqual(['+rollout: canary: 10 % for 1 m']);
  expect([change(said, nothing, preview), change(nothing, said, preview)], 'a preview is always rolling').toEqual([[], []]);
});
