import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import type { Http2ServerRequest } from 'node:http2';
import { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppModule } from './app.module.js';
import { Env } from './env.js';
import { closeConnectionsAtEnd } from './http/close-connections.js';
import { createLogger, NestLogger } from './http/logger.js';
import { logRequests } from './http/log-requests.js';
import { answerOtherMethods } from './http/other-methods.js';
import { problemOf, sendProblem } from './http/problem.filter.js';
import { addBodyParsers } from './http/request-limits.js';
import { setSecurityHeaders } from './http/security-headers.js';
import { asksForWebSocket, routeUpgrades } from './http/upgrades.js';

const headersTimeoutMs = 15_000;
/** A large source over a slow line arrives within it. */
const requestTimeoutMs = 15 * 60_000;
const closeGraceMs = 8_000;
const maxHeaderBytes = 16 * 1024;

/** The API, ready to listen. */
export async function createApi(env: Env): Promise<NestFastifyApplication> {
  const logger = createLogger(env.logLevel);
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (_request: unknown | Http2ServerRequest) => randomUUID(),
    trustProxy: 'loopback',
    exposeHeadRoutes: true, // RFC 9110, 9.3.2: HEAD is GET without the body
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: 75_000,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      setSecurityHeaders(request, reply, env.publicUrl); // no hook runs for a request that reached no route
      sendProblem(problemOf(error), request, reply);
    },
    http: { headersTimeout: headersTimeoutMs, maxHeaderSize: maxHeaderBytes, shouldUpgradeCallback: asksForWebSocket },
    forceCloseConnections: 'idle',
  } as ConstructorParameters<typeof FastifyAdapter>[0]);
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRequest', (request, reply, done) => {
    setSecurityHeaders(request, reply, env.publicUrl);
    done();
  });
  answerOtherMethods(fastify);
  addBodyParsers(fastify);
  logRequests(fastify);
  closeConnectionsAtEnd(fastify, closeGraceMs);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(env), adapter, { bodyParser: false, logger: new NestLogger(logger), abortOnError: false });
  app.setGlobalPrefix('api');
  await app.init();
  await fastify.ready();
  routeUpgrades(fastify);
  return app;
}
