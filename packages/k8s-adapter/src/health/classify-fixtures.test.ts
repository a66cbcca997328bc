import { describe, expect, test } from 'vitest';
import type { FailureClass } from '@berth/domain';
import { refusal, type StatusAnswer } from '../apply/cluster-error.js';
import type { LiveJob } from '../cluster.js';
import type { PodSockets } from '../observe/probe-sockets.js';
import { fixtureNames, inputAt, load, objectsAt, ownerOf } from '../../test/observed-fixture.js';
import { classifyFailure, containerToLookInto, type ClassifyInput, type Pod } from './classify-failure.js';
import { classifyJob } from './classify-job.js';
import type { Failure } from './failure.js';
import { failureOfRefusal } from './failure-of-refusal.js';

const classesOf = (name: string, sockets?: PodSockets): (FailureClass | null)[] => {
  const fixture = load(name);
  return fixture.documents.map((_, index) => classifyFailure(inputAt(fixture, index, sockets))?.class ?? null);
};

const listening = (address: string, port: number): PodSockets => ({ known: true, listening: [{ address, port, loopbackOnly: address.startsWith('127.') }] });

/**
 * What each observed failure is, at its first decisive state and at a later one. Where the first was seen before the
 * Deployment's status had caught up with the change, nothing is said yet: the status may speak of the old release.
 */
const rollouts: Record<string, (FailureClass | null)[]> = {
  'arch-not-in-index': ['wrong-architecture', 'wrong-architecture'],
  'command-not-found': ['no-start-command', 'no-start-command'],
  'command-not-found-shell': ['no-start-command', 'no-start-command'],
  'configmap-key-missing': ['config-missing'],
  'configmap-missing': ['config-missing'],
  'crash-10s': ['crash', 'crash'],
  'crash-10s-minready15': ['crash', 'crash'],
  'crash-exit1': ['crash', 'crash'],
  'crash-exit1-file-policy': ['crash', 'crash'],
  'crash-noprobe': ['crash', 'crash'],
  'dns-not-found': ['crash', 'crash'],
  'emptydir-over': ['evicted', 'evicted'],
  'ephemeral-storage': ['evicted', 'evicted'],
  'exec-format': ['wrong-architecture', 'wrong-architecture'],
  'exec-format-script': ['wrong-architecture', 'wrong-architecture'],
  exit0: ['exited', 'exited'],
  // Old pods that end late are no failure of the new release.
  'grace-exceeded': [null],
  'healthy-rollout': [null],
  'heap-limit': ['out-of-memory', 'out-of-memory'],
  'image-digest-missing': ['image-missing', 'image-missing'],
  'image-layer-missing': ['image-missing', 'image-missing'],
  'image-name-invalid': ['image-invalid'],
  'image-repository-missing': ['image-missing', 'image-missing'],
  'image-tag-missing': ['image-missing', 'image-missing'],
  'init-fails': ['init-failed', 'init-failed'],
  'init-hangs': ['never-ready'],
  limitrange: [null, 'quota'],
  'liveness-kills': ['probe-failed', 'probe-failed'],
  'liveness-kills-sigkill': ['probe-failed', 'probe-failed'],
  'localhost-only': ['probe-failed'],
  // Without a probe nothing in the objects tells; the check through the URL does.
  'localhost-only-noprobe': [null],
  'no-shell-in-image': ['no-start-command', 'no-start-command'],
  'not-executable': ['no-start-command', 'no-start-command'],
  // Only the app's own log tells that a child was killed.
  'oom-child': [null],
  'oom-main': ['out-of-memory', 'out-of-memory'],
  // A drain: the pod is going, and its successor is there at once.
  pdb: [null, null],
  'pid1-no-handler': [null],
  'pod-security': [null, 'pod-refused'],
  'poststart-fails': ['crash', 'crash'],
  'privileged-port': ['probe-failed'],
  // The second document is later than the first by one queue: only then is there an answer.
  'pull-behind-a-hang': [null, 'image-missing'],
  'pull-hangs': [null, 'registry-unreachable'],
  'pvc-missing': [null, 'volume-unavailable'],
  'pvc-unbound': [null, 'volume-unavailable'],
  'quota-exceeded': [null, 'quota'],
  // Without surge a full budget is part of a healthy rollout for some seconds.
  'quota-surge0-bigger': [null, 'quota'],
  'quota-surge0-crash': ['crash'],
  'quota-surge0-good': [null, null],
  'quota-unset': [null, 'quota'],
  'readiness-500': ['probe-failed'],
  'readiness-hang': ['probe-failed'],
  'registry-401-basic': ['image-private', 'image-private'],
  'registry-401-token': ['image-private', 'image-private'],
  'registry-403': ['image-private', 'image-private'],
  'registry-429': ['registry-throttled', 'registry-throttled'],
  'registry-500': ['registry-unreachable', 'registry-unreachable'],
  'registry-dns': ['registry-unreachable', 'registry-unreachable'],
  'registry-refused': ['registry-unreachable', 'registry-unreachable'],
  'registry-timeout': ['registry-unreachable', 'registry-unreachable'],
  'runasnonroot-name': ['image-runs-as-root'],
  'runasnonroot-root': ['image-runs-as-root'],
  'secret-key-missing': ['config-missing'],
  'secret-missing': ['config-missing'],
  'signal-abort': ['crash', 'crash'],
  'signal-kill': ['crash', 'crash'],
  'signal-term': ['crash', 'crash'],
  'startup-short': ['probe-failed', 'probe-failed'],
  'unschedulable-cpu': ['unschedulable', 'unschedulable'],
  'unschedulable-memory': [null, 'unschedulable'],
  'unschedulable-selector': [null, 'unschedulable'],
  'volume-secret-missing': ['config-missing'],
  'wrong-port': ['probe-failed'],
  'wrong-port-noprobe': [null],
};

