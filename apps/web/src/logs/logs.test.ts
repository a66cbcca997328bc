import { expect, test } from 'vitest';
import { asTextFile, LineRing, noFilter, passes, type IncomingLine } from './line-ring.ts';
import { levelOf, lineLimit, parseLine } from './parse-line.ts';
import { matcher } from './search-lines.ts';

const line = (text: string, more: Partial<IncomingLine> = {}): IncomingLine => ({ key: text, at: 0, pod: 'web-1', process: 'web', release: 7, line: text, gap: false, ...more });

test('colours become classes from a fixed list, and the text stays text', () => {
  expect(parseLine('\x1b[31mred\x1b[0m <b>plain</b>')).toEqual([{ text: 'red', classes: 'a-red' }, { text: ' <b>plain</b>', classes: '' }]);
  expect(parseLine('\x1b[1;92mok\x1b[0m')).toEqual([{ text: 'ok', classes: 'a-bright-green a-bold' }]);
});

test('no escape reaches the page', () => {
  for (const hostile of ['\x1b]8;;javascript:alert(1)\x1b\\x\x1b]8;;\x1b\\', '\x1b]0;t\x07x', '\x1b[2Jx', '\x1b[38;5;196mx', '\x1b[48;2;1;2;3mx', '\x1b[31x\x1b']) {
    const shown = parseLine(hostile).map(({ text }) => text).join('');
    expect(shown).not.toContain('\x1b');
    expect(shown).not.toContain('javascript');
  }
});

test('a line is cut at its limit and says so', () => {
  const [span] = parseLine('x'.repeat(lineLimit + 10));
  expect(span?.text).toContain('(10 more characters)');
  expect(span?.text.length).toBeLessThan(lineLimit + 40);
});

test.each([['error: no', 'error'], ['{"level":"error","msg":"x"}', 'error'], ['{"level":50}', 'error'], ['WARN slow', 'warn'], ['GET /errors 200', 'other'], ['terror', 'other'], ['listening', 'other']])('%s has level %s', (text, level) => expect(levelOf(text)).toBe(level));

test('a full ring forgets the oldest lines and counts them', () => {
  const ring = new LineRing(100);
  for (let index = 0; index < 500; index++) ring.append([line(String(index))]);
  expect(ring.all().length).toBeLessThanOrEqual(110);
  expect(ring.all().at(-1)?.line).toBe('499');
  expect(ring.dropped + ring.all().length).toBe(500);
});

test('a batch larger than the ring and the stack fits', () => {
  const ring = new LineRing(1000);
  ring.append(Array.from({ length: 300_000 }, (_, index) => line(String(index))));
  expect(ring.all()).toHaveLength(1000);
});

test('filters narrow by every part, and a gap always shows', () => {
  const ring = new LineRing();
  const [web, worker] = ring.append([line('error: a'), line('b', { process: 'worker', pod: 'w-1', release: 8 })]);
  expect(passes(web!, { ...noFilter, process: 'web', level: 'error', release: '7', pod: 'web-1' })).toBe(true);
  expect(passes(worker!, { ...noFilter, process: 'web' })).toBe(false);
  expect(passes(worker!, { ...noFilter, level: 'warn' })).toBe(false);
  const [gap] = ring.append([line('', { gap: true })]);
  expect(passes(gap!, { ...noFilter, process: 'web' })).toBe(true);
});

test('a filtered view grows with the ring and forgets with it', () => {
  const ring = new LineRing(100);
  const errors = { ...noFilter, level: 'error' };
  for (let index = 0; index < 300; index++) ring.append([line(index % 3 === 0 ? `error: ${index}` : `fine ${index}`)]);
  expect(ring.view(errors)).toEqual(ring.all().filter((each) => passes(each, errors)));
  ring.append([line('error: last'), line('fine')]);
  expect(ring.view(errors).at(-1)?.line).toBe('error: last');
  expect(ring.view(noFilter)).toBe(ring.all());
  ring.clear();
  expect(ring.view(errors)).toEqual([]);
});

test('a search sees what the reader sees', () => {
  expect(matcher({ text: 'red apple', regex: false, matchCase: false })('\x1b[31mRED\x1b[0m apple')).toBe(true);
  expect(matcher({ text: 'Red', regex: false, matchCase: true })('red')).toBe(false);
  expect(matcher({ text: '^GET .* 5\\d\\d', regex: true, matchCase: false })('get / 503')).toBe(true);
  expect(() => matcher({ text: '(', regex: true, matchCase: false })).toThrow(SyntaxError);
});

test('a download has no terminal sequences', () => {
  const ring = new LineRing();
  ring.append([line('\x1b[31mred\x1b[0m')]);
  expect(asTextFile(ring.all())).toBe('1970-01-01T00:00:00.000Z web-1 red\n');
});
