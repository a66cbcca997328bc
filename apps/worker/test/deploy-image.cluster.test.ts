import { afterAll, beforeAll, expect, test } from 'vitest';
import { installOnCluster, nodeImage, server, type TestApp, type TestInstallation } from './installation-on-cluster.js';

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
  const began = Date.now();
  const id = await app.deploy({ kind: 'image', ref: nodeImage, processes: [{ name: 'web', command: server('one') }] });
  const deployment = await app.ended(id);
  console.log(Date.now() - began, deployment.steps.map((step) => `${step.name} ${step.state} ${step.detail} ${step.finishedAt!.getTime() - step.startedAt!.getTime()}ms`), deployment.failure);
  expect(deployment.state).toBe('live');
  expect((await app.ask()).text).toContain('one');
});
