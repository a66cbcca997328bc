import type { LiveJob } from '@berth/k8s-adapter';
import { expect, test } from 'vitest';
import type { LiveEvent, LivePod } from '../clusters/live-types.js';
import { cronRefusal } from './cron-room.js';
import { cronFailureText, readCronJob } from './read-cron-job.js';

const now = new Date('2026-11-21T12:00:30Z');
const metadata = { name: 'hello-production-report-0a1b2c3d-29000000', uid: 'job', labels: { 'berth.dev/process': 'report', 'berth.dev/release': 'v7' }, annotations: { 'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-11-21T12:00:00Z' } };
const job = (status: object): LiveJob => ({ metadata, spec: { activeDeadlineSeconds: 60 }, status: { startTime: '2026-11-21T12:00:01Z', ...status } }) as unknown as LiveJob;
const condition = (type: string, reason: string) => ({ conditions: [{ type, status: 'True', reason, lastTransitionTime: '2026-11-21T12:00:20Z' }] });
const pod = (name: string, second: number, exitCode: number | null): LivePod =>
  ({
    metadata: { name, uid: name, creationTimestamp: `2026-11-21T12:00:0${second}Z` },
    status: { containerStatuses: [{ name: 'report', restartCount: 0, state: exitCode === null ? { running: {} } : { terminated: { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' } } }] },
  }) as unknown as LivePod;

test('a run is what its Job says, in the words of its newest pod', () => {
  expect(readCronJob(job({ active: 1 }), [pod('a', 1, null)], [], now)).toMatchObject({ cron: 'report', release: 7, runId: null, state: 'running', finishedAt: null, exitCode: null, failure: null, scheduledFor: new Date('2026-11-21T12:00:00Z') });
  expect(readCronJob(job({ ...condition('Complete', 'CompletionsReached'), completionTime: '2026-11-21T12:00:19Z' }), [pod('b', 2, 0), pod('a', 1, 1)], [], now)).toMatchObject({ state: 'succeeded', exitCode: 0, pods: ['a', 'b'], finishedAt: new Date('2026-11-21T12:00:19Z') });
  const failed = readCronJob(job(condition('Failed', 'BackoffLimitExceeded')), [pod('a', 1, 3)], [], now);
  expect(failed).toMatchObject({ state: 'failed', exitCode: 3, failure: { class: 'crash' }, finishedAt: new Date('2026-11-21T12:00:20Z') });
  expect(cronFailureText('report', failed.failure!)).toEqual({ message: expect.stringMatching(/^The cron process report .*exit code 3/), remedy: expect.stringContaining('berth cron logs report') });
});

test('a run whose time is over without a pod says why there was none', () => {
  const refused = { reason: 'FailedCreate', message: 'Error creating: pods "x" is forbidden: exceeded quota: berth-budget, requested: limits.memory=1Gi, used: limits.memory=1Gi, limited: limits.memory=1Gi', involvedObject: { uid: 'job', name: 'x' }, metadata: {} } as unknown as LiveEvent;
  const late = job(condition('Failed', 'DeadlineExceeded'));
  expect(readCronJob(late, [], [refused], now).failure).toMatchObject({ class: 'quota' });
  expect(readCronJob(late, [], [], now).failure).toMatchObject({ class: 'timeout' });
  expect(readCronJob(late, [pod('a', 1, 143)], [], now)).toMatchObject({ exitCode: null, failure: { class: 'timeout' } });
});

const Mi = 2 ** 20;
const size = { cpuRequestMillicores: 100, memoryRequestBytes: 128 * Mi, memoryLimitBytes: 512 * Mi };
const use = { cpuMillicores: { used: 0, hard: 1000 }, memoryBytes: { used: 0, hard: 1024 * Mi }, pods: { used: 0, hard: 3 } } as Parameters<typeof cronRefusal>[2];

test('a run is refused when it could never have room beside what always runs', () => {
  expect(cronRefusal([{ name: 'report', size }], { cpuMillicores: 900, memoryBytes: 512 * Mi, pods: 2 }, use)).toBeNull();
  expect(cronRefusal([{ name: 'report', size }], { cpuMillicores: 950, memoryBytes: 0, pods: 1 }, use)).toBe('A run of cron process report could never start: it needs 100m CPU, and of the budget of 1000m CPU the app’s processes leave 50m CPU.');
  expect(cronRefusal([{ name: 'report', size }], { cpuMillicores: 0, memoryBytes: 0, pods: 3 }, use)).toContain('it needs 1 pod, and of the budget of 3 pods the app’s processes leave 0 pods');
  expect(cronRefusal([{ name: 'report', size }], { cpuMillicores: 9_000, memoryBytes: 0, pods: 9 }, null)).toBeNull();
});
