import { expect, test } from 'vitest';
import { parseImageReference } from './image-reference.js';

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  ['nginx', { host: 'docker.io', repository: 'library/nginx', tag: 'latest', digest: null }],
  ['nginx:1.27', { host: 'docker.io', repository: 'library/nginx', tag: '1.27', digest: null }],
  ['acme/web', { host: 'docker.io', repository: 'acme/web', tag: 'latest', digest: null }],
  ['ghcr.io/acme/web:v2', { host: 'ghcr.io', repository: 'acme/web', tag: 'v2', digest: null }],
  ['registry.registry.svc:5000/mirror/library/nginx:alpine', { host: 'registry.registry.svc:5000', repository: 'mirror/library/nginx', tag: 'alpine', digest: null }],
  [`localhost:5000/a@${digest}`, { host: 'localhost:5000', repository: 'a', tag: null, digest }],
  [`quay.io/a/b:v1@${digest}`, { host: 'quay.io', repository: 'a/b', tag: 'v1', digest }],
])('%s is read as Docker reads it', (text, expected) => {
  expect(parseImageReference(text)).toEqual(expected);
});

test.each(['', ' ', 'nginx:', 'a//b', 'UPPER/case', '../etc/passwd', 'nginx@sha256:short', 'http://ghcr.io/a', '-u', 'a b', 'ghcr.io/a:b:c', 'ghcr.io/a?x=1'])('%j is no image reference', (text) => {
  expect(parseImageReference(text)).toBeNull();
});
