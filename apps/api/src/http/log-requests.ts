import type { FastifyInstance } from 'fastify';

/** One line per answered request: the route's pattern, never the URL, whose query may hold what a user typed. */
export function logRequests(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const line = { method: request.method, route: request.routeOptions.url ?? null, operation: request.operation, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10, userId: request.actor?.userId };
    if (request.operation === 'getHealth' || request.operation === 'getReady') request.log.debug(line, 'answered');
    else request.log.info(line, 'answered');
    done();
  });
}
