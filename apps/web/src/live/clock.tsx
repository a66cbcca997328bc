'use client';

import { createContext, useContext, useSyncExternalStore, type ReactNode } from 'react';

/** One clock for the page, so that all ages change together and the first client render equals the server's. */
interface ServerClock {
  now: number;
  timeZone: string;
}
const ServerClockContext = createContext<ServerClock>({ now: 0, timeZone: 'UTC' });

const listeners = new Set<() => void>();
let current = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    current = Date.now();
    timer = setInterval(() => {
      current = Date.now();
      for (const each of listeners) each();
    }, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
      current = 0;
    }
  };
}

const snapshot = () => (current === 0 ? (current = Date.now()) : current);

export function ClockProvider({ now, timeZone, children }: ServerClock & { children: ReactNode }) {
  return <ServerClockContext value={{ now, timeZone }}>{children}</ServerClockContext>;
}

/** Milliseconds since the epoch, once a second. */
export function useNow(): number {
  const server = useContext(ServerClockContext);
  return useSyncExternalStore(subscribe, snapshot, () => server.now);
}

const never = () => () => {};
const browserZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The browser's time zone; in the server's HTML the one that a cookie remembers. */
export function useTimeZone(): string {
  const server = useContext(ServerClockContext);
  return useSyncExternalStore(never, browserZone, () => server.timeZone);
}
