import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { components, paths } from '@berth/contract/client';
import { problems } from '@berth/domain';
import { onTestFinished } from 'vitest';
import { Api } from '../src/http/api.js';
import { openDispatcher } from '../src/http/dispatcher.js';

type Schemas = components['schemas'];
export type Operation = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} ${keyof paths}`;

export interface Call {
  operation: Operation;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Buffer;
  response: ServerResponse;
}
type Answer = { status: number; body: unknown; type?: string } | 'handled';

/**
 * A server that answers operations of the contract for tests of what a real one shows seldom: errors, cuts, delays.
 * An operation that the contract does not have does not compile.
 */
export async function contractServer(handlers: Partial<Record<Operation, (call: Call) => Answer | Promise<Answer>>>) {
  const calls: Call[] = [];
  const routes = Object.entries(handlers).map(([operation, handle]) => {
    const [method, path] = operation.split(' ') as [string, string];
    return { operation: operation as Operation, method, pattern: new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`), handle };
  });
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url!, 'http://localhost');
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const route = routes.find(({ method, pattern }) => method === request.method && pattern.test(url.pathname));
      if (!route) return send(response, problem('not-found', 404, 'Nothing here that you can see'));
      const call: Call = { operation: route.operation, params: { ...route.pattern.exec(url.pathname)!.groups }, query: url.searchParams, headers: request.headers, body: Buffer.concat(chunks), response };
      calls.push(call);
      const answer = await route.handle(call);
      if (answer !== 'handled') send(response, answer);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, calls, server };
}

function send(response: ServerResponse, { status, body, type }: Exclude<Answer, 'handled'>): void {
  response.writeHead(status, { 'content-type': type ?? (status >= 400 ? 'application/problem+json' : 'application/json') });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

export const ok = (body: unknown, status = 200): Answer => ({ status, body });

export const problem = (code: string, status: number, detail: string, more: Partial<Schemas['Problem']> = {}): Exclude<Answer, 'handled'> => ({
  status,
  body: { type: `urn:berth:problem:${code}`, title: detail, status, detail, code, remedy: (problems as Record<string, { remedy: string }>)[code]?.remedy ?? 'Do something about it.', instance: 'req-1', ...more } satisfies Schemas['Problem'],
});

/** Starts an event stream; each call of the result sends one event. */
export function eventStream(response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(': ping\n\n');
  return {
    send: (id: string, event: Partial<Schemas['Event']>) => response.write(`id: ${id}\ndata: ${JSON.stringify({ id, app: 'shop', environment: 'production', deploymentId: 'd', actor: null, at: time(0), ...event })}\n\n`),
    end: () => response.end('event: end\ndata: {}\n\n'),
    cut: () => response.destroy(),
  };
}

/** A moment of the tests' day, in milliseconds after its start. */
export const time = (milliseconds: number): string => new Date(Date.UTC(2026, 10, 21, 12) + milliseconds).toISOString();

export const target = { tenant: 'acme', app: 'shop', environment: 'production' };

export function deployment(more: Partial<Schemas['Deployment']> = {}): Schemas['Deployment'] {
  return {
    id: '0193fb3c-0000-7000-8000-000000000001',
    number: 7,
    app: 'shop',
    environment: 'production',
    cause: 'deploy',
    state: 'queued',
    release: null,
    previousRelease: null,
    buildId: null,
    url: 'https://shop-acme.apps.localhost',
    steps: (['build', 'check', 'release', 'tryOut', 'apply', 'rollOut', 'verify'] as const).map((name) => ({ name, state: 'pending', detail: null, startedAt: null, finishedAt: null })),
    failure: null,
    check: null,
    watch: null,
    recovers: null,
    retryOf: null,
    queue: null,
    warnings: [],
    fromSource: [],
    createdBy: 'ada@example.com',
    createdAt: time(0),
    startedAt: null,
    finishedAt: null,
    ...more,
  };
}

export function step(name: Schemas['DeploymentStep']['name'], state: Schemas['DeploymentStep']['state'], detail: string | null = null, from: number | null = null, to: number | null = null): Schemas['DeploymentStep'] {
  return { name, state, detail, startedAt: from === null ? null : time(from), finishedAt: to === null ? null : time(to) };
}

/** An API client of a test server. */
export function apiAt(url: string, more: { token?: string | null; tokenOrigin?: 'variable' | 'login' | 'none'; ca?: string | null } = {}): Api {
  const dispatcher = openDispatcher(url, { ca: more.ca ?? null }, { proxied: false });
  onTestFinished(() => dispatcher.destroy());
  return new Api({ url, token: more.token === undefined ? 'berth_test' : more.token, tokenOrigin: more.tokenOrigin ?? 'login', dispatcher, userAgent: 'test' });
}
