import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { keys } from '../api/queries.ts';
import type { Deployment, Environment } from '../api/types.ts';
import { seed } from '../../mock-api/seed.ts';
import { applyEvent } from './apply-event.ts';
import { eventParser, type StreamEvent } from './read-event-stream.ts';

function parsed(...chunks: string[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  const parse = eventParser((event) => events.push(event));
  for (const chunk of chunks) parse(chunk);
  return events;
}

test('events come out whole, however they were cut', () => {
  const text = ': hello\n\nid: 7\ndata: {"a":\ndata: 1}\n\nevent: end\r\ndata: {}\r\n\r\n';
  const whole = parsed(text);
  expect(whole).toEqual([{ id: null, event: 'comment', data: 'hello' }, { id: '7', event: 'message', data: '{"a":\n1}' }, { id: '7', event: 'end', data: '{}' }]);
  for (let cut = 1; cut < text.length; cut++) expect(parsed(text.slice(0, cut), text.slice(cut))).toEqual(whole);
});

test('an event without data is none', () => expect(parsed('id: 3\n\n')).toEqual([]));

test('a step’s event changes the deployment wherever the cache holds it', () => {
  const client = new QueryClient();
  const key = { tenant: 'acme', app: 'shop', environment: 'production' };
  const app = seed().tenants[0]!.apps.find(({ name }) => name === 'shop')!;
  const deployment = app.deployments[0]!;
  client.setQueryData(keys.environment(key), app.environment);
  client.setQueryData(keys.deployment(key, deployment.id), deployment);
  const at = new Date().toISOString();
  applyEvent(client, 'acme', { id: '1', kind: 'deployment.step', app: 'shop', environment: 'production', deploymentId: deployment.id, actor: null, at, data: { deploymentId: deployment.id, step: 'verify', state: 'running', detail: 'asking', startedAt: at, finishedAt: null } });
  const read = (steps: Deployment['steps'] | undefined) => steps?.find(({ name }) => name === 'verify');
  expect(read(client.getQueryData<Deployment>(keys.deployment(key, deployment.id))?.steps)).toMatchObject({ state: 'running', detail: 'asking' });
  expect(read(client.getQueryData<Environment>(keys.environment(key))?.lastDeployment?.steps)).toMatchObject({ state: 'running' });
});

test('an event of a kind that the portal does not know makes its app be asked again', () => {
  const client = new QueryClient();
  const key = { tenant: 'acme', app: 'shop', environment: 'production' };
  client.setQueryData(keys.releases(key), { items: [], nextCursor: null });
  applyEvent(client, 'acme', { id: '1', kind: 'toString', app: 'shop', environment: 'production', deploymentId: null, actor: null, at: '', data: {} });
  expect(client.getQueryState(keys.releases(key))?.isInvalidated).toBe(true);
});
