import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClusterError } from '../src/apply/cluster-error.js';
import { buildNamespace, tenantNamespace } from '../src/labels.js';
import type { Manifest } from '../src/manifest.js';
import { renderAdmission } from '../src/render/render-admission.js';
import { renderBuilder } from '../src/render/render-builder.js';
import { podOf } from '../src/render/render-deployment.js';
import { renderEnvironment } from '../src/render/render-environment.js';
import { renderTenant } from '../src/render/render-tenant.js';
import { builder } from '../src/render/sample-specs.js';
import { adminCluster, admissionSpec, environmentSpec, eventually, removeInstallation, tenantSpec, testInstallation } from './on-cluster.js';

const installation = testInstallation();
const cluster = adminCluster(installation);
const apps = tenantNamespace(installation, 'acme');
const builds = buildNamespace(installation, 'acme');
const builderImage = admissionSpec(installation).builderImages[0]!;
const digest = `localhost/nothing@sha256:${'0'.repeat(64)}`;

type Plain = Record<string, unknown>;
interface PodManifest extends Manifest {
  spec: Plain & { containers: Plain[] };
}

const tenantOf = { namespacePrefix: installation, tenant: { id: 'ten-acme', slug: 'acme' } };
const render = (): Manifest[] => renderEnvironment(environmentSpec(installation, 'acme', digest));
const find = (kind: string): Manifest => render().find((object) => object.kind === kind)!;
const httpRoute = (): Manifest => renderEnvironment(environmentSpec(installation, 'acme', digest, { routing: { kind: 'gateway', gateway: { name: 'apps', namespace: 'ingress' } } })).find((object) => object.kind === 'HTTPRoute')!;
const appPod = (): PodManifest => podOf(find('Deployment')) as PodManifest;
const builderObject = (kind: 'StatefulSet' | 'Deployment'): Manifest => renderBuilder({ ...builder.full, ...tenantOf, image: builderImage }).find((object) => object.kind === kind)!;
const builderPod = (): PodManifest => podOf(builderObject('StatefulSet')) as PodManifest;
const buildPod = (): PodManifest => podOf(builderObject('Deployment')) as PodManifest;

/** The pod with changes to its spec; `container` changes go to its first container. */
function changed(pod: PodManifest, spec: Plain, container: Plain = {}): PodManifest {
  const [first, ...rest] = pod.spec.containers;
  return { ...pod, spec: { ...pod.spec, containers: [{ ...first, ...container }, ...rest], ...spec } };
}

const hostPath = { volumes: [{ name: 'host', hostPath: { path: '/' } }] };
const securityOf = (pod: PodManifest): Plain => pod.spec.containers[0]!['securityContext'] as Plain;

beforeAll(async () => {
  await cluster.applyAll(renderAdmission(admissionSpec(installation)));
  await cluster.applyAll(renderTenant(tenantSpec(installation, 'acme')));
  // A policy takes a moment to hold.
  const refuses = async (pod: Manifest): Promise<boolean> => (await cluster.dryRunPod(pod))?.code === 'policy-refused';
  await eventually('the policies hold', 30, () => refuses(changed(appPod(), { serviceAccountName: 'default' })));
  await eventually('the policies hold', 30, () => refuses(changed(buildPod(), { serviceAccountName: 'default' })));
});
afterAll(async () => {
  await removeInstallation(cluster);
  await cluster.close();
});

/** Asked of the cluster by a dry run: the same answer as the real thing, and nothing to clean up. */
const answer = async (object: Manifest): Promise<ClusterError | null> => {
  if (object.kind === 'Pod') return cluster.dryRunPod(object);
  const [result] = await cluster.dryRun([object]);
  return result!.refusal;
};

