import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiUnderTest } from './api-under-test.js';
import { BlobStore } from './blob-store.js';

const guide = readFileSync(join(import.meta.dirname, '../../../docs/api.md'), 'utf8');
const examples = [...guide.matchAll(/```sh\n([\s\S]*?)```\n```text\n([\s\S]*?)```/g)].map(([, script, output]) => ({ script: script!, output: output!.trimEnd() }));

const store = new BlobStore();
let api: ApiUnderTest;
let token: string;
beforeAll(async () => {
  await store.start();
  api = await ApiUnderTest.start({ registryUrl: store.url });
  const tenant = await api.tenant('acme');
  token = tenant.members.owner.token;
  const app = await api.deployedApp(tenant, 'shop');
  await api.ask('POST', '/v1/tenants/acme/apps', { token, body: { name: 'api-docs' } });
  await api.db.event.create({ data: { tenantId: tenant.id, appId: app.appId, environmentId: app.environmentId, deploymentId: app.deploymentId, kind: 'deployment.state', data: { deploymentId: app.deploymentId, state: 'live', release: 1, message: null } } });
});
afterAll(async () => {
  await api.stop();
  store.stop();
});

test('the examples of docs/api.md give what it says, one after the other in one shell', async () => {
  expect(examples.length).toBeGreaterThan(8);
  expect(examples.length).toBe(guide.match(/```sh/g)!.length);
  const script = examples.map(({ script: lines }) => `${lines}\nprintf '\\n<<<>>>\\n'\n`).join('');
  const { stdout } = await promisify(execFile)('bash', ['-eu', '-o', 'pipefail', '-c', script], { env: { PATH: process.env['PATH'], BERTH_URL: api.url, BERTH_TOKEN: token }, timeout: 50_000 });
  const outputs = stdout.split('\n<<<>>>\n');
  for (const [index, { script: lines, output }] of examples.entries()) {
    const wanted = output.split('…').map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^\\n]*?');
    expect(outputs[index]!.trimEnd(), lines).toMatch(new RegExp(`^${wanted}$`));
  }
});
