import { routes, type Route } from '@berth/contract';
import { Problem } from '@berth/domain';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Idempotency } from './idempotency.js';
import { parseInput } from './parse-input.js';

/** Around every operation: its input as the contract types it, its answer as the contract shapes it, so that nothing unplanned leaks. */
@Injectable()
export class OperationInterceptor implements NestInterceptor {
  constructor(private readonly idempotency: Idempotency) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return from(this.run(context, next));
  }

  private async run(context: ExecutionContext, next: CallHandler): Promise<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    if (!request.operation) return lastValueFrom(next.handle());
    const route: Route = routes[request.operation];
    const actor = request.actor ?? null;
    request.call = { actor, ...parseInput(route, request), request, reply };
    const answer = async () => shaped(route, await lastValueFrom(next.handle(), { defaultValue: undefined }));
    if (route.method === 'GET' || !actor) return answer();
    return this.idempotency.run(request, actor.userId, answer);
  }
}

function shaped(route: Route, value: unknown): unknown {
  if (!route.response || route.responseType) return undefined;
  const result = route.response.safeParse(value);
  if (result.success) return result.data;
  throw new Problem('internal', undefined, { internal: `answer of ${route.method} ${route.path} does not fit the contract: ${result.error.message}` });
}
