import { redisNames, type LogEntry } from '@berth/domain';
import type { Redis } from 'ioredis';

/** Lines kept for those who come later. */
const keptEntries = 5_000;
/** Lines that wait for Redis before some are lost. */
const mostWaiting = 10_000;
/** Lines above which the cluster is read more slowly. */
const slowDownAt = 2_000;
const batch = 500;
const flushMs = 20;
const keepSeconds = 3_600;

/** Writes log lines to an environment's capped stream in batches. Lines that Redis does not take are marked as a gap. */
export class LogStream {
  private waiting: LogEntry[] = [];
  private lost = 0;
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> | undefined;
  private readonly key: string;
  private readonly positionsKey: string;

  constructor(
    private readonly redis: Redis,
    installation: string,
    environmentId: string,
  ) {
    this.key = redisNames.logs(installation, environmentId);
    this.positionsKey = redisNames.logPositions(installation, environmentId);
  }

  /** Adds lines; resolves when there is room for more. */
  async add(...entries: LogEntry[]): Promise<void> {
    const room = mostWaiting - this.waiting.length;
    this.waiting.push(...entries.slice(0, room));
    this.lost += Math.max(0, entries.length - room);
    this.timer ??= setTimeout(() => void this.flush(), flushMs);
    if (this.waiting.length > slowDownAt) await this.flush();
  }

  /** Writes everything that waits. Never rejects: what cannot be written becomes a gap. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.flushing ??= this.drain().finally(() => (this.flushing = undefined));
    await this.flushing;
  }

  /** When the last line of each container was followed. */
  async positions(): Promise<Record<string, string>> {
    return this.redis.hgetall(this.positionsKey);
  }

  async newestId(): Promise<string | null> {
    const newest = await this.redis.xrevrange(this.key, '+', '-', 'COUNT', 1);
    return newest[0]?.[0] ?? null;
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const entries = this.waiting.splice(0, batch);
      if (this.lost > 0) entries.unshift(gap(`${this.lost} lines were lost`, entries[0]!));
      const pipeline = this.redis.pipeline();
      const positions: Record<string, string> = {};
      for (const entry of entries) {
        pipeline.xadd(this.key, 'MAXLEN', '~', keptEntries, '*', ...Object.entries(entry).flat());
        if (entry.stream === 'output') positions[positionOf(entry)] = entry.ts;
      }
      if (Object.keys(positions).length > 0) pipeline.hset(this.positionsKey, positions);
      pipeline.expire(this.key, keepSeconds).expire(this.positionsKey, keepSeconds);
      try {
        await pipeline.exec();
        this.lost = 0;
      } catch {
        this.lost += entries.filter((entry) => entry.stream === 'output').length; // told by the next gap mark
        return;
      }
    }
  }
}

export const positionOf = (entry: Pick<LogEntry, 'pod' | 'process'>): string => `${entry.pod}/${entry.process}`;

/** A mark where lines are missing, in place before `next`. */
function gap(why: string, next: Pick<LogEntry, 'ts' | 'pod' | 'process' | 'release'>): LogEntry {
  return { ts: next.ts, pod: next.pod, process: next.process, release: next.release, line: why, stream: 'gap' };
}
