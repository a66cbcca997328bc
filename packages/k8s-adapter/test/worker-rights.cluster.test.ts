import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { ClusterError } from '../src/apply/cluster-error.js';
import { Connection } from '../src/apply/connection.js';
import type { Cluster } from '../src/cluster.js';
import { fixedNames, tenantNamespace, workerTenantRole } from '../src/labels.js';
import { apiPath, type LiveObject, type Manifest } from '../src/manifest.js';
import { openCluster } from '../src/open-cluster.js';
import { renderTenant } from '../src/render/render-tenant.js';
import { adminCluster, eventually, removeInstallation, tenantSpec, testInstallation } from './on-cluster.js';

const installation = testInstallation();
const namespace = tenantNamespace(installation, 'acme');
const account = { namespace: 'berth-system', name: 'berth-worker' };
const admin = adminCluster(installation);

let worker: Cluster;
let asWorker: Connection;

/** The administrator's kubeconfig with the worker's token instead of its credentials. */
async function workerKubeconfig(): Promise<string> {
  const text = readFileSync(process.env['KUBECONFIG']!, 'utf8');
  const asAdmin = new Connection(text);
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } };
  const answer = await asAdmin.json<{ status: { token: string } }>(`${apiPathOfAccount()}/token`, { method: 'POST', body: request });
  await asAdmin.close();
  const config = parse(text) as { users: { name: string; user: unknown }[] };
  return stringify({ ...config, users: config.users.map(({ name }) => ({ name, user: { token: answer.status.token } })) });
}
const apiPathOfAccount = (): string => apiPath('ServiceAccount', account.namespace, account.name);

beforeAll(async () => {
  const kubeconfig = await workerKubeconfig();
  worker = openCluster(kubeconfig, { installation });
  asWorker = new Connection(kubeconfig);
  await worker.applyAll(renderTenant(tenantSpec(installation, 'acme', { workerAccount: account })));
});
afterAll(async () => {
  await removeInstallation(admin);
  await Promise.all([worker.close(), asWorker.close(), admin.close()]);
});

const codeOf = (request: Promise<unknown>): Promise<string> => request.then(() => 'allowed', (error: unknown) => (error instanceof ClusterError ? error.code : String(error)));
const create = (object: Manifest): Promise<unknown> =>
  asWorker.json(apiPath(object.kind, object.metadata.namespace), { method: 'POST', query: { dryRun: 'All' }, body: object });
const namespaceCalled = (name: string, labels: Record<string, string>): Manifest => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });

describe('the worker', () => {
  test('makes a tenant from nothing, and finds it as it made it', async () => {
    const again = await worker.applyAll(renderTenant(tenantSpec(installation, 'acme', { workerAccount: account })));
    expect(again.every((result) => result.action === 'unchanged')).toBe(true);
  });

  test('reads Secrets and runs pods in a tenant\'s namespace, and nowhere else', async () => {
    expect(await codeOf(worker.list('Secret', { namespace }))).toBe('allowed');
    expect(await codeOf(worker.list('Secret', { namespace: 'kube-system' }))).toBe('forbidden');
    expect(await codeOf(worker.list('Secret'))).toBe('forbidden');
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x', namespace: 'kube-system' }, spec: { containers: [{ name: 'x', image: 'x' }] } };
    expect(await codeOf(create(pod))).toBe('forbidden');
  });

  test('reads logs and runs commands in a tenant\'s namespace alone', async () => {
    const [dns] = await admin.list('Pod', { namespace: 'kube-system', labelSelector: 'k8s-app=kube-dns' });
    expect(await codeOf(worker.readLogs({ namespace: 'kube-system', pod: dns!.metadata.name, container: null }))).toBe('forbidden');
    expect(await codeOf(worker.readLogs({ namespace, pod: 'absent', container: null }))).toBe('not-found');
    for (const what of ['exec', 'attach']) {
      const path = (where: string): string => `${apiPath('Pod', where, 'absent')}/${what}`;
      expect(await codeOf(asWorker.json(path('kube-system'), { method: 'POST', query: { command: 'cat' } })), what).toBe('forbidden');
      expect(await codeOf(asWorker.json(path(namespace), { method: 'POST', query: { command: 'cat' } })), what).toBe('not-found');
    }
  });

  test('makes namespaces that are an installation\'s, and no others', async () => {
    const label = { 'berth.dev/installation': installation };
    expect(await codeOf(create(namespaceCalled(`${installation}-other`, label)))).toBe('allowed');
    expect(await codeOf(create(namespaceCalled('somewhere', {})))).toBe('policy-refused');
    expect(await codeOf(create(namespaceCalled('somewhere', label)))).toBe('policy-refused');
  });

  test('cannot make a namespace its own, nor remove one that is not', async () => {
    const labelled = (name: string, value: string): Promise<unknown> =>
      asWorker.json(apiPath('Namespace', undefined, name), {
        method: 'PATCH',
        contentType: 'application/merge-patch+json',
        query: { dryRun: 'All' },
        body: { metadata: { labels: { 'berth.dev/installation': value } } },
      });
    expect(await codeOf(labelled('kube-system', installation))).toBe('policy-refused');
    expect(await codeOf(labelled(namespace, 'another'))).toBe('policy-refused');
    expect(await codeOf(labelled(namespace, installation))).toBe('allowed');
    const remove = (name: string): Promise<unknown> => asWorker.json(apiPath('Namespace', undefined, name), { method: 'DELETE', query: { dryRun: 'All' } });
    expect(await codeOf(remove('kube-node-lease'))).toBe('policy-refused');
    expect(await codeOf(remove(namespace))).toBe('allowed');
  });

  test('gives itself its one role in its own namespaces alone', async () => {
    const binding = (where: string, role: string, subject = account): Manifest => ({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'another', namespace: where },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
      subjects: [{ kind: 'ServiceAccount', ...subject }],
    });
    expect(await codeOf(create(binding(namespace, workerTenantRole)))).toBe('allowed');
    expect(await codeOf(create(binding('kube-system', workerTenantRole)))).toBe('policy-refused');
    expect(await codeOf(create(binding(namespace, 'cluster-admin')))).toMatch(/forbidden|policy-refused/);
    expect(await codeOf(create(binding(namespace, workerTenantRole, { namespace, name: fixedNames.appAccount })))).toBe('policy-refused');
  });

  test('cannot widen its own role', async () => {
    const role = await codeOf(asWorker.json(`/apis/rbac.authorization.k8s.io/v1/clusterroles/${workerTenantRole}`, { method: 'PATCH', contentType: 'application/merge-patch+json', body: { rules: [] } }));
    expect(role).toBe('forbidden');
  });

  test('watches what it must, all over the cluster', async () => {
    const errors: string[] = [];
    const seen: LiveObject[] = [];
    const watch = worker.watchOwned({ onChange: (_, object) => void seen.push(object), onEvent: () => undefined, onError: (error, kind) => errors.push(`${kind}: ${error.message}`) });
    await eventually('every collection was read', 20, () => Promise.race([watch.ready.then(() => true), new Promise<false>((resolve) => setTimeout(resolve, 200, false))]));
    await watch.stop();
    expect(errors).toEqual([]);
    expect(seen.map((object) => object.kind)).toContain('ResourceQuota');
  });
});
