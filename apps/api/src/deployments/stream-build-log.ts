import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { Call } from '../http/operation.js';
import type { EventStream } from '../http/sse.js';
import { Streams } from '../http/streams.js';
import { Doorbell } from '../live/doorbell.js';
import { PostgresNotices } from '../live/postgres-notices.js';

const lookMs = 5_000;
const chunksAtOnce = 100;
const endedBuilds: readonly (string | null)[] = ['done', 'failed', 'cancelled'];
const endedDeployments: readonly string[] = ['live', 'failed', 'cancelled', 'superseded'];

interface State {
  buildId: string | null;
  build: string | null;
  deployment: string;
}
const stateOf = {
  name: 'build-state',
  text: `SELECT d."buildId", b.state AS build, d.state AS deployment FROM deployment d JOIN environment e ON e.id = d."environmentId" JOIN app a ON a.id = e."appId" LEFT JOIN build b ON b.id = d."buildId"
    WHERE d.id = $1 AND a."tenantId" = $2 AND a.slug = $3 AND e.slug = $4`,
};
/** Pieces of a build log after one that is known. */
export const chunks = { name: 'build-log-chunks', text: `SELECT seq, text FROM build_log_chunk WHERE "buildId" = $1 AND "tenantId" = $2 AND seq > $3 ORDER BY seq LIMIT ${chunksAtOnce}` };

/** A deployment's build log from its beginning, live until the build ends. */
@Injectable()
export class StreamBuildLog {
  constructor(
    private readonly database: Database,
    private readonly streams: Streams,
    private readonly notices: PostgresNotices,
  ) {}

  run(call: Call<'streamBuildLog'>): Promise<void> {
    return this.streams.run(call, async (stream) => {
      const tenantId = call.actor.tenant.id;
      const bell = new Doorbell();
      const stops = [this.notices.onEvents(tenantId, bell.ring)];
      let listening: string | null = null;
      let last = this.resumeAfter(stream);
      try {
        for (let first = true; !stream.closed.aborted; first = false) {
          const { app, environment, deployment } = call.params;
          const [state] = await this.database.rows<State>(stateOf, [deployment, tenantId, app, environment]);
          if (!state && first) throw notFound();
          const buildId = state?.buildId ?? null;
          if (buildId !== null && listening !== buildId) {
            stops.push(this.notices.onBuildLog(buildId, bell.ring));
            listening = buildId;
          }
          const rows = buildId === null ? [] : await this.database.rows<{ seq: number; text: string }>(chunks, [buildId, tenantId, last]);
          const over = !state || endedBuilds.includes(state.build) || endedDeployments.includes(state.deployment);
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

  private resumeAfter({ lastEventId }: EventStream): number {
    return lastEventId !== undefined && /^\d{1,9}$/.test(lastEventId) ? Number(lastEventId) : -1;
  }
}
