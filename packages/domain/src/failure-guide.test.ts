import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { failureGuide, failureHandbook } from './failure-guide.js';
import { failureClasses } from './failures.js';

const docs = new URL('../../../docs/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, docs), 'utf8');

test('docs/failures.md is what the code says (run `npm run handbook -w @berth/domain`)', () => {
  expect(read('failures.md')).toBe(failureHandbook());
});

test.each(failureClasses)('%s has its section, with what is seen, why, and what to do', (name) => {
  const { see, why, todo } = failureGuide[name];
  expect(read('failures.md')).toContain(`\n## ${name}\n`);
  for (const text of [see, why, ...todo]) expect(text).toMatch(/^\S.*\S$/);
  expect(todo.length).toBeGreaterThan(0);
});

test('every command that the handbook names exists', () => {
  const known = read('cli.md');
  const named = [...failureHandbook().matchAll(/`berth ([a-z]+(?: [a-z]+)?)/g)].map((match) => match[1]!);
  expect(named.filter((command) => !known.includes(`\`berth ${command}\``) && !known.includes(`\`berth ${command.split(' ')[0]}\``))).toEqual([]);
});
