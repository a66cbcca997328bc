import { expect, test } from 'vitest';
import { keepColours, safeText } from './safe-text.ts';

test('terminal sequences vanish: colours, titles, hyperlinks, cursor moves, and ones that never end', () => {
  expect(safeText('\x1b[31mred\x1b[0m')).toBe('red');
  expect(safeText('\x1b]0;stolen title\x07after')).toBe('after');
  expect(safeText('\x1b]8;;javascript:alert(1)\x1b\\click\x1b]8;;\x1b\\')).toBe('click');
  expect(safeText('a\x1b[2J\x1b[1;1Hb')).toBe('ab');
  expect(safeText('a\x1b]0;never ends')).toBe('a');
  expect(safeText('a\x1bPdcs\x1b\\b\x9b31mc')).toBe('abc');
});

test('characters that reorder or hide are shown, not obeyed', () => {
  expect(safeText('user \u202Egpj.exe')).toBe('user ‹U+202E›gpj.exe');
  expect(safeText('a\u200bb\ufeffc\u0000d')).toBe('a‹U+200B›b‹U+FEFF›c‹U+0000›d');
});

test('tab, newline, right-to-left letters and emoji stay', () => expect(safeText('a\tb\nשלום 👩‍🚀')).toBe('a\tb\nשלום 👩‍🚀'));

test('a carriage return before a newline is none', () => expect(safeText('a\r\nb')).toBe('a\nb'));

test('only colours survive for the log parser', () => expect(keepColours('\x1b[31mred\x1b[2J\x1b]0;t\x07')).toBe('\x1b[31mred'));
