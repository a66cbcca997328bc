import { expect, test } from 'vitest';
import { statusOf } from './open-terminal.js';

test('an exit code comes from the causes of a failed status', () => {
  const causes = [{ reason: 'ExitCode', message: '3' }];
  expect(statusOf(JSON.stringify({ status: 'Failure', reason: 'NonZeroExitCode', message: 'command terminated with non-zero exit code', details: { causes } }))).toEqual({ exitCode: 3, failure: null });
  expect(statusOf(JSON.stringify({ status: 'Success' }))).toEqual({ exitCode: 0, failure: null });
});

test('a command that could not be started has no exit code, and its cause is kept', () => {
  expect(statusOf(JSON.stringify({ status: 'Failure', reason: 'InternalError', message: 'executable file not found in $PATH' }))).toEqual({ exitCode: null, failure: 'executable file not found in $PATH' });
  expect(statusOf('not json')).toEqual({ exitCode: null, failure: 'not json' });
});
