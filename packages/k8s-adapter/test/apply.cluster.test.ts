import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClusterError } from '../src/apply/cluster-error.js';
import { orphans } from '../src/apply/orphans.js';
import { classifyFailure } from '../src/health/classify-failure.js';
import { rolloutProgress } from '../src/health/deployment-health.js';
import { processObjectName, tenantNamespace } from '../src/labels.js';
import type { LiveObject, Manifest, ObjectRef } from '../src/manifest.js';
import { renderAdmission } from '../src/render/render-admission.js';
import { podOf } from '../src/render/render-deployment.js';
import { renderEnvironment } from '../src/render/render-environment.js';
import { renderTenant } from '../src/render/render-tenant.js';
import type { ChangeType } from '../src/observe/watch-kind.js';
import { workerKubeconfig } from '../../../infra/local/cluster.mjs';
import { openCluster } from '../src/open-cluster.js';
import { adminCluster, admissionSpec, environmentSpec, eventually, mirrorImage, removeInstallation, server, tenantSpec, testInstallation } from './on-cluster.js';

const installation = testInstallation();
const cluster = adminCluster(installation);
const namespace = tenantNamespace(installation, 'acme');
const key = { scope: 'environment' as const, installation, namespace, environmentId: 'env-acme' };
const target = { namespace, environmentId: 'env-acme', process: 'web' };

let image: string;
beforeAll(async () => {
  image = await mirrorImage('node', '24-slim');
  await cluster.applyAll(renderAdmission(admissionSpec(installation)));
  await cluster.applyAll(renderTenant(tenantSpec(installation, 'acme')));
});
afterAll(async () => {
  await removeInstallation(cluster);
  await cluster.close();
});

const spec = (changes = {}) => environmentSpec(installation, 'acme', image, changes);
const deploymentRef = (): ObjectRef => ({ kind: 'Deployment', namespace, name: processObjectName(spec(), 'web') });
const complete = (version: number) =>
  eventually(`v${version} is rolled out`, 120, async () => {
    const objects = await cluster.readRollout(target);
    const failed = classifyFailure({ ...objects, now: new Date(), port: 8080 });
    if (failed) throw new Error(`${failed.class}: ${failed.message} ${JSON.stringify(failed.evidence)}`);
    return rolloutProgress(objects).complete && objects.deployment?.metadata?.labels?.['berth.dev/release'] === `v${version}` ? objects : null;
  });

describe('a tenant', () => {
  test('is as rendered at once: applying again changes nothing', async () => {
    const again = await cluster.applyAll(renderTenant(tenantSpec(installation, 'acme')));
    expect(again.filter((result) => result.action !== 'unchanged').map((result) => [result.ref, result.differences])).toEqual([]);
    const policies = await cluster.applyAll(renderAdmission(admissionSpec(installation)));
    expect(policies.filter((result) => result.action !== 'unchanged').map((result) => [result.ref, result.differences])).toEqual([]);
  });

  test('whose budget is raised gets it', async () => {
    const raised = tenantSpec(installation, 'acme', { budget: { ...tenantSpec(installation, 'acme').budget, pods: 12 } });
    const changed = (await cluster.applyAll(renderTenant(raised))).filter((result) => result.action !== 'unchanged');
    expect(changed.map((result) => result.ref.kind)).toEqual(['ResourceQuota']);
    await eventually('the cluster counts by the new budget', 10, async () => (await cluster.quotaUse(namespace))?.pods?.hard === 12);
  });
});

