import type { FastifyInstance } from 'fastify';

const lookMs = 100;

/** At the end, lets requests that run be answered for `graceMs`, closes each connection as soon as it is idle, and then the rest. */
export function closeConnectionsAtEnd(fastify: FastifyInstance, graceMs: number): void {
  fastify.addHook('preClose', (done) => {
    const started = Date.now();
    const look = setInterval(() => {
      if (Date.now() - started < graceMs) fastify.server.closeIdleConnections();
      else fastify.server.closeAllConnections();
    }, lookMs);
    fastify.server.once('close', () => clearInterval(look));
    done();
  });
}