/** What is no rollout: answers of the API server, Jobs, and a pod shown without its owner. */
const others = ['api-invalid', 'pdb-blocked', 'job-deadline', 'job-fails', 'job-image-missing', 'registry-not-https'];

describe('observed failures', () => {
  test('every fixture has its class here', () => {
    expect([...Object.keys(rollouts), ...others].sort()).toEqual(fixtureNames().sort());
  });

  test.each(Object.entries(rollouts))('%s is %j', (name, expected) => {
    expect(classesOf(name)).toEqual(expected);
  });

  test('a failure names its cause, its evidence and a remedy', () => {
    const silent = new Set<FailureClass>();
    for (const name of Object.keys(rollouts)) {
      const fixture = load(name);
      fixture.documents.forEach((_, index) => {
        const found = classifyFailure(inputAt(fixture, index));
        if (!found) return;
        expect(found.message, name).not.toMatch(/undefined|null|\{|NaN/);
        expect(found.remedy, name).not.toMatch(/undefined|null|\{/);
        if (found.evidence.length === 0) silent.add(found.class);
      });
    }
    expect([...silent]).toEqual([]);
  });
});

describe('messages', () => {
  const messageOf = (name: string): string => {
    const fixture = load(name);
    return classifyFailure(inputAt(fixture, fixture.documents.length - 1))?.message ?? '';
  };

  test.each([
    ['oom-main', /used more memory than its limit of \d+Mi and was killed/],
    ['signal-term', /ended by signal SIGTERM \(exit code 143\)/],
    ['signal-kill', /ended by signal SIGKILL \(exit code 137\)/],
    ['crash-exit1', /ended with exit code 1\./],
    ['unschedulable-cpu', /^No node has \d+m CPU free, which a pod asks for\.$/],
    ['unschedulable-memory', /^No node has \d+Mi memory free, which a pod asks for\.$/],
    ['registry-401-token', /wants a login, or has no such image: it does not say which/],
    ['registry-403', /the registry forbids it/],
    ['image-tag-missing', /the registry has no such image/],
    ['arch-not-in-index', /no variant for this cluster's processors/],
    ['readiness-500', /answered with status 500/],
    ['runasnonroot-name', /as user "app".*name the user by number/],
  ])('%s says %s', (name, message) => {
    expect(messageOf(name)).toMatch(message);
  });
});

test('an image that says not what to start is told at once', () => {
  const input = inputAt(load('command-not-found'), 0);
  const [status] = input.pods.at(-1)!.status!.containerStatuses!;
  Object.assign(status!, { state: { waiting: { reason: 'CreateContainerError', message: 'failed to generate container "8a" spec: failed to generate spec: no command specified' } }, lastState: {} });
  expect(classifyFailure(input)).toMatchObject({ class: 'no-start-command', permanent: true, message: 'The image of web says not what to start: it has neither CMD nor ENTRYPOINT.' });
});

describe('sockets', () => {
  test('tell a wrong port from a listener on the loopback alone', () => {
    expect(classesOf('wrong-port', listening('0.0.0.0', 9090))).toEqual(['wrong-port']);
    expect(classesOf('localhost-only', listening('127.0.0.1', 8080))).toEqual(['localhost-only']);
    expect(classesOf('privileged-port', listening('0.0.0.0', 80))).toEqual(['wrong-port']);
  });

  test('that cannot be read leave the class at what the probe says', () => {
    expect(classesOf('wrong-port', { known: false, reason: 'no shell' })).toEqual(['probe-failed']);
  });

  test('of an app that listens on nothing after its time make it never ready', () => {
    expect(classesOf('wrong-port', { known: true, listening: [] })).toEqual(['never-ready']);
  });

  test('tell a wrong port from a start that takes too long, once the start check has given up', () => {
    expect(classesOf('startup-short', listening('0.0.0.0', 3000))).toEqual(['wrong-port', 'wrong-port']);
    expect(classesOf('startup-short', listening('0.0.0.0', 8080))).toEqual(['probe-failed', 'probe-failed']);
    expect(classesOf('startup-short', { known: true, listening: [] })).toEqual(['probe-failed', 'probe-failed']);
  });

  test('that were looked at while it started say nothing of a port that answers by now', () => {
    expect(classesOf('readiness-500', listening('0.0.0.0', 9090))).toEqual(['probe-failed']);
  });

  test('are worth a look for a refused probe only', () => {
    const look = (name: string): unknown => containerToLookInto(inputAt(load(name), 0));
    expect(look('wrong-port')).toEqual({ namespace: 'observe', pod: 'wrong-port-554769f9cf-zpkv4', container: 'web' });
    expect(look('startup-short')).toMatchObject({ pod: 'startup-short-5f7fd6b966-8v8dv', container: 'web' });
    expect(look('readiness-500')).toBeNull();
    expect(look('healthy-rollout')).toBeNull();
  });

  test('the message names both ports', () => {
    const found = classifyFailure(inputAt(load('wrong-port'), 0, listening('0.0.0.0', 9090)))!;
    expect(found.message).toBe('The app listens on port 9090, but requests come to port 8080 (the variable PORT).');
    expect(found.remedy).toContain('0.0.0.0:9090');
  });
});

describe('patience', () => {
  test('another port of a slow starter counts at once only where no time is named, a debugger on the loopback never before its time', () => {
    const at = (sockets: PodSockets, seconds: number, startupSeconds?: number) => {
      const input = inputAt(load('wrong-port'), 0, sockets);
      const startedAt = Date.parse(input.pods.flatMap((pod) => pod.status?.containerStatuses ?? []).find((status) => !status.ready)!.state!.running!.startedAt as unknown as string);
      return classifyFailure({ ...input, deployment: withoutDeadline(input.deployment!), now: new Date(startedAt + seconds * 1000), ...(startupSeconds !== undefined && { startupSeconds }) })?.class ?? null;
    };
    expect([at(listening('0.0.0.0', 9090), 20), at(listening('0.0.0.0', 9090), 20, 120), at(listening('0.0.0.0', 9090), 140, 120)]).toEqual(['wrong-port', null, 'wrong-port']);
    expect([at(listening('127.0.0.1', 9229), 20), at(listening('127.0.0.1', 9229), 140)]).toEqual([null, 'wrong-port']);
  });

  test('a refused probe within the start-up time is no failure yet', () => {
    const input = inputAt(load('wrong-port'), 0);
    const early = { ...input, deployment: withoutDeadline(input.deployment!), now: new Date(Date.parse('2026-11-21T09:34:55Z')) };
    expect(classifyFailure(early)).toBeNull();
    expect(classifyFailure({ ...early, startupSeconds: 0 })?.class).toBe('probe-failed');
  });

  test('objects of an older change say nothing about the new one', () => {
    const input = inputAt(load('crash-exit1'), 0);
    const deployment = structuredClone(input.deployment!);
    deployment.metadata!.generation = 3;
    expect(classifyFailure({ ...input, deployment })).toBeNull();
  });

  test('what can pass by itself is not permanent', () => {
    const permanent = (name: string): boolean | undefined => {
      const fixture = load(name);
      return classifyFailure(inputAt(fixture, fixture.documents.length - 1))?.permanent;
    };
    expect(permanent('command-not-found')).toBe(true);
    expect(permanent('secret-missing')).toBe(true);
    expect(permanent('arch-not-in-index')).toBe(true);
    expect(permanent('quota-exceeded')).toBe(true);
    expect(permanent('crash-exit1')).toBe(false);
    expect(permanent('image-tag-missing')).toBe(false);
    expect(permanent('readiness-500')).toBe(false);
  });
});

describe('jobs', () => {
  const jobAt = (name: string, index: number): Failure | null => {
    const fixture = load(name);
    const { pods, events, now } = inputAt(fixture, index);
    const job = objectsAt(fixture, index).find((object) => object.kind === 'Job') as unknown as LiveJob;
    return classifyJob({ job, pods, events, now });
  };

  test.each([
    ['job-fails', ['crash', 'crash']],
    ['job-deadline', ['timeout', 'timeout']],
    ['job-image-missing', ['image-missing', 'image-missing']],
  ])('%s is %j', (name, expected) => {
    expect(load(name).documents.map((_, index) => jobAt(name, index)?.class ?? null)).toEqual(expected);
  });

  test('a crash is final once the Job gives up', () => {
    expect(jobAt('job-fails', 0)?.permanent).toBe(false);
    expect(jobAt('job-fails', 1)?.permanent).toBe(true);
  });
});

describe('answers of the API server', () => {
  const answer = (name: string): ReturnType<typeof refusal> => {
    const status = load(name).documents[0] as unknown as StatusAnswer;
    return refusal(status.code!, status, 'PATCH');
  };

  test('a spec that the cluster finds invalid is final and names the field', () => {
    const found = failureOfRefusal(answer('api-invalid'));
    expect(found).toMatchObject({ class: 'settings-refused', permanent: true });
    expect(found.evidence.map((one) => one.object)).toContain('spec.template.spec.containers[0].resources.requests');
  });

  test('a disruption budget that blocks an eviction can pass', () => {
    expect(answer('pdb-blocked')).toMatchObject({ code: 'disruption-budget', retryable: true, status: 429 });
  });
});

test('a registry that speaks no TLS does not answer', () => {
  const pod = load('registry-not-https').documents[0] as unknown as Pod;
  const deployment = inputAt(load('registry-refused'), 0).deployment!;
  const found = classifyFailure({ deployment, replicaSets: [ownerOf(pod, deployment)], pods: [pod], events: [], now: new Date(), port: 8080 });
  expect(found).toMatchObject({ class: 'registry-unreachable', permanent: false });
});

function withoutDeadline(deployment: NonNullable<ClassifyInput['deployment']>): NonNullable<ClassifyInput['deployment']> {
  const copy = structuredClone(deployment);
  copy.status!.conditions = copy.status!.conditions!.filter((condition) => condition.type !== 'Progressing');
  return copy;
}
