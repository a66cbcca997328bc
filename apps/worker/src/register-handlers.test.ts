import { jobCatalog, type JobName } from '@berth/domain';
import { expect, test } from 'vitest';
import { handler, registerHandlers } from './register-handlers.js';

const names = Object.keys(jobCatalog) as JobName[];
const all = names.map((name) => handler(name, async () => {}));

test('a handler for every job of the catalog is accepted', () => {
  expect([...registerHandlers(all).keys()].sort()).toEqual([...names].sort());
});

test('a missing handler refuses the boot and is named', () => {
  expect(() => registerHandlers(all.slice(1))).toThrow(`no handler for: ${names[0]}`);
});

test('a second handler for one job refuses the boot', () => {
  expect(() => registerHandlers([...all, all[0]!])).toThrow(`two handlers for job ${names[0]}`);
});
