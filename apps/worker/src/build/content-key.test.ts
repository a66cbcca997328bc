import type { SourceDetection } from '@berth/domain';
import { expect, test } from 'vitest';
import { contentKeyOf, recipeOf } from './content-key.js';

const node: SourceDetection = {
  kind: 'node', version: '24', reason: 'package.json', processes: { web: ['node', 'a.js'] }, notes: [],
  install: { manager: 'npm', managerVersion: null, lockfile: null, manifests: ['package.json'], buildScript: false, keepDev: false },
};
const own: SourceDetection = { kind: 'dockerfile', version: null, reason: 'Dockerfile', processes: {}, notes: [], path: 'Dockerfile' };
const digest = `sha256:${'1'.repeat(64)}`;
const key = (detection: SourceDetection, source = digest) => contentKeyOf(source, recipeOf(detection));

test('equal content has one key, whatever was said about it', () => {
  expect(key({ ...node, notes: ['x'], reason: 'y' })).toBe(key(node));
});

test('another source, command, version or Dockerfile has another key', () => {
  const keys = [key(node), key(node, `sha256:${'2'.repeat(64)}`), key({ ...node, processes: { web: ['node', 'b.js'] } }), key({ ...node, version: '22' }), key(own), key({ ...own, path: 'Containerfile' })];
  expect(new Set(keys).size).toBe(keys.length);
});
