import type { FastifyInstance } from 'fastify';

const headers = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Headers of every answer, streams included. HSTS is left out for `.localhost`, whose certificate is locally made. */
export function addSecurityHeaders(fastify: FastifyInstance, publicUrl: string): void {
  const { protocol, hostname } = new URL(publicUrl);
  const all: Record<string, string> = { ...headers, ...(protocol === 'https:' && !hostname.endsWith('localhost') && { 'strict-transport-security': 'max-age=31536000' }) };
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(all);
    reply.header('x-request-id', request.id);
    done();
  });
}