describe('an app', () => {
  test('is deployed, and applying it again writes nothing', async () => {
    const first = await cluster.applyAll(renderEnvironment(spec()));
    expect(first.map((result) => result.action)).toEqual(first.map(() => 'created'));
    await complete(1);
    const before = await cluster.listOwned(key);
    const second = await cluster.applyAll(renderEnvironment(spec()), { live: before });
    expect(second.flatMap((result) => (result.action === 'unchanged' ? [] : [result.ref, result.differences]))).toEqual([]);
    const unread = await cluster.applyAll(renderEnvironment(spec()));
    expect(unread.map((result) => result.action)).toEqual(unread.map(() => 'unchanged'));
    const versions = (objects: LiveObject[]): string[] => objects.filter((object) => object.kind !== 'Deployment').map((object) => `${object.kind} ${object.metadata.resourceVersion}`);
    expect(versions(await cluster.listOwned(key))).toEqual(versions(before));
  });

  test('keeps its number of pods through every apply', async () => {
    expect(await cluster.setReplicas(deploymentRef(), 2)).toEqual({ changed: true });
    expect(await cluster.setReplicas(deploymentRef(), 2)).toEqual({ changed: false });
    await cluster.applyAll(renderEnvironment(spec({ release: { id: 'rel-2', version: 2 }, processes: [{ ...spec().processes[0]!, command: server('v2') }] })));
    const live = await cluster.read(deploymentRef());
    expect((live!['spec'] as { replicas: number }).replicas).toBe(2);
    await complete(2);
    const endpoints = await eventually('only v2 is served', 20, async () => {
      const found = await cluster.releaseEndpoints({ namespace, service: deploymentRef().name });
      return found.readyReleases.join() === '2' && found.endpoints.filter((endpoint) => endpoint.ready).length === 2 ? found : null;
    });
    expect(endpoints.readyReleases).toEqual([2]);
  });

  test('a field that is no longer rendered goes away', async () => {
    const limited = spec({ release: { id: 'rel-2', version: 2 }, processes: [{ ...spec().processes[0]!, command: server('v2'), cpuLimitMillicores: 500 }] });
    const limits = async (): Promise<unknown> => {
      const live = (await cluster.read(deploymentRef())) as unknown as { spec: { template: { spec: { containers: { resources: { limits: Record<string, string> } }[] } } } };
      return live.spec.template.spec.containers[0]!.resources.limits['cpu'];
    };
    await cluster.applyAll(renderEnvironment(limited));
    expect(await limits()).toBe('500m');
    const results = await cluster.applyAll(renderEnvironment({ ...limited, processes: [{ ...limited.processes[0]!, cpuLimitMillicores: null }] }));
    expect(results.filter((result) => result.action === 'changed').map((result) => result.ref.kind)).toEqual(['Deployment']);
    expect(await limits()).toBeUndefined();
  });

  test('that was edited by hand is put right', async () => {
    const [deployment] = renderEnvironment(spec({ release: { id: 'rel-2', version: 2 }, processes: [{ ...spec().processes[0]!, command: server('v2') }] })).filter((object) => object.kind === 'Deployment');
    await cluster.applyIfDifferent(deployment!);
    const edited = structuredClone(deployment!) as Manifest & { spec: { minReadySeconds: number } };
    edited.spec.minReadySeconds = 77;
    await cluster.applyIfDifferent(edited);
    const result = await cluster.applyIfDifferent(deployment!);
    expect(result.action).toBe('changed');
    expect(result.differences.map((difference) => difference.path)).toContain('/spec/minReadySeconds');
  });

  test('a config version is written once: other content under its name is refused', async () => {
    await expect(cluster.applyAll(renderEnvironment(spec({ env: { APP_MESSAGE: 'other' } })))).rejects.toMatchObject({ code: 'immutable-differs', retryable: false });
  });

  test('a dry run shows what would change, and changes nothing', async () => {
    const before = await cluster.read(deploymentRef());
    const results = await cluster.dryRun(renderEnvironment(spec({ release: { id: 'rel-3', version: 3 }, configVersion: 2, env: { APP_MESSAGE: 'new' }, processes: [{ ...spec().processes[0]!, command: server('v3') }] })));
    const actions = Object.fromEntries(results.map((result) => [result.ref.kind, result.action]));
    expect(actions).toEqual({ Secret: 'create', Deployment: 'change', Service: 'none', Ingress: 'none' });
    const paths = results.find((result) => result.ref.kind === 'Deployment')!.changes.map((change) => change.path);
    expect(paths).toContain('/spec/template/spec/containers/0/command/2');
    expect(JSON.stringify(results)).not.toContain(Buffer.from('new').toString('base64'));
    const after = await cluster.read(deploymentRef());
    expect(after!.metadata.generation).toBe(before!.metadata.generation);
  });

  test('is told by a dry run of one pod that the budget has no room, and by the same pod smaller that it has', async () => {
    const pod = (memoryLimitBytes: number): Manifest => {
      const process = { ...spec().processes[0]!, size: { ...spec().processes[0]!.size, memoryLimitBytes } };
      return podOf(renderEnvironment(spec({ processes: [process] })).find((object) => object.kind === 'Deployment')!);
    };
    expect(await cluster.dryRunPod(pod(64 * 2 ** 20))).toBeNull();
    expect(await cluster.dryRunPod(pod(2 * 2 ** 30))).toMatchObject({ code: 'quota-exceeded', status: 403, retryable: false });
  });

  test('objects that nothing wants any more are found and removed', async () => {
    const wanted = renderEnvironment(spec({ release: { id: 'rel-2', version: 2 }, processes: [{ ...spec().processes[0]!, command: server('v2') }] })).filter((object) => object.kind !== 'Ingress');
    const left = orphans(wanted, await cluster.listOwned(key), () => false);
    expect(left.map((object) => object.kind)).toEqual(['Ingress']);
    for (const object of left) expect(await cluster.remove({ kind: 'Ingress', namespace, name: object.metadata.name })).toEqual({ removed: true });
    expect(await cluster.remove({ kind: 'Ingress', namespace, name: left[0]!.metadata.name })).toEqual({ removed: false });
  });
});

