import { useSyncExternalStore } from 'react';

/** Whether the page is fed live, and since when it is not. */
export interface Connection {
  lostAt: number | null;
}

let connection: Connection = { lostAt: null };
const listeners = new Set<() => void>();

/** Says that the stream is there or gone. Returns for how long it was gone, in milliseconds. */
export function setConnected(connected: boolean): number {
  const gap = connection.lostAt === null ? 0 : Date.now() - connection.lostAt;
  if (connected === (connection.lostAt === null)) return gap;
  connection = { lostAt: connected ? null : Date.now() };
  for (const listener of listeners) listener();
  return gap;
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
const connected: Connection = { lostAt: null };

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => connection, () => connected);
