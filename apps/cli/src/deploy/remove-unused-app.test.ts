import { expect, test } from 'vitest';
import { apiAt, contractServer, deployment, ok, problem, target } from '../../test/contract-server.js';
import { removeUnusedApp } from './remove-unused-app.js';

const deployments = 'GET /v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments';
const remove = 'DELETE /v1/tenants/{tenant}/apps/{app}';

test('an app that was made in vain is deleted; one that has a deployment by now stays', async () => {
  const items = [deployment()];
  const server = await contractServer({ [deployments]: () => ok({ items, nextCursor: null }), [remove]: () => ok({}, 202) });
  const notes: string[] = [];
  const run = () => removeUnusedApp(apiAt(server.url), target, (text) => notes.push(text));
  await run();
  expect(server.calls.some(({ operation }) => operation === remove)).toBe(false);
  items.length = 0;
  await run();
  expect(server.calls.at(-1)).toMatchObject({ operation: remove, params: { app: 'shop' } });
  expect(server.calls.at(-1)!.query.get('confirm')).toBe('shop');
  expect(notes).toEqual(['Removed app shop again']);
});

test('an app that cannot be deleted, as by a developer, is named with how to remove it', async () => {
  const server = await contractServer({ [deployments]: () => ok({ items: [], nextCursor: null }), [remove]: () => problem('role-missing', 403, 'This needs the role admin') });
  const notes: string[] = [];
  await removeUnusedApp(apiAt(server.url), target, (text) => notes.push(text));
  expect(notes).toEqual(['App shop was made and is empty; remove it with `berth apps delete shop --tenant acme`.']);
});
