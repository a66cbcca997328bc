import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { CliFailure, usageFailure } from '../cli-failure.js';
import { completionScript } from './completion-script.js';
import { describeError, describedAsJson } from './describe-error.js';
import { colouredText, plainText } from './plain-text.js';
import { formatAge, formatBytes, formatCpus, formatDuration, formatMebibytes } from './quantities.js';
import { releaseName } from './release-name.js';
import { plainStyle } from './style.js';
import { renderTable, truncate } from './table.js';

test.each([[0, '0 B'], [999, '999 B'], [1000, '1.0 kB'], [38_120, '38 kB'], [999_600, '1.0 MB'], [1_234_567, '1.2 MB'], [2_100_000_000, '2.1 GB']])('%i bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('durations, ages, CPU and memory are short', () => {
  expect([formatDuration(180), formatDuration(12_340), formatDuration(125_900), formatDuration(-5)]).toEqual(['0.2 s', '12.3 s', '2 min 05 s', '0.0 s']);
  const now = new Date('2026-11-21T12:00:00Z');
  expect(['2026-11-21T11:59:30Z', '2026-11-21T11:00:01Z', '2026-11-20T12:00:00Z', '2026-11-22T12:00:00Z'].map((time) => formatAge(time, now))).toEqual(['30 s', '59 min', '1 d', '0 s']);
  expect([formatCpus(250), formatCpus(4000), formatMebibytes(512 * 2 ** 20), formatMebibytes(1.5 * 2 ** 30), formatMebibytes(8 * 2 ** 30)]).toEqual(['0.25', '4', '512Mi', '1.5Gi', '8Gi']);
});

test('text from elsewhere cannot steer the terminal', () => {
  const hostile = 'a\u001b]0;title\u0007b\u001b[2Jc\u001b[31mred\u001b[0m\u202edcba\r\u0008\u009bx\tend';
  expect(plainText(hostile)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/); // eslint-disable-line no-control-regex
  expect(plainText(hostile)).toContain('\tend');
  expect(colouredText('\u001b[31mred\u001b[2J\u001b]8;;http://x\u0007')).toBe('\u001b[31mred\u001b[0m');
});

test('a table keeps to the width that it is given, by cutting what may be cut', () => {
  const rows = [{ name: 'shop', text: 'a very long description that goes on' }, { name: '日本', text: null }];
  const table = renderTable(rows, [{ title: 'Name', value: (row) => row.name }, { title: 'Text', value: (row) => row.text, flexible: true }], { width: 24 });
  expect(table).toBe('Name  Text\nshop  a very long descr…\n日本  -');
});

test('numbers stand under each other, and cells stay on one line', () => {
  expect(renderTable([{ n: 5, t: 'a\nb' }, { n: 123, t: '' }], [{ title: 'N', value: ({ n }) => n, align: 'right' }, { title: 'T', value: ({ t }) => t }])).toBe('  N  T\n  5  a b\n123  -');
});

test('a release says whether it is live, and when it never was', () => {
  expect([[7, true, true], [6, false, true], [5, false, false]].map(([version, live, wasLive]) => releaseName({ version, live, wasLive } as never))).toEqual(['v7 live', 'v6', 'v5 never live']);
});

test('cutting counts columns, not characters', () => {
  expect(truncate('日本語テキスト', 7)).toBe('日本語…');
});

test('an error is a sentence, its lines, what to do, and how to find it again', () => {
  const failure = new CliFailure('The name is taken.', { code: 'name-taken', remedy: 'Choose another name.', lines: ['/body/name: taken'], requestId: 'r-1', status: 409 });
  expect(describeError(failure, plainStyle)).toBe('Error: The name is taken.\n  /body/name: taken\nWhat to do: Choose another name.\n(code name-taken, request r-1)');
  expect(describedAsJson(failure)).toEqual({ error: { code: 'name-taken', message: 'The name is taken.', remedy: 'Choose another name.', details: ['/body/name: taken'], requestId: 'r-1', status: 409 } });
  expect(describeError(usageFailure('Which app?', 'Add --app.'), plainStyle)).toBe('Error: Which app?\nWhat to do: Add --app.');
});

test('what a flag’s own parser says is shown without the frame around it', () => {
  const failure = usageFailure('Parsing --cpu \n\t“4GB” is no quantity.\nSee more help with --help', 'Write it as 4.');
  expect(describeError(failure, plainStyle)).toBe('Error: “4GB” is no quantity.\nWhat to do: Write it as 4.');
});

test('an error that nobody expected shows no stack', () => {
  const text = describeError(new TypeError('x is not a function'), plainStyle);
  expect(text).toContain('x is not a function');
  expect(text).toContain('DEBUG=1');
  expect(text).not.toContain(' at ');
});

const commands = [
  { words: ['deploy'], summary: 'Deploy.', flags: ['--app', '--image'] },
  { words: ['config', 'set'], summary: 'Set.', flags: ['--app'] },
  { words: ['config', 'list'], summary: "List a tenant's.", flags: [] },
];
const completeInBash = (...words: string[]) =>
  execFileSync('bash', ['-c', `${completionScript('bash', commands)}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _berth; echo "\${COMPREPLY[*]}"`, 'bash', 'berth', ...words], { encoding: 'utf8' }).trim();

test('bash completes commands, their second words, and flags', () => {
  expect(completeInBash('')).toBe('config deploy');
  expect(completeInBash('dep')).toBe('deploy');
  expect(completeInBash('config', '')).toBe('list set');
  expect(completeInBash('deploy', '--')).toBe('--app --help --image');
  expect(completeInBash('deploy', './folder', '--i')).toBe('--image');
});

test('fish gets every command and flag, quotes kept whole', () => {
  const script = completionScript('fish', commands);
  expect(script).toContain("complete -c berth -f -n '__fish_seen_subcommand_from config' -a 'set' -d 'Set.'");
  expect(script).toContain("-d 'List a tenant\\'s.'");
});
