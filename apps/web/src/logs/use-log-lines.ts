'use client';

import { useEffect, useRef, useState } from 'react';
import { problemOf } from '../api/problem.ts';
import type { EnvironmentKey, LogLine } from '../api/types.ts';
import { followStream } from '../live/read-event-stream.ts';
import { LineRing, type IncomingLine } from './line-ring.ts';
import { logStreamUrl } from './log-stream-url.ts';

export interface LogFeed {
  ring: LineRing;
  /** Changes when lines came, at most once in `flushMs`. */
  version: number;
  state: 'connecting' | 'following' | 'lost' | 'ended';
  refusal: string | null;
}

/** Nobody reads faster; a page that is rendered less often has time for the reader's keys. */
const flushMs = 80;

/** Fills a ring from the log stream, a batch at a time. A lost connection becomes a row that says for how long. */
export function useLogLines({ tenant, app, environment }: EnvironmentKey, previous: boolean, onAppend: (ring: LineRing, lines: readonly { id: number; line: string }[]) => void): LogFeed {
  const [ring] = useState(() => new LineRing());
  const [version, setVersion] = useState(0);
  const [state, setState] = useState<LogFeed['state']>('connecting');
  const [refusal, setRefusal] = useState<string | null>(null);
  const append = useRef(onAppend);
  useEffect(() => {
    append.current = onAppend;
  });
  useEffect(() => {
    const stop = new AbortController();
    let waiting: IncomingLine[] = [];
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let flushedAt = 0;
    let lostAt = 0;
    const flush = () => {
      frame = 0;
      timer = undefined;
      flushedAt = performance.now();
      const added = ring.append(waiting);
      waiting = [];
      append.current(ring, added);
      setVersion(ring.version);
    };
    const push = (line: IncomingLine) => {
      waiting.push(line);
      if (frame !== 0 || timer !== undefined) return;
      const rest = flushMs - (performance.now() - flushedAt);
      if (rest <= 0) frame = requestAnimationFrame(flush);
      else timer = setTimeout(() => { frame = requestAnimationFrame(flush); }, rest);
    };
    const query: Record<string, string> = previous ? { previous: 'true', tail: '1000' } : { follow: 'true', tail: '1000' };
    followStream(logStreamUrl({ tenant, app, environment }, query), {
      signal: stop.signal,
      onConnected: (connected) => {
        setState(connected ? 'following' : 'lost');
        if (!connected) lostAt ||= Date.now();
        else {
          const seconds = Math.round((Date.now() - lostAt) / 1000);
          // A short loss is made good by resuming; what is lost all the same the API marks itself.
          if (lostAt !== 0 && seconds >= 3 && ring.all().length > 0) push({ key: `gap-${lostAt}`, at: Date.now(), pod: '', process: '', release: null, line: `stream lost for ${seconds} s`, gap: true });
          lostAt = 0;
        }
      },
      onEvent: ({ id, data }) => {
        const line = JSON.parse(data) as LogLine;
        if (line.gap === true) push({ key: `gap-${line.at}`, at: Date.parse(line.at), pod: '', process: '', release: null, line: 'some lines before this one were lost', gap: true });
        push({ key: id ?? `${line.at}/${line.pod}`, at: Date.parse(line.at), pod: line.pod, process: line.process, release: line.release, line: line.line, gap: false });
      },
    }).then(
      () => setState('ended'),
      (error: unknown) => setRefusal(problemOf(error).detail),
    );
    return () => {
      stop.abort();
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      ring.clear();
      setVersion(ring.version);
    };
  }, [tenant, app, environment, previous, ring]);
  return { ring, version, state, refusal };
}
