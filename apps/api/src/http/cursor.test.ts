import { expect, test } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor, pageOf } from './cursor.js';

test('a cursor gives back its key', () => {
  expect(decodeCursor(encodeCursor('web-1'), z.string())).toBe('web-1');
  expect(decodeCursor(undefined, z.string())).toBeUndefined();
});

test.each(['', 'x', '!!!', encodeCursor(7), Buffer.from('[2,"a"]').toString('base64url'), Buffer.from('{"a":1}').toString('base64url')])('%j is no cursor of a list of names', (cursor) => {
  expect(() => decodeCursor(cursor, z.string())).toThrow(expect.objectContaining({ code: 'invalid-input' }));
});

test('a page ends where the next begins, and the last has no next', () => {
  expect(pageOf(['a', 'b', 'c'], 2, (item) => item)).toEqual({ items: ['a', 'b'], nextCursor: encodeCursor('b') });
  expect(pageOf(['a', 'b'], 2, (item) => item).nextCursor).toBeNull();
});
