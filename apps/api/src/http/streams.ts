import { routes, type Route } from '@berth/contract';
import { roleAtLeast } from '@berth/domain';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authenticate } from '../account/authenticate.js';
import { sendProblem, problemOf } from './problem.filter.js';
import { EventStream } from './sse.js';

const recheckMs = 15_000;

/** Runs server-sent streams: each reader's access is asked again every 15 s, and all are cut when the process stops. */
@Injectable()
export class Streams implements BeforeApplicationShutdown {
  private readonly open = new Set<EventStream>();

  constructor(private readonly authenticate: Authenticate) {}

  /** Runs `work` until it ends or the reader goes. An error before the first byte becomes a problem document, a later one a cut. */
  async run({ request, reply }: { request: FastifyRequest; reply: FastifyReply }, work: (stream: EventStream) => Promise<void>): Promise<void> {
    const stream = new EventStream(request, reply);
    this.open.add(stream);
    const recheck = setInterval(() => {
      this.stillAllowed(request).then(
        (allowed) => allowed || stream.cut(),
        () => stream.cut(),
      );
    }, recheckMs);
    try {
      await work(stream);
    } catch (error) {
      stream.release();
      sendProblem(problemOf(error), request, reply);
    } finally {
      clearInterval(recheck);
      this.open.delete(stream);
    }
  }

  private async stillAllowed(request: FastifyRequest): Promise<boolean> {
    const route: Route = routes[request.operation!];
    const actor = await this.authenticate.run(request, (request.params as { tenant?: string }).tenant);
    return typeof route.access !== 'object' || ('tenant' in actor && roleAtLeast(actor.role, route.access.tenant));
  }

  beforeApplicationShutdown(): void {
    for (const stream of this.open) stream.cut();
  }
}
