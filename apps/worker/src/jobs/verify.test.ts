import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noSecrets } from '../logs/redact.js';
import type { DeploymentRun } from './deployment-run.js';
import { verifyStep } from './verify.js';

/** An ingress that takes connections and never answers. */
const ingress = createServer((socket) => socket.on('error', () => {}).end());
beforeAll(() => new Promise<void>((resolve) => ingress.listen(0, '127.0.0.1', resolve)));
afterAll(() => void ingress.close());

/** A run whose new pod was ready when looked at first, and whose process has `replicas` pods by now. */
function runWith(replicas: number): DeploymentRun {
  const spec = { namespacePrefix: 'berth', tenant: { id: 't', slug: 'acme' }, environment: { id: 'e', slug: 'production' }, app: { id: 'a', slug: 'app' }, release: { id: 'r', version: 2 }, hosts: ['app.example'], processes: [{ name: 'web', kind: 'web', port: 8080, readiness: { type: 'tcp' }, replicas: { min: 1, max: 1 } }] };
  const view = {
    onEnvironment: () => () => {},
    endpoints: () => [{ ready: true, release: 2 }],
    rollout: () => ({ deployment: { metadata: { name: 'web' }, spec: { replicas } }, replicaSets: [], pods: [], events: [] }),
  };
  const row = { httpsPort: 443, ingressAddress: `127.0.0.1:${(ingress.address() as AddressInfo).port}`, caCertificate: null, baseDomain: 'example' };
  const cluster = { readRollout: async () => view.rollout() };
  return { applied: { spec, generations: {} }, opened: { row, view, cluster }, deps: { env: { verifyMs: 600 } }, signal: new AbortController().signal, oldPodsLeftAt: null, secrets: noSecrets } as unknown as DeploymentRun;
}

test('an app that is scaled to 0 while its URL is asked is not held against the deployment', async () => {
  expect(await verifyStep(runWith(0)).run()).toEqual({ detail: 'scaled to 0', skipped: true });
});

test('an app with pods must answer', async () => {
  await expect(verifyStep(runWith(1)).run()).rejects.toMatchObject({ failure: { class: 'verify-failed' } });
});
