'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { makeQueryClient } from '../api/query-client.ts';
import { ClockProvider } from '../live/clock.tsx';
import { setChoice } from './choices.ts';

/** The query cache and the clock of one tab. */
export function Providers({ now, timeZone, children }: { now: number; timeZone: string; children: ReactNode }) {
  const [client] = useState(makeQueryClient);
  useEffect(() => {
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone !== timeZone) setChoice('berth_zone', zone);
  }, [timeZone]);
  return <QueryClientProvider client={client}><ClockProvider now={now} timeZone={timeZone}>{children}</ClockProvider></QueryClientProvider>;
}
