import type { IncomingHttpHeaders } from 'node:http';
import { archiveTypes } from '@berth/contract';
import { Problem } from '@berth/domain';
import type { FastifyInstance } from 'fastify';

/** Bytes of a JSON body: a config of many variables fits. */
export const maxJsonBytes = 2 * 2 ** 20;
const jsonBodyTimeoutMs = 20_000;
/** What is sent there is signed byte by byte, so that it is handed on as it came. */
const hooks = '/api/hooks/';
/** Bodies that are handed on as a stream: archives, and what git sends. */
const streamed: readonly (string | undefined)[] = [...archiveTypes, 'application/x-git-upload-pack-request', 'application/x-git-receive-pack-request'];

/**
 * JSON bodies are small and must arrive in time; archives and git's requests are handed on as a stream, unread. Any other content type is
 * refused, among them those that a foreign site's form can send.
 */
export function addBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: maxJsonBytes }, (request, body, done) => {
    if (request.routeOptions.url?.startsWith(hooks)) done(null, body);
    else if (body.length === 0) done(null, undefined);
    else parseJson(request, body.toString(), done);
  });
  fastify.addContentTypeParser(streamed as string[], (_request, payload, done) => done(null, payload));
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    if (carriesBody(request.headers) && !streamed.includes(request.headers['content-type'])) {
      const slow = setTimeout(() => request.raw.destroy(new Problem('bad-request', 'The body did not arrive in time.')), jsonBodyTimeoutMs);
      payload.once('close', () => clearTimeout(slow)).once('end', () => clearTimeout(slow));
    }
    done(null, payload);
  });
}

/** A request without a body never ends one: its timer would cut an answer that streams. */
function carriesBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
