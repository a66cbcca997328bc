import { Injectable } from '@nestjs/common';
import { notFound } from '../http/not-found.js';
import type { Call } from '../http/operation.js';
import { Streams } from '../http/streams.js';
import { Doorbell } from '../live/doorbell.js';
import { PostgresNotices } from '../live/postgres-notices.js';

const lookMs = 5_000;
export const chunksAtOnce = 100;

/** A log that is kept as numbered chunks, as it stands at one moment. */
export interface ChunkedLog {
  /** Under which id its chunks are announced; null before it exists. */
  id: string | null;
  /** Whether nothing is added any more. */
  over: boolean;
  chunks(after: number): Promise<{ seq: number; text: string }[]>;
}

/** A log from its beginning, or after `Last-Event-ID`, live until it is over. */
@Injectable()
export class StreamChunks {
  constructor(
    private readonly streams: Streams,
    private readonly notices: PostgresNotices,
  ) {}

  /** `look` finds the log; null answers not-found, or ends the stream once it is open. */
  run(call: Call<'streamBuildLog' | 'streamReleaseLog'>, look: () => Promise<ChunkedLog | null>): Promise<void> {
    return this.streams.run(call, async (stream) => {
      const bell = new Doorbell();
      const stops = [this.notices.onEvents(call.actor.tenant.id, bell.ring)];
      let listening: string | null = null;
      let last = stream.lastEventId !== undefined && /^\d{1,9}$/.test(stream.lastEventId) ? Number(stream.lastEventId) : -1;
      try {
        for (let first = true; !stream.closed.aborted; first = false) {
          const log = await look();
          if (log === null && first) throw notFound();
          const id = log?.id ?? null;
          if (id !== null && listening !== id) {
            stops.push(this.notices.onBuildLog(id, bell.ring));
            listening = id;
          }
          const rows = log === null ? [] : await log.chunks(last);
          const over = log === null || log.over;
          if (over && first && rows.length === 0 && stream.lastEventId !== undefined) return stream.endEmpty();
          stream.open();
          for (const row of rows) {
            await stream.send(String(row.seq), row);
            last = row.seq;
          }
          if (rows.length === chunksAtOnce) continue;
          if (over || !call.query.follow) return await stream.end();
          await bell.wait(lookMs, stream.closed);
        }
      } finally {
        for (const stop of stops) stop();
      }
    });
  }
}
