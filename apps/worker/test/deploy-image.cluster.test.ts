import { afterAll, beforeAll, expect, test } from 'vitest';
import { installOnCluster, nodeImage, server, small, type TestApp, type TestInstallation } from './installation-on-cluster.js';

let installation: TestInstallation;
let app: TestApp;

beforeAll(async () => {
  installation = await installOnCluster();
  await installation.start();
  const tenant = await installation.tenant('acme');
  app = await installation.app(tenant.id, 'hello');
});

afterAll(async () => {
  await installation?.end();
});

test('an image goes live and answers at its HTTPS URL', async () => {
  const id = await app.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server('one'), size: small }] });
  const deployment = await app.ended(id);
  expect(deployment).toMatchObject({ state: 'live', failure: null });
  expect(deployment.steps.map((step) => `${step.name} ${step.state}`)).toEqual(['build skipped', 'check done', 'release skipped', 'tryOut skipped', 'apply done', 'rollOut done', 'verify done']);
  expect((await app.ask()).text).toContain('one');
});
