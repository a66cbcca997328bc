import { Problem, redisNames } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { FindEnvironmentId } from '../apps/find-environment-id.js';
import { Env } from '../env.js';
import type { Call } from '../http/operation.js';
import type { EventStream } from '../http/sse.js';
import { Streams } from '../http/streams.js';
import { AskWorker } from '../live/ask-worker.js';
import { Doorbell } from '../live/doorbell.js';
import { LiveRedis } from '../live/redis.js';
import { compareIds, isStreamId, logEntryLine, type LogEntryLine } from './log-line.js';
import { LogReaders } from './log-readers.js';
import { PreviousLines } from './previous-lines.js';
import { ViewerQueue } from './viewer-queue.js';

const fillTimeoutMs = 8_000;
const idleMs = 10_000;
/** More than a stream keeps. */
const allEntries = 10_000;

/** The app's log: its last lines, then what comes; or the kept lines of pods that are gone. */
@Injectable()
export class StreamLogs {
  constructor(
    private readonly streams: Streams,
    private readonly findEnvironmentId: FindEnvironmentId,
    private readonly previousLines: PreviousLines,
    private readonly readers: LogReaders,
    private readonly askWorker: AskWorker,
    private readonly redis: LiveRedis,
    private readonly env: Env,
  ) {}

  run(call: Call<'streamLogs'>): Promise<void> {
    return this.streams.run(call, async (stream) => {
      const tenantId = call.actor.tenant.id;
      const environmentId = await this.findEnvironmentId.run(tenantId, call.params);
      if (!call.query.previous) return this.live(stream, tenantId, environmentId, call.query);
      const lines = await this.previousLines.run(tenantId, environmentId, call.query.process, call.query.tail);
      for (const [index, line] of lines.entries()) await stream.send(`0-${index + 1}`, line);
      await stream.end();
    });
  }

  private async live(stream: EventStream, tenantId: string, environmentId: string, query: Call<'streamLogs'>['query']): Promise<void> {
    const bell = new Doorbell();
    const queue = new ViewerQueue(bell.ring);
    const stop = await this.readers.watch(environmentId, queue.add).catch((cause: unknown) => {
      throw new Problem('unavailable', 'The queue that carries logs does not answer.', { cause, retryAfterSeconds: 5 });
    });
    try {
      await this.askWorker.run({ kind: 'logs', tenantId, environmentId }, fillTimeoutMs);
      const seen = isStreamId(stream.lastEventId) ? stream.lastEventId : undefined;
      let entries = seen === undefined ? await this.tail(environmentId, query.tail, query.process) : await this.since(environmentId, seen);
      let last = seen ?? '0-0';
      stream.open();
      while (!stream.closed.aborted) {
        for (const { id, line } of entries) {
          last = id;
          if (query.process === undefined || line.process === query.process) await stream.send(id, line);
        }
        if (!query.follow) return await stream.end();
        entries = queue.take(last);
        if (entries.length > 0) continue;
        await bell.wait(idleMs, stream.closed);
        entries = queue.take(last);
      }
    } finally {
      stop();
    }
  }

  private async tail(environmentId: string, count: number, process: string | undefined): Promise<LogEntryLine[]> {
    if (count === 0) return [];
    const entries = await this.redis.commands.xrevrange(this.key(environmentId), '+', '-', 'COUNT', process === undefined ? count : allEntries);
    const lines = entries.toReversed().map(logEntryLine).filter((entry) => entry !== null);
    return process === undefined ? lines : lines.filter(({ line }) => line.process === process).slice(-count);
  }

  /** Everything after `seen`, with a mark on its first line when the stream has been cut beyond it. */
  private async since(environmentId: string, seen: string): Promise<LogEntryLine[]> {
    const key = this.key(environmentId);
    const entries = await this.redis.commands.xrange(key, `(${seen}`, '+', 'COUNT', allEntries);
    const lines = entries.map(logEntryLine).filter((entry) => entry !== null);
    const [first, ...rest] = lines;
    if (!first) return lines;
    const [oldest] = await this.redis.commands.xrange(key, '-', '+', 'COUNT', 1);
    const info = (await this.redis.commands.xinfo('STREAM', key)) as unknown[];
    const numberOf = (name: string): number => Number(info[info.indexOf(name) + 1]);
    const cut = oldest !== undefined && compareIds(oldest[0], seen) > 0 && numberOf('entries-added') > numberOf('length');
    return cut ? [{ ...first, line: { ...first.line, gap: true } }, ...rest] : lines;
  }

  private key(environmentId: string): string {
    return redisNames.logs(this.env.installationId, environmentId);
  }
}