describe('what it looks at', () => {
  test('log lines of a pod, now and as they come', async () => {
    const { pods } = await cluster.readRollout(target);
    const pod = pods.find((candidate) => candidate.status?.phase === 'Running' && !candidate.metadata?.deletionTimestamp)!;
    const ref = { namespace, pod: pod.metadata!.name!, container: null };
    // The dollar signs of the command are those that were written.
    const line = 'costs $$ in $(PORT), listening on 8080';
    const lines = await cluster.readLogs(ref, { tailLines: 10 });
    expect(lines.map((line) => line.text)).toContain(line);
    const seen: string[] = [];
    const end = new AbortController();
    const following = cluster.followLogs(ref, { signal: end.signal, onLine: (line) => void seen.push(line.text) });
    await eventually('the followed log has the line', 10, async () => seen.includes(line));
    end.abort();
    await following;
    expect(await cluster.readLogs(ref, { after: lines.at(-1)!.time! })).toEqual([]);
  });

  test('the sockets of a container', async () => {
    const { pods } = await cluster.readRollout(target);
    const pod = pods.find((candidate) => candidate.status?.phase === 'Running' && !candidate.metadata?.deletionTimestamp)!;
    const sockets = await cluster.probeSockets({ namespace, pod: pod.metadata!.name!, container: null });
    expect(sockets).toMatchObject({ known: true });
    expect(sockets.known && sockets.listening).toEqual([expect.objectContaining({ port: 8080, loopbackOnly: false })]);
  });

  test('a port of a pod is connected to; where nobody listens the connection is broken, and a pod that is not there has none', async () => {
    const { pods } = await cluster.readRollout(target);
    const pod = pods.find((candidate) => candidate.status?.phase === 'Running' && !candidate.metadata?.deletionTimestamp)!.metadata!.name!;
    /** What comes back for a request, and whether the cluster could not connect. */
    const ask = async (port: number): Promise<{ heard: string; broken: boolean }> => {
      const connection = (await cluster.dialPod({ namespace, pod, port }))!;
      const { stream } = connection;
      let heard = '';
      stream.on('data', (chunk: Buffer) => (heard += chunk.toString()));
      stream.write('GET / HTTP/1.1\r\nhost: hello.example\r\nconnection: close\r\n\r\n');
      await new Promise((done) => stream.on('end', done).on('close', done));
      connection.close();
      return { heard, broken: connection.broken };
    };
    expect(await ask(8080)).toEqual({ heard: expect.stringMatching(/^HTTP\/1.1 200 OK/) as string, broken: false });
    expect(await ask(8081)).toEqual({ heard: '', broken: true });
    expect(await cluster.dialPod({ namespace, pod: 'nobody', port: 8080 })).toBeNull();
    const worker = openCluster(await workerKubeconfig(), { installation }); // may forward in tenants' namespaces alone
    await expect(worker.dialPod({ namespace: 'ingress', pod, port: 8080 })).rejects.toMatchObject({ code: 'forbidden' });
    await worker.close();
  });

  test('a watch tells of each change and each event, and stops', async () => {
    const changes: [ChangeType, string][] = [];
    const events: string[] = [];
    const watch = cluster.watchOwned({
      onChange: (type, object) => changes.push([type, object.kind]),
      onEvent: (event) => events.push(event.reason ?? ''),
      onError: (error) => {
        throw error;
      },
    });
    await watch.ready;
    expect(watch.objects('Deployment')).toHaveLength(1);
    changes.length = 0;
    await cluster.setReplicas(deploymentRef(), 3);
    await eventually('the watch saw a third pod', 20, async () => changes.some(([type, kind]) => type === 'added' && kind === 'Pod'));
    await eventually('and the events about it', 20, async () => events.includes('Scheduled') && events.includes('Started'));
    await watch.stop();
    const count = changes.length;
    await cluster.setReplicas(deploymentRef(), 2);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(changes).toHaveLength(count);
  });
});

describe('walls between installations', () => {
  test('a namespace of another installation is never written to', async () => {
    const other = adminCluster('othera');
    const foreign = renderEnvironment(spec()).map((object) => ({ ...object, metadata: { ...object.metadata, labels: { ...object.metadata.labels, 'berth.dev/installation': 'othera' } } }));
    const refused = await other.applyAll(foreign).then(() => null, (error: unknown) => error);
    expect(refused).toBeInstanceOf(ClusterError);
    expect(refused).toMatchObject({ code: 'foreign-installation' });
    await expect(other.remove(deploymentRef())).rejects.toMatchObject({ code: 'foreign-installation' });
    await expect(other.setReplicas(deploymentRef(), 1)).rejects.toMatchObject({ code: 'foreign-installation' });
    await expect(cluster.remove({ kind: 'Namespace', name: 'kube-system' })).rejects.toMatchObject({ code: 'foreign-installation' });
    await other.close();
  });
});
