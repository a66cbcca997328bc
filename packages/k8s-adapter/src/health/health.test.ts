import { describe, expect, test } from 'vitest';
import { inputAt, load } from '../../test/observed-fixture.js';
import { autoscalerHealth } from './autoscaler-health.js';
import { deploymentHealth, rolloutProgress } from './deployment-health.js';
import { degraded, environmentHealth, healthy, progressing } from './health.js';
import { ingressHealth } from './ingress-health.js';
import { jobHealth } from './job-health.js';
import { podHealth, podState } from './pod-health.js';

describe('the worst part decides', () => {
  test('and names its reason', () => {
    expect(environmentHealth([healthy('a'), degraded('b'), progressing('c')])).toEqual(degraded('b'));
    expect(environmentHealth([healthy('a'), { state: 'suspended', reason: 'scaled to 0' }])).toMatchObject({ state: 'suspended' });
    expect(environmentHealth([])).toMatchObject({ state: 'missing' });
  });
});

describe('a Deployment', () => {
  const status = (changes: object) => ({ metadata: { generation: 2 }, spec: { replicas: 2, selector: {}, template: {} }, status: { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2, readyReplicas: 2, ...changes } });

  test.each<[string, object | null, string]>([
    ['all pods new and ready', status({}), 'healthy'],
    ['not read by the cluster', status({ observedGeneration: 1 }), 'progressing'],
    ['one new pod', status({ updatedReplicas: 1 }), 'progressing'],
    ['an old pod left', status({ replicas: 3 }), 'progressing'],
    ['a pod lost after its rollout', status({ availableReplicas: 1, conditions: [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }] }), 'degraded'],
    ['its deadline passed', status({ updatedReplicas: 1, conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }] }), 'degraded'],
    ['pods refused', status({ conditions: [{ type: 'ReplicaFailure', status: 'True', message: 'exceeded quota' }] }), 'degraded'],
    ['no pods wanted', { ...status({ replicas: 0 }), spec: { replicas: 0 } }, 'suspended'],
    ['nothing there', null, 'missing'],
  ])('with %s', (_, deployment, state) => {
    expect(deploymentHealth(deployment as Parameters<typeof deploymentHealth>[0]).state).toBe(state);
  });

  test('is complete only when all pods are new and have stood long enough', () => {
    expect(rolloutProgress({ deployment: inputAt(load('healthy-rollout'), 0).deployment })).toMatchObject({ wanted: 2, updated: 2, available: 2, old: 0, complete: true });
    expect(rolloutProgress({ deployment: inputAt(load('wrong-port'), 0).deployment })).toMatchObject({ updated: 1, old: 2, complete: false });
    expect(rolloutProgress({ deployment: null })).toMatchObject({ observed: false, complete: false });
  });
});

describe('a pod', () => {
  const stateAt = (name: string, index = 0) => {
    const { pods, now } = inputAt(load(name), index);
    return podState(pods[0]!, now);
  };

  test.each([
    ['healthy-rollout', 0, 'ready'],
    ['crash-exit1', 1, 'crashed'],
    ['oom-main', 0, 'crashed'],
    ['command-not-found', 1, 'crashed'],
    ['image-tag-missing', 0, 'pending'],
    ['unschedulable-cpu', 1, 'pending'],
    ['wrong-port', 0, 'starting'],
    ['ephemeral-storage', 1, 'crashed'],
    ['pdb', 0, 'stopping'],
    ['init-hangs', 0, 'starting'],
    ['init-fails', 0, 'crashed'],
  ])('%s at document %i is %s', (name, index, state) => {
    expect(stateAt(name, index).state).toBe(state);
  });

  test('that has done its steps before the start is starting, not crashed', () => {
    const done = { name: 'init-1', restartCount: 0, state: { terminated: { exitCode: 0 } } };
    const main = { name: 'web', restartCount: 0, state: { running: { startedAt: '2026-11-21T09:36:00Z' } } };
    const status = { initContainerStatuses: [done], containerStatuses: [main] } as Parameters<typeof podState>[0]['status'];
    expect(podState({ status }, new Date('2026-11-21T09:36:10Z'))).toMatchObject({ state: 'starting', reason: null });
  });

  test('says why in a word', () => {
    expect(stateAt('oom-main').reason).toBe('out of memory');
    expect(stateAt('crash-exit1', 1)).toMatchObject({ reason: 'exit code 1', ready: false });
    const { pods } = inputAt(load('wrong-port'), 0);
    expect(podState(pods[0]!, new Date('2026-11-21T09:36:30Z')).state).toBe('not-ready');
    expect(podHealth(pods[0]!, new Date('2026-11-21T09:36:30Z')).state).toBe('degraded');
  });
});

test('a Job is done, failed with the cluster\'s reason, or at work', () => {
  const job = (type: string, message?: string) => ({ status: { conditions: [{ type, status: 'True', ...(message ? { message } : {}) }] } });
  expect(jobHealth(job('Complete')).state).toBe('healthy');
  expect(jobHealth(job('Failed', 'deadline'))).toEqual(degraded('deadline'));
  expect(jobHealth({ status: { active: 1 } })).toEqual(progressing('running'));
  expect(jobHealth(null).state).toBe('missing');
});

test('an autoscaler without metrics waits; an Ingress without an address is no outage', () => {
  const spec = { maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'web' } };
  const autoscaler = (conditions: { type: string; status: string; reason?: string }[]) => ({ spec, status: { conditions, currentMetrics: [], currentReplicas: 2, desiredReplicas: 2 } });
  expect(autoscalerHealth(autoscaler([{ type: 'ScalingActive', status: 'False', reason: 'FailedGetResourceMetric' }]) as never)).toEqual(progressing('waits for metrics'));
  expect(autoscalerHealth(autoscaler([{ type: 'ScalingActive', status: 'True' }]) as never).state).toBe('healthy');
  expect(ingressHealth({ status: {} }).state).toBe('healthy');
  expect(ingressHealth(null).state).toBe('missing');
});
