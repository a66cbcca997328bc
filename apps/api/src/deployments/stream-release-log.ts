import { isFinal, type DeploymentState } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { notFound } from '../http/not-found.js';
import type { Call } from '../http/operation.js';
import { Streams } from '../http/streams.js';
import { Doorbell } from '../live/doorbell.js';
import { PostgresNotices } from '../live/postgres-notices.js';

const lookMs = 5_000;
const chunksAtOnce = 100;

const stateOf = {
  name: 'release-step-state',
  text: `SELECT d.state AS deployment, s.state AS step FROM deployment d JOIN environment e ON e.id = d."environmentId" JOIN app a ON a.id = e."appId" LEFT JOIN deployment_step s ON s."deploymentId" = d.id AND s.name = 'release'
    WHERE d.id = $1 AND a."tenantId" = $2 AND a.slug = $3 AND e.slug = $4`,
};
const chunks = { name: 'release-log-chunks', text: `SELECT seq, text FROM release_log_chunk WHERE "deploymentId" = $1 AND "tenantId" = $2 AND seq > $3 ORDER BY seq LIMIT ${chunksAtOnce}` };

/** The log of a deployment's release command from its beginning, live until the command ends. */
@Injectable()
export class StreamReleaseLog {
  constructor(
    private readonly database: Database,
    private readonly streams: Streams,
    private readonly notices: PostgresNotices,
  ) {}

  run(call: Call<'streamReleaseLog'>): Promise<void> {
    return this.streams.run(call, async (stream) => {
      const tenantId = call.actor.tenant.id;
      const { app, environment, deployment } = call.params;
      const bell = new Doorbell();
      const stops = [this.notices.onEvents(tenantId, bell.ring), this.notices.onBuildLog(deployment, bell.ring)];
      let last = stream.lastEventId !== undefined && /^\d{1,9}$/.test(stream.lastEventId) ? Number(stream.lastEventId) : -1;
      try {
        for (let first = true; !stream.closed.aborted; first = false) {
          const [state] = await this.database.rows<{ deployment: DeploymentState; step: string | null }>(stateOf, [deployment, tenantId, app, environment]);
          if (!state && first) throw notFound();
          const over = !state || isFinal(state.deployment) || (state.step !== null && state.step !== 'pending' && state.step !== 'running');
          const rows = await this.database.rows<{ seq: number; text: string }>(chunks, [deployment, tenantId, last]);
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
