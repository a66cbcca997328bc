'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { problemOf } from '../api/problem.ts';
import type { EnvironmentKey, LogLine } from '../api/types.ts';
import { safeText } from '../format/safe-text.ts';
import { formatClock } from '../format/time.ts';
import { useTimeZone } from '../live/clock.tsx';
import { followStream } from '../live/read-event-stream.ts';
import { appPath } from '../shell/places.ts';
import { Foreign } from '../ui/foreign.tsx';
import { logStreamUrl } from './log-stream-url.ts';

const shown = 13;

/** The last lines, following. Its height is fixed, so that nothing moves when lines come. */
export function LogTail({ place }: { place: EnvironmentKey }) {
  const { tenant, app, environment } = place;
  const [lines, setLines] = useState<LogLine[]>([]);
  const [state, setState] = useState<'connecting' | 'following' | 'lost'>('connecting');
  const [refusal, setRefusal] = useState<string | null>(null);
  const timeZone = useTimeZone();
  useEffect(() => {
    const stop = new AbortController();
    let waiting: LogLine[] = [];
    let frame = 0;
    followStream(logStreamUrl({ tenant, app, environment }, { follow: 'true', tail: String(shown) }), {
      signal: stop.signal,
      onConnected: (connected) => setState(connected ? 'following' : 'lost'),
      onEvent: ({ data }) => {
        waiting.push(JSON.parse(data) as LogLine);
        if (waiting.length > shown) waiting = waiting.slice(-shown);
        frame ||= requestAnimationFrame(() => {
          frame = 0;
          const added = waiting;
          waiting = [];
          setLines((before) => [...before, ...added].slice(-shown));
        });
      },
    }).catch((error: unknown) => setRefusal(problemOf(error).detail));
    return () => {
      stop.abort();
      cancelAnimationFrame(frame);
    };
  }, [tenant, app, environment]);
  const words = refusal ?? { connecting: 'connecting', following: 'all processes, following', lost: 'reconnecting' }[state];
  return (
    <div className="tail">
      <header><b>Log</b><span className="sub">{words}</span><Link className="ml-auto" href={`${appPath(tenant, app, environment)}/logs`}>Open logs</Link></header>
      {lines.length === 0 && <p className="empty sub small">{state === 'following' ? 'No line yet.' : ''}</p>}
      <ol aria-label="Last log lines">
        {lines.map((line, slot) => (
          // A row is a place on the page: its text changes and the row does not move.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={slot}><span className="t">{formatClock(Date.parse(line.at), timeZone)}</span><span className="text-sea" title={line.pod}><Foreign>{line.process}</Foreign></span><bdi>{safeText(line.line.slice(0, 500))}</bdi></li>
        ))}
      </ol>
    </div>
  );
}
