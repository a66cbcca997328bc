import type { FastifyReply, FastifyRequest } from 'fastify';
import { once } from 'node:events';

const heartbeatMs = 15_000;
const slowReaderMs = 60_000;

/**
 * Server-sent events to one reader. `send` waits while the reader's buffer is full, so that a slow one costs a bounded
 * amount of memory; one that takes nothing for a minute is cut off and resumes with Last-Event-ID.
 */
export class EventStream {
  private readonly closing = new AbortController();
  private readonly heartbeat: NodeJS.Timeout;
  private opened = false;

  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
  ) {
    reply.raw.once('close', () => this.closing.abort());
    this.heartbeat = setInterval(() => this.beat(), heartbeatMs);
    this.closing.signal.addEventListener('abort', () => clearInterval(this.heartbeat), { once: true });
  }

  /** Aborted when the reader has gone or the stream has ended. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  /** What the reader has seen last; undefined for a new one. */
  get lastEventId(): string | undefined {
    const header = this.request.headers['last-event-id'];
    return typeof header === 'string' && header !== '' ? header : undefined;
  }

  open(): void {
    if (this.opened) return;
    this.opened = true;
    this.reply.hijack();
    const headers = { ...this.reply.getHeaders(), 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' } as Record<string, string>;
    this.reply.raw.writeHead(200, headers);
    if (this.request.method === 'HEAD') {
      this.reply.raw.end();
      this.closing.abort();
    } else this.reply.raw.write(': open\n\n');
  }

  async send(id: string, data: unknown): Promise<void> {
    await this.write(`id: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** The last message of a stream that is complete. */
  async end(): Promise<void> {
    await this.write('event: end\ndata: {}\n\n');
    this.reply.raw.end();
    this.closing.abort();
  }

  /** Nothing is left to say: EventSource stops reconnecting at 204. */
  endEmpty(): void {
    this.reply.hijack();
    this.reply.raw.writeHead(204, this.reply.getHeaders() as Record<string, string>).end();
    this.closing.abort();
  }

  /** Stops the heartbeat without a word to the reader, who gets an ordinary answer instead. */
  release(): void {
    this.closing.abort();
  }

  /** Cuts the reader off without an end, so that it comes back. */
  cut(): void {
    this.reply.raw.destroy();
    this.closing.abort();
  }

  private async write(text: string): Promise<void> {
    this.open();
    if (this.closed.aborted || this.reply.raw.write(text)) return;
    const signal = AbortSignal.any([this.closed, AbortSignal.timeout(slowReaderMs)]);
    await once(this.reply.raw, 'drain', { signal }).catch(() => this.cut());
  }

  private beat(): void {
    if (this.opened && !this.reply.raw.writableNeedDrain) this.reply.raw.write(': ping\n\n');
  }
}
