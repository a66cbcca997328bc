import { Problem } from '@berth/domain';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { once } from 'node:events';
import { dirname, basename } from 'node:path';
import type { Readable } from 'node:stream';
import type { GitService, GitTarget } from './git-access.js';
import { GitRepositories } from './git-repositories.js';
import { ReceiveAnswer, silence, spoken } from './receive-answer.js';

const processesAtMost = 16;
/** So that no tenant keeps the others waiting. */
const processesOfTenant = 4;
const processMs = 15 * 60_000;
const silenceMs = 5_000;
const slowReaderMs = 60_000;
const maxHeadBytes = 16 * 1024;

type Output = AsyncIterableIterator<Buffer>;

/** Speaks to whoever pushes, for as long as they listen. */
export interface Listener {
  say(text: string): Promise<void>;
  /** Aborted when nobody listens any more. */
  gone: AbortSignal;
}

/** Runs git's own `http-backend` (CGI, RFC 3875) for a request whose caller and repository are known. */
@Injectable()
export class ServeGit implements BeforeApplicationShutdown {
  private readonly running: string[] = [];
  private readonly stopping = new AbortController();

  constructor(private readonly repositories: GitRepositories) {}

  /**
   * Answers the request. After a push, `afterwards` runs with the names that were changed before the answer ends; it
   * runs as well when the client has gone meanwhile. Throws unavailable when too many run, and when there is no git.
   */
  async run({ request, reply, target, path, query = '' }: { request: FastifyRequest; reply: FastifyReply; target: GitTarget; path: 'info/refs' | GitService; query?: string }, afterwards?: (changed: string[], listener: Listener) => Promise<unknown>): Promise<void> {
    const free = this.takePlace(target.actor.tenant.id);
    try {
      const { output, ended, stop } = this.start(request, target, path, query);
      try {
        const { type, status, rest } = await readHead(output);
        reply.hijack();
        reply.raw.writeHead(status, { ...(reply.getHeaders() as Record<string, string>), 'content-type': type, 'x-accel-buffering': 'no' });
        const client = new Client(reply);
        if (afterwards === undefined) return await this.pass(rest, output, client);
        await this.passPush(rest, output, client, afterwards, async () => {
          await ended;
          free(); // what follows costs no process
        });
      } catch (error) {
        stop();
        throw error;
      }
    } finally {
      free();
    }
  }

