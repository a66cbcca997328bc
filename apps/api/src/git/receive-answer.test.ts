import { expect, test } from 'vitest';
import { ReceiveAnswer, spoken } from './receive-answer.js';

const packet = (content: string): string => (content.length + 4).toString(16).padStart(4, '0') + content;
const report = `${packet('unpack ok\n')}${packet('ok refs/heads/main\n')}${packet('ng refs/heads/x hook declined\n')}0000`;
const banded = Buffer.from(`${packet('\u0002hello\n')}${packet('\u0001' + report)}0000`);

test.each([1, 3, 7, 1000])('the answer passes whole in pieces of %i bytes, less the flush at its end, and tells what was changed', (size) => {
  const answer = new ReceiveAnswer();
  const passed: Buffer[] = [];
  for (let at = 0; at < banded.length; at += size) passed.push(answer.take(banded.subarray(at, at + size)));
  expect(Buffer.concat(passed)).toEqual(banded.subarray(0, -4));
  expect(answer.end().toString()).toBe('0000');
  expect({ changed: answer.changed(), canSpeak: answer.canSpeak }).toEqual({ changed: ['refs/heads/main'], canSpeak: true });
});

test('a client without bands gets the answer untouched, and nothing is said to it', () => {
  const answer = new ReceiveAnswer();
  expect(answer.take(Buffer.from(report)).toString()).toBe(report);
  expect({ changed: answer.changed(), canSpeak: answer.canSpeak, end: answer.end().length }).toEqual({ changed: ['refs/heads/main'], canSpeak: false, end: 0 });
});

test('long texts are cut into packets that git takes', () => {
  const bytes = spoken('x'.repeat(100_000));
  const first = Number.parseInt(bytes.toString('latin1', 0, 4), 16);
  expect(first).toBeLessThanOrEqual(65_520);
  expect(bytes.length).toBe(100_000 + 2 * 5);
});
