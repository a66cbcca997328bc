'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { api } from '../api/browser-client.ts';
import { cronRunLogQuery, cronRunsQuery } from '../api/run-queries.ts';
import type { CronRun, EnvironmentKey } from '../api/types.ts';
import { safeText } from '../format/safe-text.ts';
import { formatClock } from '../format/time.ts';
import { useTimeZone } from '../live/clock.tsx';
import { Duration, Moment } from '../live/time.tsx';
import { appPath } from '../shell/places.ts';
import { runView } from '../state/run-view.ts';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Prose } from '../ui/prose.tsx';

/** The newest runs of a cron process; each opens to why it failed and what it wrote. */
export function CronRuns({ place, cron }: { place: EnvironmentKey; cron: string }) {
  const { data, error } = useQuery(cronRunsQuery(api, place, cron));
  const [shown, setShown] = useState<string | null>(null);
  return (
    <div className="mt-2 min-h-[6rem]">
      <ProblemNote error={error} />
      {data?.items.length === 0 && <p className="sub">It has not run yet.</p>}
      {data && data.items.length > 0 && (
        <table className="cards">
          <thead><tr><th scope="col">When</th><th scope="col">Result</th><th scope="col">Begun by</th><th scope="col">Release</th><th scope="col" className="num">Took</th><th scope="col"><span className="sr-only">Log</span></th></tr></thead>
          <tbody>
            {data.items.map((run) => [
              <tr key={run.id}>
                <th scope="row"><Moment at={run.scheduledFor ?? run.startedAt ?? run.createdAt} /></th>
                <td><StateLabel view={runView(run)} /></td>
                <td className="wrap">{run.trigger === 'schedule' ? 'the clock' : <Foreign>{run.createdBy ?? 'somebody'}</Foreign>}</td>
                <td data-label="Release">{run.release === null ? '–' : `v${run.release}`}</td>
                <td className="num" data-label="Took">{run.startedAt === null ? '–' : <Duration start={run.startedAt} end={run.finishedAt} />}</td>
                <td className="num"><button type="button" className="btn sm" aria-expanded={shown === run.id} onClick={() => setShown(shown === run.id ? null : run.id)}>{shown === run.id ? 'Hide log' : 'Log'}</button></td>
              </tr>,
              shown === run.id && <tr key={`${run.id}-log`}><td colSpan={6} className="full wrap"><CronRunLog place={place} cron={cron} run={run} /></td></tr>,
            ])}
          </tbody>
        </table>
      )}
    </div>
  );
}

function CronRunLog({ place, cron, run }: { place: EnvironmentKey; cron: string; run: CronRun }) {
  const { data, error } = useQuery(cronRunLogQuery(api, place, cron, run.id));
  const timeZone = useTimeZone();
  const over = run.finishedAt !== null;
  return (
    <div className="stack">
      {run.failure && (
        <div>
          <p><b><Foreign>{run.failure.message}</Foreign></b></p>
          {run.failure.evidence.length > 0 && <ul className="list-disc pl-5 small">{run.failure.evidence.map((line) => <li key={line}><Foreign>{line}</Foreign></li>)}</ul>}
          <p><b>What to do:</b> <Prose>{run.failure.remedy}</Prose> <a href={run.failure.docs} target="_blank" rel="noreferrer">What this failure means</a></p>
        </div>
      )}
      {run.reason !== null && <p><Foreign>{run.reason}</Foreign></p>}
      <ProblemNote error={error} />
      {!over && <p>It writes now. <Link href={`${appPath(place.tenant, place.app, place.environment)}/logs?process=${encodeURIComponent(cron)}`}>Follow its log</Link></p>}
      {over && data?.length === 0 && <p className="sub">It wrote nothing, or its lines are older than 14 days.</p>}
      {data && data.length > 0 && <pre className="sample" tabIndex={0} aria-label={`Log of a run of ${cron}`}><bdi>{data.map(({ at, line }) => `${formatClock(Date.parse(at), timeZone)}  ${safeText(line)}`).join('\n')}</bdi></pre>}
    </div>
  );
}
