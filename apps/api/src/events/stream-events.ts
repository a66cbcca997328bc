import { Injectable } from '@nestjs/common';
import type { Call } from '../http/operation.js';
import { Streams } from '../http/streams.js';
import { Doorbell } from '../live/doorbell.js';
import { PostgresNotices } from '../live/postgres-notices.js';
import { EventRows, pageSize } from './event-rows.js';

/** Longest time between two looks when no notice comes. */
const lookMs = 10_000;

/** A tenant's events as they happen, from now or after Last-Event-ID. */
@Injectable()
export class StreamEvents {
  constructor(
    private readonly streams: Streams,
    private readonly notices: PostgresNotices,
    private readonly events: EventRows,
  ) {}

  run(call: Call<'streamEvents'>): Promise<void> {
    return this.streams.run(call, async (stream) => {
      const tenantId = call.actor.tenant.id;
      const bell = new Doorbell();
      const stop = this.notices.onEvents(tenantId, bell.ring);
      try {
        const reader = await this.events.reader({ tenantId, ...call.query }, stream.lastEventId, true);
        stream.open();
        while (!stream.closed.aborted) {
          const events = await reader.next();
          for (const event of events) await stream.send(event.id, event);
          if (events.length < pageSize) await bell.wait(lookMs, stream.closed);
        }
      } finally {
        stop();
      }
    });
  }
}
