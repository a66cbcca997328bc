import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, sendProblem } from '../http/problem.filter.js';

/** Answers as git shows them: plain text, which it prints line by line, and a challenge that it can answer. */
@Catch()
export class GitProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = problemOf(error);
    request.raw.resume(); // what git still sends is dropped, so that it reads the answer
    if (problem.status === 500 || reply.raw.headersSent) return sendProblem(problem, request, reply);
    if (problem.retryAfterSeconds !== undefined) void reply.header('retry-after', String(Math.ceil(problem.retryAfterSeconds)));
    if (problem.status === 401) void reply.header('www-authenticate', 'Basic realm="Berth", charset="UTF-8"');
    const remedy = problem.status === 401 ? 'Run `berth git remote` in the repository, or give an API token (`berth tokens create`) as the password.' : problem.remedy;
    void reply.code(problem.status).type('text/plain; charset=utf-8').send(`${problem.message}\n${remedy}\n`);
  }
}
