import { routes, type Route } from '@berth/contract';
import { Problem } from '@berth/domain';
import type { FastifyInstance } from 'fastify';
import { sendProblem } from './problem.filter.js';

interface Address {
  pattern: RegExp;
  allow: string;
}

/** Every address of the API with the methods that it takes. Ids in a path are not looked at: the answer says nothing about them. */
function addresses(): Address[] {
  const methods = new Map<string, Set<string>>([['/openapi.json', new Set(['GET'])]]);
  for (const { path, method } of Object.values(routes) as Route[]) methods.set(path, (methods.get(path) ?? new Set()).add(method));
  return [...methods].map(([path, taken]) => ({
    pattern: new RegExp(`^/api${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    allow: [...(taken.has('GET') ? ['GET', 'HEAD'] : []), ...[...taken].filter((method) => method !== 'GET'), 'OPTIONS'].join(', '),
  }));
}

/** Answers what no route takes at an address that there is: OPTIONS with the methods, any other method with 405 (RFC 9110, 15.5.6). */
export function answerOtherMethods(fastify: FastifyInstance): void {
  const known = addresses();
  fastify.addHook('onRequest', (request, reply, done) => {
    const address = request.is404 ? known.find(({ pattern }) => pattern.test(request.url.split('?', 1)[0]!)) : undefined;
    if (!address) return done();
    void reply.header('allow', address.allow);
    if (request.method === 'OPTIONS') void reply.code(204).send();
    else sendProblem(new Problem('method-not-allowed', `${request.method} is not possible here; ${address.allow} are.`), request, reply);
  });
}
