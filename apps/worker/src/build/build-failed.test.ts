import { expect, test } from 'vitest';
import { failureOfRunner } from './build-failed.js';
import { readRunnerResult } from './runner-result.js';
import { progressOf } from './step-progress.js';

test('a result is read from what the runner says, and nothing else is taken for one', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  expect(readRunnerResult(JSON.stringify({ digest, layers: 5, cachedLayers: 3 }))).toEqual({ built: true, digest, layers: 5, cachedLayers: 3 });
  expect(readRunnerResult('{"error":"x","code":"step-failed","line":3,"exitCode":1,"retryable":false}')).toMatchObject({ built: false, error: 'x', line: 3 });
  for (const text of ['', 'panic: x', '{}', '{"digest":"sha256:1"}', '[]', 'null']) expect(readRunnerResult(text)).toBeNull();
});

test('a failure names the line of the Dockerfile and what to do', () => {
  const result = { error: 'RUN npm run build ended with exit code 1', code: 'step-failed', step: '[4/5] RUN npm run build', line: 9, retryable: false };
  expect(failureOfRunner(result, true, ['#8 1.2 boom'])).toEqual({
    class: 'build-failed',
    message: 'RUN npm run build ended with exit code 1 (line 9 of the generated Dockerfile).',
    evidence: ['[4/5] RUN npm run build'],
    lastLines: ['#8 1.2 boom'],
    remedy: 'Mend what the last lines of the build log say, and deploy again.',
    step: '[4/5] RUN npm run build',
    line: 9,
  });
});

test.each([
  ['out-of-memory', 'out-of-memory'],
  ['registry-unreachable', 'registry-unreachable'],
  ['builder-lost', 'internal'],
  ['timeout', 'timeout'],
  ['base-image-missing', 'build-failed'],
  ['a code of a newer runner', 'build-failed'],
])('%s is of the class %s', (code, expected) => {
  expect(failureOfRunner({ error: 'x', code, retryable: false }, false, []).class).toBe(expected);
});

test.each([
  ['#8 [4/5] RUN npm run build', '4/5 RUN npm run build'],
  ['#8 [build 2/6] RUN --mount=type=cache,target=/root/.npm npm ci', '2/6 RUN npm ci'],
  ['#4 [1/5] FROM docker.io/library/node:24-slim', null],
  ['#8 0.123 [1/2] RUN this is output', null],
  ['#12 exporting to image', 'pushing the image'],
  ['Waiting for the builder', 'waiting for the builder to start'],
  ['#1 [internal] load build definition from Dockerfile', null],
])('%s shows as %s', (line, shown) => {
  expect(progressOf(line)).toBe(shown);
});
