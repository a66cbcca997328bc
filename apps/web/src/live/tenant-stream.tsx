'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { BerthEvent } from '../api/types.ts';
import { formatClock } from '../format/time.ts';
import { applyEvent } from './apply-event.ts';
import { useNow, useTimeZone } from './clock.tsx';
import { setConnected, useConnection } from './connection.ts';
import { followStream } from './read-event-stream.ts';

/** The tab's one stream: writes a tenant's events into the query cache, and refetches what is visible after a gap. */
export function TenantStream({ tenant }: { tenant: string }) {
  const client = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    followStream(`/api/v1/tenants/${encodeURIComponent(tenant)}/events`, {
      signal: stop.signal,
      onConnected: (connected) => {
        setConnected(connected);
        // What happened before the stream was there, or while it was gone, is in no event: ask again.
        if (connected) void client.invalidateQueries();
      },
      onEvent: ({ data }) => applyEvent(client, tenant, JSON.parse(data) as BerthEvent),
    }).catch(() => {
      // Refused: the tenant or the session is gone, and the next query says so on the page.
      setConnected(false);
    });
    return () => {
      stop.abort();
      setConnected(true);
    };
  }, [client, tenant]);
  return <StaleNotice />;
}

/** After 5 s without the stream: from when the shown state is. */
function StaleNotice() {
  const { lostAt } = useConnection();
  const now = useNow();
  const timeZone = useTimeZone();
  const show = lostAt !== null && now - lostAt >= 5_000;
  return (
    <div role="status" className={show ? 'stale' : undefined}>
      {show && `Reconnecting. Shown state is from ${formatClock(lostAt, timeZone)}.`}
    </div>
  );
}
