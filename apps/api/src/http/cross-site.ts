import { Problem } from '@berth/domain';
import type { FastifyRequest } from 'fastify';

const ownSite = new Set(['same-origin', 'none']);

/**
 * Refuses what a browser sends on behalf of another site (OWASP: fetch metadata, then Origin). `same-site` is another
 * site too: tenants' apps may share the registrable domain. Callers without a browser send neither header.
 */
export function refuseCrossSite(request: FastifyRequest, publicUrl: string): void {
  const site = request.headers['sec-fetch-site'];
  const { origin } = request.headers;
  if (typeof site === 'string' && !ownSite.has(site)) throw new Problem('cross-site');
  if (origin !== undefined && origin !== new URL(publicUrl).origin) throw new Problem('cross-site', `Requests from ${origin === 'null' ? 'an unknown origin' : 'that origin'} are not accepted.`);
}
