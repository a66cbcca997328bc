import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { routes, type Route, type RouteName } from '@berth/contract';
import { Problem, roleAtLeast } from '@berth/domain';
import { z } from 'zod';
import { accountHandlers } from './account-handlers.ts';
import { appHandlers } from './app-handlers.ts';
import { cronHandlers } from './cron-handlers.ts';
import { domainHandlers } from './domain-handlers.ts';
import type { MockDb, MockUser } from './db.ts';
import { environmentHandlers } from './environment-handlers.ts';
import type { MockHandlers, MockRequest, MockStreamEvent } from './handler-types.ts';
import { previewHandlers } from './preview-handlers.ts';
import { repositoryHandlers } from './repository-handlers.ts';
import { runHandlers } from './run-handlers.ts';
import type { Speed } from './simulate.ts';
import { tenantHandlers } from './tenant-handlers.ts';
import { volumeHandlers } from './volume-handlers.ts';

const cookieName = '__Host-berth_session';

interface Entry {
  name: RouteName;
  route: Route;
  pattern: RegExp;
}
const entries: Entry[] = Object.entries(routes).map(([name, route]) => ({ name: name as RouteName, route, pattern: new RegExp(`^/api${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`) }));

export interface MockOptions {
  db: MockDb;
  /** Where the portal listens: everything but `/api` goes there, as the ingress would send it. */
  portal: string;
  speed?: Speed;
}

/** The portal and a stand-in of the API on one origin. */
export function createMockServer({ db, portal, speed = { step: 1500 } }: MockOptions): Server & { down: boolean } {
  const handlers: MockHandlers = { ...accountHandlers, ...tenantHandlers, ...appHandlers(speed), ...environmentHandlers(speed), ...cronHandlers(speed), ...domainHandlers, ...previewHandlers, ...repositoryHandlers, ...runHandlers, ...volumeHandlers(speed) };
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/api/')) return passOn(portal, request, response);
    if (made.down) return void request.socket.destroy();
    answer(handlers, db, request, response).catch((error: unknown) => fail(response, error));
  });
  const made = Object.assign(server, { down: false });
  return made;
}

async function answer(handlers: MockHandlers, db: MockDb, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://mock');
  const found = entries.flatMap((entry) => {
    const match = entry.route.method === request.method ? entry.pattern.exec(url.pathname) : null;
    return match ? [{ ...entry, params: Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)])) }] : [];
  })[0];
  if (!found) throw new Problem('not-found');
  const session = new RegExp(`${cookieName}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1];
  const user = db.user(session);
  if (found.route.access !== 'public' && !user) throw new Problem('unauthenticated');
  if (user) admit(found.route, user, db, found.params.tenant);
  const { route } = found;
  const stop = new AbortController();
  response.on('close', () => stop.abort());
  const call = {
    params: route.params ? read('params', route.params, found.params) : {},
    query: route.query ? read('query', route.query, Object.fromEntries(url.searchParams)) : {},
    body: route.body ? read('body', route.body, JSON.parse((await bodyOf(request)) || '{}')) : {},
    user,
    db,
    signal: stop.signal,
    lastEventId: (request.headers['last-event-id'] as string | undefined) ?? null,
    setCookie: (value: string) => response.setHeader('set-cookie', `${cookieName}=${value}; Path=/; HttpOnly; Secure; SameSite=Lax${value === '' ? '; Max-Age=0' : ''}`),
  };
  const result = await (handlers[found.name] as (call: MockRequest<never>) => unknown)(call as unknown as MockRequest<never>);
  if (route.responseType === 'text/event-stream') return stream(route, result as AsyncIterable<MockStreamEvent<unknown>>, response);
  response.statusCode = route.status;
  if (!route.response) return void response.end();
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(route.response.parse(result)));
}

function admit(route: Route, user: MockUser, db: MockDb, tenant: string | undefined): void {
  if (route.access === 'operator' && !user.operator) throw new Problem('not-found');
  if (typeof route.access !== 'object' || tenant === undefined) return;
  const role = db.tenants.find(({ row }) => row.slug === tenant)?.members.find(({ userId }) => userId === user.id)?.role;
  if (!role) throw new Problem('not-found');
  if (!roleAtLeast(role, route.access.tenant)) throw new Problem('role-missing', `This needs the role ${route.access.tenant}; you are ${role}.`);
}

function read(part: 'params' | 'query' | 'body', schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problem('invalid-input', 'Some fields are not valid.', { errors: result.error.issues.map((issue) => ({ path: `/${[part, ...issue.path].join('/')}`, message: issue.message })) });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}

async function stream(route: Route, events: AsyncIterable<MockStreamEvent<unknown>>, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': open\n\n');
  for await (const { id, data } of events) response.write(`id: ${id}\ndata: ${JSON.stringify(route.response?.parse(data))}\n\n`);
  response.end('event: end\ndata: {}\n\n');
}

function fail(response: ServerResponse, error: unknown): void {
  const problem = error instanceof Problem ? error : new Problem('internal', error instanceof Error ? (error.stack ?? error.message) : String(error));
  if (problem.code === 'internal') console.error(problem.message);
  if (response.headersSent) return void response.destroy();
  response.writeHead(problem.status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ type: `urn:berth:problem:${problem.code}`, title: problem.title, status: problem.status, detail: problem.message, code: problem.code, remedy: problem.remedy, instance: 'mock-request', ...(problem.errors ? { errors: problem.errors } : {}) }));
}

function passOn(portal: string, request: IncomingMessage, response: ServerResponse): void {
  const target = new URL(portal);
  const onward = httpRequest({ host: target.hostname, port: target.port, method: request.method, path: request.url, headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}
