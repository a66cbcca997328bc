import { routes, type Route, type RouteName } from '@berth/contract';
import { applyDecorators, createParamDecorator, HttpCode, RequestMapping, RequestMethod, Res, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor, TenantActor } from '../account/actor.js';

export const operationKey = 'berth:operation';

type RouteOf<N extends RouteName> = (typeof routes)[N];
type Parsed<N extends RouteName, Part extends string> = RouteOf<N> extends Record<Part, infer S extends z.ZodType> ? z.output<S> : undefined;
type ActorOf<N extends RouteName> = RouteOf<N>['access'] extends 'public' ? null : RouteOf<N>['access'] extends 'user' | 'operator' ? Actor : TenantActor;

/** A request that was let in and whose every part has the type that the contract gives it. */
export interface Call<N extends RouteName> {
  actor: ActorOf<N>;
  params: Parsed<N, 'params'>;
  query: Parsed<N, 'query'>;
  body: Parsed<N, 'body'>;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** Body of an operation's parsed request. */
export type BodyOf<N extends RouteName> = Parsed<N, 'body'>;
/** Query of an operation's parsed request. */
export type QueryOf<N extends RouteName> = Parsed<N, 'query'>;

/** What a handler returns; streams answer by themselves. */
export type Answer<N extends RouteName> = RouteOf<N> extends { responseType: string }
  ? void
  : RouteOf<N>['response'] extends infer S extends z.ZodType
    ? z.input<S>
    : void;

const methods = { GET: RequestMethod.GET, POST: RequestMethod.POST, PUT: RequestMethod.PUT, PATCH: RequestMethod.PATCH, DELETE: RequestMethod.DELETE } as const;

/**
 * Mounts a handler at one operation of the contract: method, path and status come from the route table; access,
 * validation, idempotency and the response's shape are enforced from it by the guard and the interceptor.
 */
export function Operation<N extends RouteName>(name: N) {
  const route: Route = routes[name];
  const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
  return <F extends (call: Call<N>) => Answer<N> | Promise<Answer<N>>>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<F>): void => {
    applyDecorators(RequestMapping({ method: methods[route.method], path }), HttpCode(route.status), SetMetadata(operationKey, name))(target, key, descriptor);
    if (route.responseType) Res()(target, key, 1); // tells Nest that the handler answers by itself
  };
}

/** The parsed request; the interceptor sets it before the handler runs. */
export const Request = createParamDecorator((_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().call);

declare module 'fastify' {
  interface FastifyRequest {
    operation?: RouteName;
    actor?: Actor | TenantActor | null;
    call?: unknown;
  }
}
