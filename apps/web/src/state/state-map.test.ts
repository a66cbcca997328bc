import { deploymentSteps, environmentStates, failureClasses, failures } from '@berth/domain';
import { expect, test } from 'vitest';
import type { Deployment } from '../api/types.ts';
import { attentionOf } from '../apps/attention-of.ts';
import { sharesOf } from '../apps/waterline-shares.ts';
import { seed } from '../../mock-api/seed.ts';
import { failureView } from './failure-acts.ts';
import { deploymentView, environmentView, processView } from './state-map.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const heard = (seconds: number) => new Date(now - seconds * 1000).toISOString();

test('no two states of an environment share their words', () => {
  const words = environmentStates.map((state) => environmentView({ state, observedAt: heard(1) }, now).words);
  expect(new Set(words).size).toBe(environmentStates.length);
});

test('a state that was not heard of for long is not shown as a fact', () => {
  expect(environmentView({ state: 'live', observedAt: heard(600) }, now)).toEqual({ flag: 'unknown', tone: 'warn', words: 'Cluster not heard for 10 min' });
  expect(environmentView({ state: 'not-deployed', observedAt: heard(600) }, now).words).toBe('Not deployed');
});

const deployment = (change: Partial<Deployment>) => ({ state: 'running', release: 8, buildId: null, number: 31, failure: null, watch: null, queue: null, steps: deploymentSteps.map((name) => ({ name, state: 'pending', detail: null, startedAt: null, finishedAt: null })), ...change }) as Deployment;

test('a running deployment says what is being done to which release', () => {
  const steps = deployment({}).steps.map((step) => (step.name === 'rollOut' ? { ...step, state: 'running' as const } : step));
  expect(deploymentView(deployment({ steps })).words).toBe('Rolling out v8');
  expect(deploymentView(deployment({ release: null })).words).toBe('Starting deployment 31');
});

test('a failed deployment names the step, also without a classified failure', () => {
  const steps = deployment({}).steps.map((step) => (step.name === 'build' ? { ...step, state: 'failed' as const } : step));
  expect(deploymentView(deployment({ state: 'failed', steps })).words).toBe('Failed at build');
  expect(deploymentView(deployment({ state: 'failed' })).words).toBe('Failed');
  const failure = { class: 'image-missing', step: 'build' } as Deployment['failure'];
  expect(deploymentView(deployment({ state: 'failed', steps, failure, buildId: null })).words, 'there was no build').toBe('Failed at image');
  expect(deploymentView(deployment({ state: 'live', watch: { state: 'failed', until: heard(1), failure: null } })).words).toBe('v8 failed soon after it went live');
  expect(deploymentView(deployment({ state: 'queued', queue: { ahead: 2, behind: null } })).words).toBe('Waiting to start v8, 2 ahead');
});

test('every failure class has its sentence and an act, an unknown one the general', () => {
  for (const name of failureClasses) expect(failureView(name).title).toBe(failures[name].title);
  expect(failureView('constructor').title).toBe(failures.internal.title);
});

test.each([[2, 2, 'live'], [1, 2, 'half'], [0, 2, 'down'], [0, 0, 'low']])('%i of %i pods ready shows the flag %s', (ready, desired, flag) => expect(processView({ ready, desired, scale: { min: 1, max: 3 } }).flag).toBe(flag));

test('a process that sleeps is not shown as stopped', () => {
  expect(processView({ ready: 0, desired: 0, scale: { min: 0, max: 3 } }).words).toBe('Asleep');
  expect(processView({ ready: 0, desired: 0, scale: { min: 0, max: 0 } }).words).toBe('Stopped');
});

test('the waterline’s parts add up to 100 and leave stopping pods out', () => {
  const pod = (release: number, ready: boolean, state = 'ready', track?: 'candidate') => ({ ...(track && { track }), name: '', process: 'web', release, state, reason: null, ready, restarts: 0, startedAt: null, cpuMillicores: null, memoryBytes: null });
  const web = (pods: ReturnType<typeof pod>[]) => [{ name: 'web', kind: 'web', scale: { min: 2, max: 2 }, ready: 2, desired: 2, command: null, size: { cpuRequestMillicores: 1, memoryRequestBytes: 1, memoryLimitBytes: 1 }, pods }];
  const shares = sharesOf(web([pod(8, true), pod(7, true), pod(7, true), pod(8, false), pod(6, true, 'stopping')]));
  expect(shares).toEqual([{ release: 7, ready: 2, pods: 2, percent: 67 }, { release: 8, ready: 1, pods: 2, percent: 33 }]);
  expect(sharesOf(web([pod(7, false)]))).toEqual([{ release: 7, ready: 0, pods: 1, percent: 0 }]);
  const tried = web([pod(7, true), pod(7, true), pod(8, false), pod(8, true, 'ready', 'candidate')]);
  expect(sharesOf(tried, 10).map(({ percent }) => percent), 'the ingress shares them').toEqual([90, 10]);
  expect(sharesOf(tried, 0).map(({ percent }) => percent)).toEqual([100, 0]);
  expect(sharesOf(tried).map(({ percent }) => percent), 'they go by pods').toEqual([67, 33]);
});

test('a failed deployment and an unwell environment need attention, a healthy one does not', () => {
  const apps = seed().tenants[0]!.apps.map(({ id, name, environment, createdAt }) => ({ id, name, tenant: 'acme', state: 'active' as const, url: environment.url, environments: [environment], createdAt }));
  const needs = apps.flatMap((app) => attentionOf(app, Date.now()));
  expect(needs.map(({ app, view, link }) => [app, view.words, link.text])).toEqual([['shop', 'Failed at roll out', 'See the cause'], ['mailer', 'Degraded', 'Open logs']]);
  expect(needs[0]?.sentence).toBe('web exited 1: DATABASE_URL is not set. v11 serves.');
});