describe('a tenant\'s namespace', () => {
  test('takes the pods, Services and Ingresses that are rendered', async () => {
    expect(await answer(appPod())).toBeNull();
    expect(await answer(find('Service'))).toBeNull();
    expect(await answer(find('Ingress'))).toBeNull();
    expect(await answer(httpRoute())).toBeNull();
  });

  test.each<[string, (pod: PodManifest) => PodManifest]>([
    ['a host path', (pod) => changed(pod, hostPath)],
    ['the host\'s network', (pod) => changed(pod, { hostNetwork: true })],
    ['the host\'s processes', (pod) => changed(pod, { hostPID: true })],
    ['the host\'s IPC', (pod) => changed(pod, { hostIPC: true })],
    ['the host\'s users', (pod) => changed(pod, { hostUsers: true })],
    ['another service account', (pod) => changed(pod, { serviceAccountName: 'default' })],
    ['a mounted token', (pod) => changed(pod, { automountServiceAccountToken: true })],
    ['a chosen node', (pod) => changed(pod, { nodeName: 'node1' })],
    ['a toleration', (pod) => changed(pod, { tolerations: [{ operator: 'Exists' }] })],
    ['a system priority', (pod) => changed(pod, { priorityClassName: 'system-node-critical' })],
    ['an image by tag', (pod) => changed(pod, {}, { image: 'registry.example.com/a:latest' })],
    ['a privileged container', (pod) => changed(pod, {}, { securityContext: { ...securityOf(pod), privileged: true } })],
    ['an added capability', (pod) => changed(pod, {}, { securityContext: { ...securityOf(pod), capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } } })],
    ['all capabilities kept', (pod) => changed(pod, {}, { securityContext: { allowPrivilegeEscalation: false } })],
    ['a host port', (pod) => changed(pod, {}, { ports: [{ containerPort: 8080, hostPort: 8080 }] })],
    ['an init container that breaks a rule', (pod) => changed(pod, { initContainers: [{ ...pod.spec.containers[0], name: 'init', image: 'a:1' }] })],
  ])('refuses a pod with %s', async (_, change) => {
    expect((await answer(change(appPod())))?.code).toMatch(/policy-refused|pod-refused|invalid|forbidden/);
  });

  test.each<[string, Plain]>([
    ['a node port', { type: 'NodePort' }],
    ['a load balancer', { type: 'LoadBalancer' }],
    ['another name', { type: 'ExternalName', externalName: 'example.com' }],
    ['an external address', { externalIPs: ['192.0.2.1'] }],
    ['endpoints made by hand', { selector: null }],
  ])('refuses a Service with %s', async (_, spec) => {
    const service = find('Service');
    expect(await answer({ ...service, metadata: { ...service.metadata, name: 'other' }, spec: { ...(service['spec'] as Plain), ...spec } })).toMatchObject({ code: expect.stringMatching(/policy-refused|quota-exceeded/) as string });
  });

  test.each<[string, (ingress: Manifest) => Manifest]>([
    ['all hosts', (ingress) => ({ ...ingress, spec: { defaultBackend: { service: { name: 'x', port: { number: 80 } } } } })],
    ['a wildcard host', (ingress) => ({ ...ingress, spec: { rules: [{ ...(ingress['spec'] as { rules: Plain[] }).rules[0], host: '*.example.com' }] } })],
    ['orders for the controller', (ingress) => ({ ...ingress, metadata: { ...ingress.metadata, annotations: { 'nginx.ingress.kubernetes.io/configuration-snippet': 'return 200;' } } })],
  ])('refuses an Ingress with %s', async (_, change) => {
    expect(await answer(change(find('Ingress')))).toMatchObject({ code: 'policy-refused' });
  });

  test.each<[string, Plain]>([
    ['all hosts', { hostnames: [] }],
    ['a wildcard host', { hostnames: ['*.example.com'] }],
    ['a Service of another namespace', { rules: [{ backendRefs: [{ name: 'kubernetes', namespace: 'default', port: 443 }] }] }],
    ['another kind than a Service', { rules: [{ backendRefs: [{ group: 'traefik.io', kind: 'TraefikService', name: 'api@internal' }] }] }],
    ['orders for the controller', { rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { hostname: 'example.com' } }] }] }],
  ])('refuses an HTTPRoute with %s', async (_, spec) => {
    const route = httpRoute();
    expect(await answer({ ...route, spec: { ...(route['spec'] as Plain), ...spec } })).toMatchObject({ code: 'policy-refused' });
  });
});

describe('a build namespace', () => {
  test('takes the builder, privileged in its own user namespace, and builds', async () => {
    expect(await answer(builderPod())).toBeNull();
    expect(await answer(buildPod())).toBeNull();
  });

  test.each<[string, (pod: PodManifest) => PodManifest]>([
    ['another image', (pod) => changed(pod, {}, { image: 'docker.io/library/alpine:3' })],
    ['another service account', (pod) => changed(pod, { serviceAccountName: 'default' })],
    ['the host\'s users', (pod) => changed(pod, { hostUsers: true })],
    ['the host\'s network', (pod) => changed(pod, { hostNetwork: true })],
    ['the host\'s processes', (pod) => changed(pod, { hostPID: true })],
    ['a host path', (pod) => changed(pod, hostPath)],
    ['another command', (pod) => changed(pod, {}, { command: ['sh'] })],
    ['a second container', (pod) => changed(pod, { containers: [pod.spec.containers[0]!, { ...pod.spec.containers[0], name: 'second' }] })],
    ['a mounted token', (pod) => changed(pod, { automountServiceAccountToken: true })],
  ])('refuses a builder with %s', async (_, change) => {
    expect((await answer(change(builderPod())))?.code).toMatch(/policy-refused|invalid/);
  });

  test('refuses a build that is privileged, and one of another image', async () => {
    const pod = buildPod();
    expect(await answer(changed(pod, {}, { securityContext: { privileged: true } }))).toMatchObject({ code: 'policy-refused' });
    expect(await answer(changed(pod, {}, { securityContext: {} }))).toMatchObject({ code: 'policy-refused' });
    expect(await answer(changed(pod, {}, { image: 'a:1' }))).toMatchObject({ code: 'policy-refused' });
  });

  test('lets old pods end after the builder image has changed', async () => {
    // A Job's: its controller takes a finalizer off the pod, which is an update.
    const { metadata, spec } = buildPod();
    const job: Manifest = { apiVersion: 'batch/v1', kind: 'Job', metadata: { ...metadata, name: 'old-build' }, spec: { template: { metadata: { labels: metadata.labels }, spec: { ...spec, restartPolicy: 'Never' } } } };
    const pods = () => cluster.list('Pod', { namespace: builds });
    await cluster.applyIfDifferent(job);
    await eventually('the build has its pod', 20, async () => (await pods()).length === 1);
    await cluster.applyAll(renderAdmission({ ...admissionSpec(installation), builderImages: ['localhost/berth-builder:next'] }));
    await eventually('the new policy holds', 30, async () => (await cluster.dryRunPod(buildPod()))?.code === 'policy-refused');
    expect(await cluster.remove({ kind: 'Job', namespace: builds, name: job.metadata.name })).toEqual({ removed: true });
    await eventually('the old pod is gone', 60, async () => (await pods()).length === 0);
  });
});

test('a namespace of nobody is not touched by the policies', async () => {
  expect(apps).not.toBe(builds);
  const bare = changed(appPod(), { serviceAccountName: 'default' });
  const outside = { ...bare, metadata: { ...bare.metadata, namespace: 'default' } };
  await expect(cluster.dryRunPod(outside)).rejects.toMatchObject({ code: 'foreign-installation' });
});
