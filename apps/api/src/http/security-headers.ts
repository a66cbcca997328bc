import type { FastifyReply, FastifyRequest } from 'fastify';

const always = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Headers of every answer, streams included. HSTS is left out for `.localhost`, whose certificate is locally made. */
export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply, publicUrl: string): void {
  reply.headers(always).header('x-request-id', request.id);
  if (publicUrl.startsWith('https:') && !/\.?localhost(:\d+)?$/.test(publicUrl)) reply.header('strict-transport-security', 'max-age=31536000');
}
