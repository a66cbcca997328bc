import { isFinal, type DeploymentState } from '@berth/domain';
import { Injectable } from '@nestjs/common';
import { Database } from '../database.js';
import { EventRows, pageSize } from '../events/event-rows.js';
import { notFound } from '../http/not-found.js';
import type { Call } from '../http/operation.js';
import { Streams } from '../http/streams.js';
import { Doorbell } from '../live/doorbell.js';
import { PostgresNotices } from '../live/postgres-notices.js';

const lookMs = 5_000;
const stateOf = {
  name: 'deployment-state',
  text: `SELECT d.state FROM deployment d JOIN environment e ON e.id = d."environmentId" JOIN app a ON a.id = e."appId"
    WHERE d.id = $1 AND a."tenantId" = $2 AND a.slug = $3 AND e.slug = $4`,
};

/** Everything that happened in a deployment and what happens still, to its final state. */
@Injectable()
export class StreamDeployment {
  constructor(
    private readonly database: Database,
    private readonly streams: Streams,
    private readonly notices: PostgresNotices,
    private readonly events: EventRows,
  ) {}

  run(call: Call<'streamDeployment'>): Promise<void> {
    return this.streams.run(call, async (stream) => {
      const { actor, params } = call;
      const tenantId = actor.tenant.id;
      const bell = new Doorbell();
      const stop = this.notices.onEvents(tenantId, bell.ring);
      try {
        const reader = await this.events.reader({ tenantId, deploymentId: params.deployment }, stream.lastEventId, false);
        for (let first = true; !stream.closed.aborted; first = false) {
          const [row] = await this.database.rows<{ state: DeploymentState }>(stateOf, [params.deployment, tenantId, params.app, params.environment]);
          if (!row && first) throw notFound();
          const over = !row || isFinal(row.state); // read before the events: its last one is then among them
          const events = await reader.next();
          if (over && first && events.length === 0 && stream.lastEventId !== undefined) return stream.endEmpty();
          stream.open();
          for (const event of events) await stream.send(event.id, event);
          if (events.length === pageSize) continue;
          if (over) return await stream.end();
          await bell.wait(lookMs, stream.closed);
        }
      } finally {
        stop();
      }
    });
  }
}
