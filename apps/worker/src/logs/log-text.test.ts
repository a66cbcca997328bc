import { expect, test } from 'vitest';
import { chunkBytes, chunksOf, cleanLine } from './log-text.js';

test('terminal sequences and control characters do not reach the log', () => {
  expect(cleanLine('\u001b[1;31m#5 red\u001b[0m\u0000 a\tb\r\u0007\u001b]0;title\u0007 end')).toBe('#5 red a\tb end');
});

test('a line is never longer than a chunk, and never cut inside a character', () => {
  const line = cleanLine('ä'.repeat(chunkBytes));
  expect(Buffer.byteLength(line)).toBeLessThan(chunkBytes);
  expect(line).toMatch(/^ä+…$/);
});

test('chunks hold whole lines and stay within their size', () => {
  const lines = Array.from({ length: 500 }, (_, at) => `${at} ${'x'.repeat(at % 97)}`);
  const chunks = chunksOf(lines);
  expect(chunks.join('')).toBe(lines.map((line) => `${line}\n`).join(''));
  expect(chunks.every((chunk) => Buffer.byteLength(chunk) <= chunkBytes && chunk.endsWith('\n'))).toBe(true);
  expect(chunksOf([])).toEqual([]);
  expect(chunksOf([''])).toEqual(['\n']);
});
