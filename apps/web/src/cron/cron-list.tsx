'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { environmentQuery, keys } from '../api/queries.ts';
import { cronQuery } from '../api/run-queries.ts';
import type { Cron, EnvironmentKey } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { Ago, Moment, Remaining } from '../live/time.tsx';
import { runView } from '../state/run-view.ts';
import { ActButton } from '../ui/act-button.tsx';
import { CopyButton } from '../ui/copy.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

const CronRuns = dynamic(() => import('./cron-runs.tsx').then((m) => m.CronRuns), { ssr: false });

const example = `cron:
  report:
    schedule: 30 3 * * mon-fri
    command: npm run report`;

/** What runs by the clock: when next, how it went last, and its runs. */
export function CronList({ place }: { place: EnvironmentKey }) {
  const { data, error } = useQuery(cronQuery(api, place));
  const { data: environment } = useQuery(environmentQuery(api, place));
  return (
    <section className="border-t border-ink pt-4 pb-6" aria-labelledby="cron">
      <div className="head"><h2 id="cron">By the clock</h2>{data && data.length > 0 && <span className="sub small">from berth.yaml, with the release that is live</span>}</div>
      <ProblemNote error={error} />
      {data?.length === 0 && <div className="stack"><p>Nothing runs by the clock. Name a command in berth.yaml and deploy:</p><pre className="sample" tabIndex={0} aria-label="Lines of berth.yaml">{example}</pre></div>}
      {data?.map((cron) => <CronRow key={cron.name} place={place} cron={cron} preview={Boolean(environment?.preview)} />)}
    </section>
  );
}

function CronRow({ place, cron, preview }: { place: EnvironmentKey; cron: Cron; preview: boolean }) {
  const [open, setOpen] = useState(false);
  const whyNot = useWhyNot('developer');
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: (action: 'runs' | 'pause' | 'resume') => unwrap<unknown>(api.POST(`/v1/tenants/{tenant}/apps/{app}/environments/{environment}/cron/{cron}/${action}`, { params: { path: { ...place, cron: cron.name } } })),
    onSuccess: (_, action) => { if (action === 'runs') setOpen(true); },
    onSettled: () => client.invalidateQueries({ queryKey: keys.cron(place) }),
  });
  const busy = (action: string) => act.isPending && act.variables === action;
  return (
    <section className="mb-4" aria-labelledby={`cron-${cron.name}`}>
      <div className="head">
        <h3 id={`cron-${cron.name}`}><Foreign>{cron.name}</Foreign></h3>
        <span><Foreign code>{cron.schedule}</Foreign> <span className="sub small"><Foreign>{cron.timeZone}</Foreign></span></span>
        <span className="small">{cron.paused ? <b>Paused</b> : cron.nextRunAt === null ? <span className="sub">no next run: the tenant is suspended</span> : <>next <Moment at={cron.nextRunAt} /> <span className="sub">(<Remaining until={cron.nextRunAt} />)</span></>}</span>
        <span className="end inline-flex gap-2 flex-wrap">
          <button type="button" className="btn sm" aria-expanded={open} onPointerEnter={() => void import('./cron-runs.tsx')} onClick={() => setOpen(!open)}>{open ? 'Hide runs' : 'Runs'}<span className="sr-only"> of {cron.name}</span></button>
          <ActButton className="btn sm" why={whyNot} busy={busy('runs')} label={`Run now: ${cron.name}`} onClick={() => act.mutate('runs')}>Run now</ActButton>
          {cron.paused ? <ActButton className="btn sm" why={whyNot ?? (preview ? 'In a preview no clock runs.' : null)} busy={busy('resume')} label={`Resume ${cron.name}`} onClick={() => act.mutate('resume')}>Resume</ActButton> : <ActButton className="btn sm" why={whyNot} busy={busy('pause')} label={`Pause ${cron.name}`} onClick={() => act.mutate('pause')}>Pause</ActButton>}
          <CopyButton text={berthCommand(['cron', 'run', cron.name, '--follow'], place)} label={`runs ${cron.name} in a terminal`}>Copy as command</CopyButton>
        </span>
      </div>
      <ProblemNote error={act.error} />
      <p className="small sub mb-2">{cron.command === null ? 'The image’s own command' : <Foreign code>{cron.command.join(' ')}</Foreign>}</p>
      <p className="small">{cron.lastRun === null ? <span className="sub">It has not run yet.</span> : <StateLabel view={runView(cron.lastRun)}><span className="sub"><Ago at={cron.lastRun.finishedAt ?? cron.lastRun.startedAt ?? cron.lastRun.createdAt} /></span></StateLabel>}</p>
      {open && <CronRuns place={place} cron={cron.name} />}
    </section>
  );
}
