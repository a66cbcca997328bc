import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** JSON lines without headers, bodies, query strings or cookies: nothing that holds a secret is ever given to it. */
export const createLogger = (level: string): Logger =>
  pino(
    {
      level,
      base: { process: 'api' },
      serializers: { err: pino.stdSerializers.err, req: (request: { id: string; method: string }) => ({ id: request.id, method: request.method }), res: (reply: { statusCode: number }) => ({ status: reply.statusCode }) },
    },
    pino.destination({ dest: 1, sync: false }), // a line does not hold up its request; pino writes the rest when the process ends
  );

const isFields = (message: unknown): message is object => typeof message === 'object' && message !== null && !(message instanceof Error);

/** Nest's own messages as lines of the same log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}
  log(message: unknown): void {
    this.logger.debug(String(message));
  }
  /** Also fields and a text, as pino takes them. */
  error(message: unknown, stack?: unknown): void {
    if (isFields(message)) this.logger.error(message, String(stack));
    else this.logger.error({ err: message instanceof Error ? message : undefined, stack }, String(message));
  }
  warn(message: unknown, text?: unknown): void {
    if (isFields(message)) this.logger.warn(message, String(text));
    else this.logger.warn(String(message));
  }
  debug(message: unknown): void {
    this.logger.trace(String(message));
  }
}
