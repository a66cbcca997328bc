import { expect, test } from 'vitest';
import { berthCommand, shellQuote } from './command.ts';

test('a command names app and tenant', () => expect(berthCommand(['rollback', 'v7'], { app: 'hello', tenant: 'acme' })).toBe('berth rollback v7 --app hello --tenant acme'));

test('only an environment other than production is named', () => {
  expect(berthCommand(['restart'], { app: 'hello', environment: 'production' })).toBe('berth restart --app hello');
  expect(berthCommand(['restart'], { app: 'hello', environment: 'preview' })).toBe('berth restart --app hello --environment preview');
});

test('what a shell would read as more than a word is quoted', () => {
  expect(shellQuote('a b')).toBe("'a b'");
  expect(shellQuote("it's; rm -rf /")).toBe("'it'\\''s; rm -rf /'");
  expect(shellQuote('$(id)')).toBe("'$(id)'");
  expect(shellQuote('')).toBe("''");
  expect(shellQuote('web=2..10')).toBe('web=2..10');
});
