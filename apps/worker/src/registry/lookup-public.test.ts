import { expect, test } from 'vitest';
import { lookupPublic } from './lookup-public.js';

test('a name that leads inside is refused', async () => {
  const error = await new Promise((resolve) => lookupPublic('localhost', { all: false }, (failure) => resolve(failure)));
  expect(String(error)).toMatch(/not a public address/);
});
