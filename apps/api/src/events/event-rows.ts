import type { eventSchema } from '@berth/contract';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Database } from '../database.js';

export type EventView = z.input<typeof eventSchema>;

export interface EventFilter {
  tenantId: string;
  app?: string;
  environment?: string;
  deploymentId?: string;
}

/** Ids are given before a transaction commits, so that a lower one can appear after a higher one; this far back is looked again. */
const lookBackIds = 500;
const lookBackSeconds = 20;
export const pageSize = 200;

const columns = `v.id::text AS id, v.kind, a.slug AS app, e.slug AS environment, v."deploymentId", v.data, v.actor, v."createdAt" AS at`;
const where = `v."tenantId" = $1 AND v.id > $2::bigint AND (v.id > $3::bigint OR (v."createdAt" > (now() AT TIME ZONE 'UTC') - interval '${lookBackSeconds} seconds' AND v.id <> ALL($4::bigint[])))`;
const joins = 'FROM event v LEFT JOIN app a ON a.id = v."appId" LEFT JOIN environment e ON e.id = v."environmentId"';
const ofTenant = {
  name: 'events-of-tenant',
  text: `SELECT ${columns} ${joins} WHERE ${where} AND ($5::text IS NULL OR a.slug = $5) AND ($6::text IS NULL OR e.slug = $6) ORDER BY v.id LIMIT ${pageSize}`,
};
const ofDeployment = { name: 'events-of-deployment', text: `SELECT ${columns} ${joins} WHERE ${where} AND v."deploymentId" = $5 ORDER BY v.id LIMIT ${pageSize}` };
const newest = { name: 'newest-event', text: 'SELECT coalesce(max(id), 0)::text AS id FROM event WHERE "tenantId" = $1' };

/** Reads a viewer's events in order, each once, none left out. */
export class EventReader {
  private last: bigint;
  private readonly recent = new Set<bigint>();

  constructor(
    private readonly database: Database,
    private readonly filter: EventFilter,
    private readonly after: bigint,
  ) {
    this.last = after;
  }

  /** The next events, at most `pageSize`. Ids only grow, so that Last-Event-ID means everything before it. */
  async next(): Promise<EventView[]> {
    const floor = this.last - BigInt(lookBackIds) > this.after ? this.last - BigInt(lookBackIds) : this.after;
    for (const id of this.recent) if (id <= floor) this.recent.delete(id);
    const { tenantId, app, environment, deploymentId } = this.filter;
    const values = [tenantId, floor.toString(), this.last.toString(), [...this.recent].map(String)];
    const rows = deploymentId === undefined
      ? await this.database.rows<EventView>(ofTenant, [...values, app ?? null, environment ?? null])
      : await this.database.rows<EventView>(ofDeployment, [...values, deploymentId]);
    return rows.map((row) => {
      const id = BigInt(row.id);
      this.recent.add(id);
      if (id > this.last) this.last = id;
      return { ...row, id: this.last.toString() };
    });
  }
}

@Injectable()
export class EventRows {
  constructor(private readonly database: Database) {}

  /** A reader after the id that the viewer has seen. Without one it begins `fromNow`, or at the first event. */
  async reader(filter: EventFilter, lastEventId: string | undefined, fromNow: boolean): Promise<EventReader> {
    const seen = lastEventId !== undefined && /^\d{1,18}$/.test(lastEventId) ? BigInt(lastEventId) : undefined;
    return new EventReader(this.database, filter, seen ?? (fromNow ? await this.newest(filter.tenantId) : 0n));
  }

  private async newest(tenantId: string): Promise<bigint> {
    const [row] = await this.database.rows<{ id: string }>(newest, [tenantId]);
    return BigInt(row?.id ?? 0);
  }
}
