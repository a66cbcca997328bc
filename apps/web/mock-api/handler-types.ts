import type { RouteName, routes } from '@berth/contract';
import type { z } from 'zod';
import type { MockDb, MockUser } from './db.ts';

type Definition<K extends RouteName> = (typeof routes)[K];
type Part<D, P extends string> = D extends { [key in P]: infer T extends z.ZodType } ? z.output<T> : Record<string, never>;

/** What a handler gets: the request as the contract's schemas read it. */
export interface MockRequest<K extends RouteName> {
  params: Part<Definition<K>, 'params'>;
  query: Part<Definition<K>, 'query'>;
  body: Part<Definition<K>, 'body'>;
  user: MockUser;
  db: MockDb;
  /** Aborts when the caller goes away. */
  signal: AbortSignal;
  lastEventId: string | null;
  setCookie: (value: string) => void;
}

export interface MockStreamEvent<T> {
  id: string;
  data: T;
}

type Answer<D> = D extends { responseType: 'text/event-stream'; response: infer T extends z.ZodType }
  ? AsyncIterable<MockStreamEvent<z.input<T>>>
  : D extends { response: infer T extends z.ZodType }
    ? z.input<T>
    : null;

export type MockHandler<K extends RouteName> = (request: MockRequest<K>) => Answer<Definition<K>> | Promise<Answer<Definition<K>>>;

/** One handler for each route of the contract: a new route does not compile until the mock answers it. */
export type MockHandlers = { [K in RouteName]: MockHandler<K> };
