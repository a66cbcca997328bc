import { Problem, type ProblemCode } from '@berth/domain';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseTrouble } from './database-trouble.js';

const byStatus: Record<number, ProblemCode> = { 400: 'bad-request', 404: 'not-found', 405: 'method-not-allowed', 408: 'bad-request', 413: 'payload-too-large', 414: 'bad-request', 415: 'unsupported-media-type', 422: 'bad-request' };

/** Turns anything that was thrown into a problem; what is not meant for the caller becomes `internal` and says nothing more. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return fromStatus(error.getStatus(), error.message, error);
  const { statusCode, code } = (error ?? {}) as { statusCode?: unknown; code?: unknown };
  if (typeof statusCode === 'number' && typeof code === 'string' && code.startsWith('FST_')) return fromStatus(statusCode, (error as Error).message, error);
  if (isDatabaseTrouble(error)) return new Problem('unavailable', 'The database does not answer.', { cause: error, retryAfterSeconds: 2 });
  return new Problem('internal', undefined, { cause: error });
}

function fromStatus(status: number, message: string, cause: unknown): Problem {
  const code = byStatus[status];
  if (!code) return new Problem('internal', undefined, { cause });
  return code === 'bad-request' ? new Problem(code, message, { cause }) : new Problem(code, undefined, { cause });
}

/** RFC 9457 `application/problem+json`, the same body for the same problem apart from `instance`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    sendProblem(problemOf(error), request, reply);
  }
}

export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  if (problem.status >= 500) request.log.error({ code: problem.code, internal: problem.internal, err: problem.cause ?? problem }, problem.message);
  else request.log.debug({ code: problem.code }, problem.message);
  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  if (problem.retryAfterSeconds !== undefined) void reply.header('retry-after', String(Math.ceil(problem.retryAfterSeconds)));
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="berth"');
  void reply
    .code(problem.status)
    .type('application/problem+json')
    .send({
      type: `urn:berth:problem:${problem.code}`,
      title: problem.title,
      status: problem.status,
      detail: problem.message,
      code: problem.code,
      remedy: problem.remedy,
      instance: request.id,
      ...(problem.errors && { errors: problem.errors }),
    });
}
