'use client';

import { useEffect, useRef } from 'react';
import type { EnvironmentKey, Run } from '../api/types.ts';
import { formatClock } from '../format/time.ts';
import { useTimeZone } from '../live/clock.tsx';
import { useRunLines } from './use-run-lines.ts';

/** What a run writes, as it writes it; of one that is over, what is kept of it. */
export function RunOutput({ place, run }: { place: EnvironmentKey; run: Run }) {
  const { lines, settled, refusal } = useRunLines(place, run);
  const timeZone = useTimeZone();
  const box = useRef<HTMLDivElement>(null);
  const follow = useRef(true);
  useEffect(() => {
    if (box.current && follow.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  return (
    <div className="buildlog h-[14rem]" ref={box} tabIndex={0} role="log" aria-live="off" aria-label={`Output of ${run.name}`} onScroll={({ currentTarget }) => {
      follow.current = currentTarget.scrollHeight - currentTarget.scrollTop - currentTarget.clientHeight < 40;
    }}>
      {refusal !== null && <p className="text-fail">{refusal}</p>}
      {lines.length === 0 && refusal === null && <p className="sub">{!settled ? '' : run.finishedAt === null ? 'Nothing yet.' : 'It wrote nothing, or its lines are older than 14 days.'}</p>}
      {lines.map(({ key, at, text }) => <div key={key}><span className="dim">{formatClock(at, timeZone)}</span> <bdi>{text}</bdi></div>)}
    </div>
  );
}
