import type { LiveEvent } from './live-types.js';

const keepMs = 3_600_000;
const perObject = 50;

/** Cluster events kept as they arrive: some causes of failure exist nowhere else, and the cluster forgets them. */
export class EventStore {
  private readonly byObject = new Map<string, { at: number; events: Map<string, LiveEvent> }>();

  add(event: LiveEvent, now = Date.now()): void {
    const uid = event.involvedObject.uid;
    const key = event.metadata.uid;
    if (uid === undefined || key === undefined) return;
    const kept = this.byObject.get(uid) ?? { at: now, events: new Map<string, LiveEvent>() };
    kept.at = now;
    kept.events.delete(key);
    kept.events.set(key, event);
    if (kept.events.size > perObject) kept.events.delete(kept.events.keys().next().value!);
    this.byObject.set(uid, kept);
  }

  /** Events about any of these objects, oldest arrival first. */
  about(uids: Iterable<string | undefined>): LiveEvent[] {
    return [...uids].flatMap((uid) => [...(this.byObject.get(uid ?? '')?.events.values() ?? [])]);
  }

  /** Forgets objects about which nothing arrived for an hour. */
  prune(now = Date.now()): void {
    for (const [uid, kept] of this.byObject) if (kept.at < now - keepMs) this.byObject.delete(uid);
  }
}
