import { eventData, type EventData, type EventKind } from '@berth/domain';
import type { Db, Tx } from './client.js';

/** Name of the Postgres channel on which events are announced; the payload is the tenant's id. */
export const eventsChannel = 'berth_events';

export interface EventAbout {
  tenantId: string;
  appId?: string;
  environmentId?: string;
  deploymentId?: string;
  /** Who did it: an e-mail address, or null for the platform itself. */
  actor?: string | null;
}

/** Adds an event; viewers get it once the transaction has committed. */
export async function recordEvent<K extends EventKind>(tx: Tx | Db, about: EventAbout, kind: K, data: EventData<K>): Promise<void> {
  await tx.event.create({ data: { ...about, kind, data: eventData[kind].parse(data) as object } });
  await tx.$executeRaw`SELECT pg_notify(${eventsChannel}, ${about.tenantId})`;
}

/** Name of the Postgres channel on which new build log chunks are announced; the payload is the build's id. */
export const buildLogChannel = 'berth_build_log';
