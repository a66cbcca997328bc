import { expect, test } from 'vitest';
import { notStarted, withProgram } from './not-started.js';

const line = 'psql postgres://u:pw@h';
const runc = 'failed to create containerd task: runc create failed: unable to start container process: ';

test.each([
  [`${runc}exec: "psql": executable file not found in $PATH`, 'the image has no such program'],
  [`${runc}exec: "${line}": stat ${line}: no such file or directory: unknown`, 'the image has no such program'],
  [`${runc}exec: "${line}": permission denied: unknown`, 'it is not an executable file'],
  [`${runc}exec ${line}: exec format error`, 'it is not made for this cluster’s processors'],
  [`${runc}exec ${line}: argument list too long`, 'its arguments are too long'],
  [`${runc}container init was OOM-killed (memory limit too low?)`, 'its size has too little memory even for that'],
  [`${runc}something of ${line}`, 'the container runtime refuses it'],
  ['', 'the container runtime refuses it'],
])('%s is told without a word of the command line', (message, cause) => {
  expect(notStarted(message)).toEqual({ state: 'failed', exitCode: 127, reason: `The command cannot be started: ${cause}.` });
});

test('who gave the command hears which program it is; other reasons stay as they are', () => {
  expect(withProgram(notStarted('no such file').reason, '$& x')).toBe('$& x cannot be started: the image has no such program.');
  expect(withProgram('Its terminal was lost.', 'psql')).toBe('Its terminal was lost.');
  expect(withProgram(null, 'psql')).toBeNull();
});
