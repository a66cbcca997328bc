'use client';

import { useEffect, useState } from 'react';
import { problemOf } from '../api/problem.ts';
import type { EnvironmentKey, LogLine, Run } from '../api/types.ts';
import { safeText } from '../format/safe-text.ts';
import { followStream } from '../live/read-event-stream.ts';
import { logStreamUrl } from '../logs/log-stream-url.ts';

interface RunLine {
  key: string;
  at: number;
  text: string;
}
const shown = 1_000;
const flushMs = 80;
/** A run's end may be known before its lines are kept: for how long they are looked for. */
const keptWithinMs = 10_000;
const lookAgainMs = 1_500;

/** The lines of a run: what comes, and after its end what is kept, which is all of it. */
export function useRunLines({ tenant, app, environment }: EnvironmentKey, { name, finishedAt }: Pick<Run, 'name' | 'finishedAt'>) {
  const [lines, setLines] = useState<readonly RunLine[]>([]);
  const [settled, setSettled] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let waiting: RunLine[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refuse = (error: unknown) => setRefusal(problemOf(error).detail);
    const url = (query: Record<string, string>) => logStreamUrl({ tenant, app, environment }, { process: name, tail: String(shown), ...query });
    const read = (id: string | null, data: string): RunLine => {
      const { at, pod, line } = JSON.parse(data) as LogLine;
      return { key: id ?? `${at}/${pod}`, at: Date.parse(at), text: safeText(line.slice(0, 4_000)) };
    };
    const flush = () => {
      timer = undefined;
      const added = waiting;
      waiting = [];
      setLines((before) => [...before, ...added].slice(-shown));
    };
    const live = () => followStream(url({ follow: 'true' }), {
      signal: stop.signal,
      onConnected: () => setSettled(true),
      onEvent: ({ id, data }) => {
        waiting.push(read(id, data));
        timer ??= setTimeout(flush, flushMs);
      },
    });
    const kept = async (until: number): Promise<void> => {
      const all: RunLine[] = [];
      await followStream(url({ previous: 'true' }), { signal: stop.signal, onEvent: ({ id, data }) => all.push(read(id, data)) });
      if (stop.signal.aborted) return;
      if (all.length === 0 && Date.now() < until) {
        timer = setTimeout(() => void kept(until).catch(refuse), lookAgainMs);
        return;
      }
      if (all.length > 0) setLines(all);
      setSettled(true);
    };
    (finishedAt === null ? live() : kept(Date.parse(finishedAt) + keptWithinMs)).catch(refuse);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [tenant, app, environment, name, finishedAt]);
  return { lines, settled, refusal };
}
