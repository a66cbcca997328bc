import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeploymentFailed } from '../jobs/deployment-failure.js';
import { resolveImage } from './resolve-image.js';

let server: Server;
let opened: Parameters<typeof resolveImage>[0];
beforeAll(async () => {
  server = createServer((request, response) => response.writeHead(Number(/manifests\/s(\d+)/.exec(request.url!)![1]), { 'docker-content-digest': `sha256:${'a'.repeat(64)}` }).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const key = Buffer.alloc(32);
  opened = { row: { registryHost: 'registry.test:5000', registryUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, imageMirror: null } as never, registryRoleKeys: { build: key, pull: key, admin: key } as never };
});
afterAll(() => server.close());

const ask = (ref: string) => resolveImage(opened, 'berth', 'acme', ref);
const failureOf = async (ref: string): Promise<DeploymentFailed['failure']> => {
  const error = await ask(ref).catch((thrown: unknown) => thrown);
  if (!(error instanceof DeploymentFailed)) throw error;
  return error.failure;
};

test.each([
  [404, 'image-missing', /^There is no image/],
  [401, 'image-private', /wants a login .*, or has no such image: it does not say which/],
  [403, 'image-private', /forbids/],
  [429, 'registry-throttled', /too many requests/],
  [502, 'registry-unreachable', /answered 502/],
])('an answer %i is %s, with the answer as evidence and the image in what to do', async (status, failureClass, message) => {
  const ref = `registry.test:5000/berth/acme/app:s${status}`;
  const found = await failureOf(ref);
  expect(found.class).toBe(failureClass);
  expect(found.message).toMatch(message);
  expect(found.evidence).toEqual([`api registry.test:5000: HEAD /v2/berth/acme/app/manifests/s${status} was answered ${status}`]);
  expect(found.remedy).not.toMatch(/[{}]/);
});

test('a name that no registry could have, and another tenant\'s image', async () => {
  expect(await failureOf('https://UPPER')).toMatchObject({ class: 'image-invalid' });
  expect(await failureOf('registry.test:5000/berth/other/app:s200')).toMatchObject({ class: 'image-missing', evidence: [expect.stringContaining('no repository of this tenant')] });
});

test('an image that is there is named by its digest', async () => {
  expect((await ask('registry.test:5000/berth/acme/app:s200')).image).toBe(`registry.test:5000/berth/acme/app@sha256:${'a'.repeat(64)}`);
});