  /** Returns what gives the place back, once. */
  private takePlace(tenantId: string): () => void {
    if (this.running.length >= processesAtMost || this.running.filter((each) => each === tenantId).length >= processesOfTenant) {
      throw new Problem('unavailable', 'Too many pushes and fetches run at once.', { remedy: 'Try again in a few seconds.', retryAfterSeconds: 5 });
    }
    this.running.push(tenantId);
    let held = true;
    return () => {
      if (held) this.running.splice(this.running.indexOf(tenantId), 1);
      held = false;
    };
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  private start(request: FastifyRequest, { actor, repository, mark, previews }: GitTarget, path: string, query: string) {
    const { headers, method } = request;
    const length = headers['content-length'];
    const protocol = headers['git-protocol'];
    const child = this.repositories.spawn(repository, ['http-backend'], {
      GIT_PROJECT_ROOT: dirname(repository),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${basename(repository)}/${path}`,
      REQUEST_METHOD: method,
      QUERY_STRING: query,
      REMOTE_USER: actor.userId,
      REMOTE_ADDR: request.ip,
      GIT_COMMITTER_NAME: actor.userId,
      GIT_COMMITTER_EMAIL: actor.email,
      BERTH_PUSH_MARK: mark,
      BERTH_PUSH_PREVIEWS: JSON.stringify(previews),
      ...(headers['content-type'] !== undefined && { CONTENT_TYPE: headers['content-type'] }),
      ...(length !== undefined && /^\d{1,15}$/.test(length) && { CONTENT_LENGTH: length }),
      ...(headers['content-encoding'] === 'gzip' && { HTTP_CONTENT_ENCODING: 'gzip' }),
      ...(typeof protocol === 'string' && /^version=[012]$/.test(protocol) && { GIT_PROTOCOL: protocol, HTTP_GIT_PROTOCOL: protocol }),
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), processMs);
    const ended = new Promise<void>((resolve, reject) => {
      child.once('error', (error) => reject(error)).once('close', () => resolve());
    }).finally(() => clearTimeout(timer));
    ended.catch(() => undefined); // awaited by whoever reads
    child.stderr!.setEncoding('utf8').on('data', (text: string) => request.log.warn({ git: text.slice(0, 500) }, 'git complained'));
    const input = child.stdin!;
    input.on('error', () => request.raw.resume()); // git has read enough: the rest is dropped, so that its answer is read
    if (method === 'POST') {
      (request.body as Readable).pipe(input);
      request.raw.once('close', () => input.end()); // the sender went away: git finds its pack cut short
    } else input.end();
    return { output: child.stdout![Symbol.asyncIterator]() as Output, ended, stop: () => child.kill() };
  }

  /** A fetch: it ends when its reader goes. */
  private async pass(first: Buffer, output: Output, client: Client): Promise<void> {
    await client.write(first);
    for await (const chunk of output) {
      await client.write(chunk);
      if (client.gone.aborted) return;
    }
    client.end();
  }

  /** A push: git goes on to its end whether or not somebody reads. */
  private async passPush(first: Buffer, output: Output, client: Client, afterwards: (changed: string[], listener: Listener) => Promise<unknown>, isOver: () => Promise<void>): Promise<void> {
    const answer = new ReceiveAnswer();
    await client.write(answer.take(first));
    for await (const chunk of output) await client.write(answer.take(chunk));
    await isOver();
    const beat = setInterval(() => answer.canSpeak && client.beat(silence), silenceMs);
    try {
      await afterwards(answer.changed(), { gone: AbortSignal.any([client.gone, this.stopping.signal]), say: async (text) => (answer.canSpeak ? client.write(spoken(text)) : undefined) });
    } finally {
      clearInterval(beat);
      client.end(answer.end());
    }
  }
}

/** Where an answer goes: one that takes nothing for a minute counts as gone. */
class Client {
  private readonly leaving = new AbortController();
  readonly gone = this.leaving.signal;

  constructor(private readonly reply: FastifyReply) {
    reply.raw.once('close', () => this.leaving.abort());
  }

  async write(bytes: Buffer): Promise<void> {
    if (this.gone.aborted || bytes.length === 0 || this.reply.raw.write(bytes)) return;
    await once(this.reply.raw, 'drain', { signal: AbortSignal.any([this.gone, AbortSignal.timeout(slowReaderMs)]) }).catch(() => {
      this.leaving.abort();
      this.reply.raw.destroy();
    });
  }

  beat(bytes: Buffer): void {
    if (!this.gone.aborted && !this.reply.raw.writableNeedDrain) this.reply.raw.write(bytes);
  }

  end(bytes: Buffer = Buffer.alloc(0)): void {
    if (!this.gone.aborted) this.reply.raw.end(bytes);
  }
}

/** The head of a CGI answer and what follows it so far. Throws internal when git ended without one. */
async function readHead(output: Output): Promise<{ status: number; type: string; rest: Buffer }> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    const end = bytes.indexOf('\r\n\r\n');
    if (end >= 0) {
      const head = bytes.toString('latin1', 0, end);
      const field = (name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1]?.trim();
      return { status: Number.parseInt(field('Status') ?? '200', 10), type: field('Content-Type') ?? 'text/plain', rest: bytes.subarray(end + 4) };
    }
    const next = bytes.length > maxHeadBytes ? { done: true as const, value: undefined } : await output.next();
    if (next.done) throw new Problem('internal', undefined, { internal: 'git http-backend ended without an answer' });
    bytes = Buffer.concat([bytes, next.value]);
  }
}
