import { expect, test } from 'vitest';
import { redact, secretValues } from './redact.js';

test('a secret is blotted out wherever it stands, the longer one first', () => {
  const secrets = secretValues({ SHORT: 'abc', URL: 'postgres://u:hunter22@db/x', PASSWORD: 'hunter22' });
  expect(secrets).toEqual(['postgres://u:hunter22@db/x', 'hunter22']);
  expect(redact('cannot reach postgres://u:hunter22@db/x, password hunter22, abc', secrets)).toBe('cannot reach ••••••, password ••••••, abc');
});
