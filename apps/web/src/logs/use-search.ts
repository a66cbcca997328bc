'use client';

import { useEffect, useRef, useState } from 'react';
import type { LineRing } from './line-ring.ts';
import type { Search, SearchAnswer, SearchRequest } from './search-lines.ts';

/** A search that takes longer is given up, and its worker with it. */
const patienceMs = 3_000;

export interface Hits {
  ids: ReadonlySet<number>;
  order: readonly number[];
  error: string | null;
}
const none: Hits = { ids: new Set(), order: [], error: null };

/** Searches in a worker, which keeps its own copy of the lines. */
export function useSearch() {
  const [hits, setHits] = useState<Hits>(none);
  const worker = useRef<Worker | null>(null);
  const ticket = useRef(0);
  const deadline = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const start = (lines: readonly { id: number; line: string }[], keep: number): Worker => {
    const made = new Worker(new URL('./search.worker.ts', import.meta.url));
    made.addEventListener('message', ({ data }: MessageEvent<SearchAnswer>) => {
      if (data.ticket !== ticket.current) return;
      if (!data.more) clearTimeout(deadline.current);
      if (data.more && data.hits.length === 0) return;
      setHits((before) => {
        const order = data.more ? [...before.order, ...data.hits] : data.hits;
        return { ids: new Set(order), order, error: data.error };
      });
    });
    made.postMessage({ kind: 'append', lines: lines.map(({ id, line }) => ({ id, line })), keep } satisfies SearchRequest);
    worker.current = made;
    return made;
  };

  useEffect(
    () => () => {
      clearTimeout(deadline.current);
      worker.current?.terminate();
      worker.current = null;
    },
    [],
  );

  return {
    hits,
    /** Tells the worker of new lines; before the first search there is none. */
    append(ring: LineRing, lines: readonly { id: number; line: string }[]) {
      worker.current?.postMessage({ kind: 'append', lines: lines.map(({ id, line }) => ({ id, line })), keep: ring.capacity } satisfies SearchRequest);
    },
    search(ring: LineRing, search: Search) {
      ticket.current += 1;
      clearTimeout(deadline.current);
      if (search.text === '') {
        setHits(none);
        worker.current?.postMessage({ kind: 'search', ticket: ticket.current, search: null } satisfies SearchRequest);
        return;
      }
      const target = worker.current ?? start(ring.all(), ring.capacity);
      target.postMessage({ kind: 'search', ticket: ticket.current, search } satisfies SearchRequest);
      deadline.current = setTimeout(() => {
        worker.current?.terminate();
        worker.current = null;
        setHits({ ...none, error: 'This expression takes too long.' });
      }, patienceMs);
    },
  };
}
