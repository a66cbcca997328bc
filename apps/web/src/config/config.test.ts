import { expect, test } from 'vitest';
import { diffConfig } from './config-diff.ts';
import { looksSecret, parseDotenv } from './parse-dotenv.ts';

test('a .env file is read as shells and libraries write it', () => {
  const text = '\ufeff# comment\nA=1\r\nexport B = two words # comment\nC="line\\nbreak \\"q\\" #no"\nD=\'as $it is\\n\'\nE="over\ntwo"\nF=\nA=2\nURL=postgres://u:p#x@h/db';
  expect(parseDotenv(text)).toEqual({ values: { A: '2', B: 'two words', C: 'line\nbreak "q" #no', D: 'as $it is\\n', E: 'over\ntwo', F: '', URL: 'postgres://u:p#x@h/db' }, problems: [] });
});

test('each line that is not understood is named', () => {
  const { problems } = parseDotenv('A=1\nnonsense\n1X=2\nB="never closed');
  expect(problems.map(({ line }) => line)).toEqual([2, 3, 4]);
});

test('a name like __proto__ is only a name', () => expect(Object.entries(parseDotenv('__proto__=x').values)).toEqual([['__proto__', 'x']]));

test.each([['DATABASE_URL', true], ['SESSION_KEY', true], ['API_TOKEN', true], ['LOG_LEVEL', false], ['PORT', false]])('%s looks like a secret: %s', (name, secret) => expect(looksSecret(name)).toBe(secret));

const current = { variables: { A: '1', B: '2' }, secrets: ['S'] };

test('a diff names what changes, and a secret’s value is in none of it', () => {
  const changes = diffConfig(current, { set: { A: '1', B: '3', C: '4' }, secrets: { S: 'hidden', T: 'hidden' }, unset: ['A'] });
  expect(changes).toEqual([
    { name: 'A', kind: 'variable', change: 'remove', from: '1' },
    { name: 'B', kind: 'variable', change: 'change', from: '2', to: '3' },
    { name: 'C', kind: 'variable', change: 'add', to: '4' },
    { name: 'S', kind: 'secret', change: 'change' },
    { name: 'T', kind: 'secret', change: 'add' },
  ]);
  expect(JSON.stringify(changes)).not.toContain('hidden');
});

test('a name that changes its kind says so', () => {
  expect(diffConfig(current, { set: { S: 'x' }, secrets: { A: 'y' }, unset: [] }).map(({ change }) => change)).toEqual(['becomes-secret', 'becomes-variable']);
});

test('removing what is not there changes nothing', () => expect(diffConfig(current, { set: {}, secrets: {}, unset: ['ZZ', 'toString'] })).toEqual([]));
