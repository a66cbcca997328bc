import { expect, test } from 'vitest';
import { commandNotFoundFailure } from './command-not-found.js';
import { suggest } from './suggest.js';

const known = ['deploy', 'deployments', 'apps list', 'apps create', 'config set', 'logs', 'ps'];

test.each([
  ['deplyo', ['deploy']],
  ['depl', ['deploy', 'deployments']],
  ['apps lst', ['apps list']],
  ['log', ['logs']],
  ['frobnicate', []],
])('%s comes near %j', (word, near) => {
  expect(suggest(word, known)).toEqual(near);
});

test('an unknown command names its neighbours and the help of its topic', () => {
  const config = { commands: known.map((name) => ({ id: name.replace(' ', ':') })), topics: [{ name: 'apps' }, { name: 'config' }] } as never;
  expect(commandNotFoundFailure('apps:lst', config)).toMatchObject({ message: 'There is no command `berth apps lst`.', remedy: 'Did you mean `berth apps list`? `berth apps --help` lists all.', exitCode: 2 });
  expect(commandNotFoundFailure('frobnicate:x', config)).toMatchObject({ message: 'There is no command `berth frobnicate`.', remedy: '`berth help` lists all.' });
});
