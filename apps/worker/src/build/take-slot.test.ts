import { expect, test } from 'vitest';
import { admitted } from './take-slot.js';

const builds = (text: string) => text.split(' ').map((word, at) => ({ id: `${word}${at}`, tenantId: word[0]!.toLowerCase(), state: word[0] === word[0]!.toUpperCase() ? 'running' : 'queued' }));

test.each([
  ['a b c', 2, 2, ['a0', 'b1']],
  ['a a a b', 4, 2, ['a0', 'a1', 'b3']],
  ['A A a b', 4, 2, ['b3']],
  ['A B C D e', 4, 2, []],
  ['A B c', 3, 2, ['c2']],
])('of %s, %i at a time and %i of a tenant, %j may start', (text, perCluster, perTenant, expected) => {
  expect([...admitted(builds(text), { perCluster, perTenant })]).toEqual(expected);
});
