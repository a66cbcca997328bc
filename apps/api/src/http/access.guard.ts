import { routes, type Route, type RouteName } from '@berth/contract';
import { Problem, roleAtLeast, tenantSlug } from '@berth/domain';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Authenticate } from '../account/authenticate.js';
import { Env } from '../env.js';
import { refuseCrossSite } from './cross-site.js';
import { notFound } from './not-found.js';
import { operationKey } from './operation.js';

/** Lets a request in as the route table says: 401 without a caller, 404 for what is not theirs, 403 for a role too low. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticate: Authenticate,
    private readonly env: Env,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const name = this.reflector.get<RouteName | undefined>(operationKey, context.getHandler());
    if (!name) return true; // openapi.json and the page of failures: not operations
    const route: Route = routes[name];
    request.operation = name;
    if (request.headers.authorization === undefined) refuseCrossSite(request, this.env.publicUrl);
    if (route.access === 'public') {
      request.actor = null;
      return true;
    }
    const named = typeof route.access === 'object' ? tenantSlug.safeParse((request.params as { tenant?: unknown }).tenant) : undefined;
    const actor = await this.authenticate.run(request, named?.data);
    request.actor = actor;
    if (route.access === 'operator' && !actor.operator) throw notFound();
    if (typeof route.access === 'object') {
      if (!('tenant' in actor)) throw notFound();
      const needed = route.access.tenant;
      if (!roleAtLeast(actor.role, needed)) throw new Problem('role-missing', `This needs the role ${needed}; you are ${actor.role}.`);
    }
    return true;
  }
}
