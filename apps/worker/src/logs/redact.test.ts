import { expect, test } from 'vitest';
import { redact, secretValues } from './redact.js';

test('a secret is blotted out wherever it stands, the longer one first', () => {
  const secrets = secretValues({ SHORT: 'abc', URL: 'postgres://u:hunter22@db/x', PASSWORD: 'hunter22' });
  expect(redact('cannot reach postgres://u:hunter22@db/x, password hunter22, abc', secrets)).toBe('cannot reach ••••••, password ••••••, abc');
});

test('a secret of several lines is blotted out line by line, one that ends in a line break without it', () => {
  const key = '-----BEGIN KEY-----\r\nMIIEvQIBADANBg\n  kqhkiG9w0BAQEF\nAASC\n-----END KEY-----\n';
  const secrets = secretValues({ TLS_KEY: key, PASSWORD: 'hunter22\n' });
  expect(['MIIEvQIBADANBg', ' kqhkiG9w0BAQEF,', `{"key":${JSON.stringify(key)}}`, 'with hunter22 as ever'].map((line) => redact(line, secrets))).toEqual(['••••••', ' ••••••,', '{"key":"••••••"}', 'with •••••• as ever']);
  expect(redact('-----BEGIN KEY-----', secrets)).toBe('-----BEGIN KEY-----');
  expect(redact(JSON.stringify({ password: 'a"b\\c-1' }), secretValues({ PASSWORD: 'a"b\\c-1' }))).toBe('{"password":"••••••"}');
  expect(redact(`it is ${key}`, secrets)).toBe('it is ••••••');
});

test('each of thousands of lines is found, and many that begin alike hide the rest', () => {
  const many = Array.from({ length: 9_000 }, (_, index) => `${String(index).padStart(6, '0')}-of-a-secret`);
  const secrets = secretValues({ MANY: many.join('\n') });
  expect(redact('it is 004711-of-a-secret!', secrets)).toBe('it is ••••••!');
  const alike = secretValues({ ALIKE: Array.from({ length: 100 }, (_, index) => `aaaaaa-${String(index).padStart(6, '0')}`).join('\n') });
  expect(redact('it is aaaaaa-000001 and more', alike)).toBe('it is ••••••');
});
