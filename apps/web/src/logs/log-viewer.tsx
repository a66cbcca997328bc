'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { EnvironmentKey } from '../api/types.ts';
import { plural } from '../format/quantities.ts';
import { useTimeZone } from '../live/clock.tsx';
import { asTextFile, noFilter, type LogFilter } from './line-ring.ts';
import { LogRow } from './log-row.tsx';
import { LogTools } from './log-tools.tsx';
import type { Search } from './search-lines.ts';
import { useLogLines } from './use-log-lines.ts';
import { rowHeight, useLogRows } from './use-log-rows.ts';
import { useSearch } from './use-search.ts';

/** Logs: only visible rows are parsed and laid out; follows at the end and pauses on any scroll up. Filters live in the URL. */
export function LogViewer({ place }: { place: EnvironmentKey }) {
  const pathname = usePathname();
  const params = useSearchParams();
  const timeZone = useTimeZone();
  const [filter, setFilter] = useState<LogFilter>(() => ({ process: params.get('process') ?? '', pod: params.get('pod') ?? '', level: params.get('level') ?? '', release: params.get('release') ?? '' }));
  const [previous, setPrevious] = useState(params.get('previous') === '1');
  const [search, setSearch] = useState<Search>({ text: params.get('q') ?? '', regex: params.get('regex') === '1', matchCase: params.get('case') === '1' });
  const [wrap, setWrap] = useState(() => window.matchMedia('(max-width: 760px)').matches);
  const [chosen, setChosen] = useState(params.get('line'));
  const [following, setFollowing] = useState(chosen === null);
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  const { hits, append, search: run } = useSearch();
  const { ring, version, state, refusal } = useLogLines(place, previous, append);
  const box = useRef<HTMLDivElement>(null);
  const tools = useRef<HTMLInputElement>(null);
  const lastTop = useRef(0);

  // The ring lives outside React; `version` is what renders this anew when it has more.
  const lines = ring.view(filter);
  const { scrollTo, ...rows } = useLogRows({ box, count: lines.length, wrap, following, keyOf: (index) => lines[index]?.id ?? index });

  useLayoutEffect(() => {
    if (following && lines.length > 0) scrollTo(lines.length - 1, 'end');
  }, [following, version, filter, scrollTo, lines.length]);
  useEffect(() => run(ring, search), [search, ring]); // eslint-disable-line react-hooks/exhaustive-deps
  useEffect(() => {
    if (chosen === null || following) return;
    const index = lines.findIndex(({ key }) => key === chosen);
    if (index >= 0) scrollTo(index, 'center');
    // Only when the first lines are there: afterwards the reader moves.
  }, [lines.length > 0]); // eslint-disable-line react-hooks/exhaustive-deps

  const remember = (changes: Record<string, string>) => {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === '') next.delete(name);
      else next.set(name, value);
    }
    window.history.replaceState(null, '', next.size === 0 ? pathname : `${pathname}?${next}`);
  };
  const pause = () => {
    if (!following) return;
    setFollowing(false);
    setPausedAt(lines.at(-1)?.id ?? 0);
  };
  const resume = () => {
    setFollowing(true);
    setPausedAt(null);
    remember({ line: '' });
    setChosen(null);
  };
  const seen = hits.ids.size === 0 ? [] : lines.filter(({ id }) => hits.ids.has(id));
  const current = Math.min(at, Math.max(0, seen.length - 1));
  const toHit = (step: number) => {
    if (seen.length === 0) return;
    const next = (current + step + seen.length) % seen.length;
    setAt(next);
    pause();
    const index = lines.findIndex(({ id }) => id === seen[next]?.id);
    if (index >= 0) scrollTo(index, 'center');
  };
  const onKey = (event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLInputElement && event.target.type === 'search';
    if ((event.ctrlKey || event.metaKey) && event.key === 'f' && document.activeElement !== tools.current) {
      event.preventDefault();
      tools.current?.focus();
    } else if (typing && event.key === 'Enter') {
      event.preventDefault();
      toHit(event.shiftKey ? -1 : 1);
    } else if (!typing && event.key.toLowerCase() === 'n' && !event.ctrlKey && !event.metaKey) {
      toHit(event.shiftKey ? -1 : 1);
    }
  };
  const newer = pausedAt === null ? 0 : lines.length - 1 - lines.findLastIndex(({ id }) => id <= pausedAt);
  return (
    <div className="viewer" onKeyDown={onKey}>
      <LogTools
        input={tools}
        search={search}
        onSearch={(next) => { setSearch(next); setAt(0); remember({ q: next.text, regex: next.regex ? '1' : '', case: next.matchCase ? '1' : '' }); }}
        found={search.text === '' ? '' : (hits.error ?? `${seen.length === 0 ? 0 : current + 1} of ${seen.length}`)}
        onStep={toHit}
        filter={filter}
        sources={{ processes: [...ring.sources.processes].sort(), pods: [...ring.sources.pods].sort(), releases: [...ring.sources.releases].sort() }}
        onFilter={(next) => { setFilter(next); remember({ ...next }); }}
        previous={previous}
        onPrevious={(next) => { setPrevious(next); remember({ previous: next ? '1' : '' }); }}
        wrap={wrap}
        onWrap={setWrap}
        onClear={() => { setFilter(noFilter); remember({ ...noFilter }); }}
        onDownload={() => download(place, asTextFile(lines))}
      />
      <div className="frame">
        <div
          className="rows"
          ref={box}
          tabIndex={0}
          role="log"
          aria-live="off"
          aria-label={`Log of ${place.app}`}
          onScroll={({ currentTarget }) => {
            const end = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < rowHeight;
            if (currentTarget.scrollTop < lastTop.current - 1 && !end) pause();
            else if (end && !following && chosen === null) resume();
            lastTop.current = currentTarget.scrollTop;
            rows.onScroll(currentTarget.scrollTop);
          }}
        >
          <div style={{ height: rows.height }}>
            {rows.items.map(({ index, start }) => {
              const line = lines[index];
              return line && (
                <LogRow
                  key={line.id}
                  index={index}
                  start={start}
                  line={line}
                  wrap={wrap}
                  timeZone={timeZone}
                  measure={rows.measure}
                  mark={hits.ids.has(line.id) ? (seen[current]?.id === line.id ? 'at' : 'hit') : line.key === chosen ? 'chosen' : null}
                  onChoose={() => { setChosen(line.key); setFollowing(false); setPausedAt(lines.at(-1)?.id ?? 0); remember({ line: line.key }); }}
                />
              );
            })}
          </div>
        </div>
        {!following && <button type="button" className="btn sm more" onClick={resume}>{newer > 0 ? plural(newer, 'new line') : 'Paused: go to the end'}</button>}
      </div>
      <p className="status" role="status">
        <span>{refusal ?? words[state]}</span>
        <span>{plural(lines.length, 'line')}{ring.dropped > 0 && `, ${ring.dropped} older ones dropped`}</span>
      </p>
    </div>
  );
}

const words = { connecting: 'Connecting', following: 'Following', lost: 'Reconnecting', ended: 'Kept lines of failed and removed pods' };

function download(place: EnvironmentKey, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  link.download = `${place.app}-${place.environment}.log`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
