'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { environmentQuery, keys } from '../api/queries.ts';
import { runsQuery } from '../api/run-queries.ts';
import type { EnvironmentKey, Run } from '../api/types.ts';
import { berthCommand, shellQuote } from '../format/command.ts';
import { Duration, Moment } from '../live/time.tsx';
import { appPath } from '../shell/places.ts';
import { runView } from '../state/run-view.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Command } from '../ui/copy.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

const RunDialog = dynamic(() => import('./run-dialog.tsx').then((m) => m.RunDialog), { ssr: false });
const RunOutput = dynamic(() => import('./run-output.tsx').then((m) => m.RunOutput), { ssr: false, loading: () => <div className="buildlog h-[14rem]" /> });

/** Commands that somebody ran once, newest first; one that goes on can be stopped. The open dialog lives in the URL. */
export function RunList({ place }: { place: EnvironmentKey }) {
  const { data, error } = useQuery(runsQuery(api, place));
  const { data: environment } = useQuery(environmentQuery(api, place));
  const [shown, setShown] = useState<string | null>(null);
  const router = useRouter();
  const pathname = usePathname();
  const asked = useSearchParams().get('run') === 'new';
  const whyNot = useWhyNot('developer') ?? (environment?.liveRelease === null ? 'Nothing is deployed yet.' : null);
  const ask = (yes: boolean) => router.replace(yes ? `${pathname}?run=new` : pathname, { scroll: false });
  const client = useQueryClient();
  const stop = useMutation({
    mutationFn: (run: string) => unwrap(api.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/runs/{run}/stop', { params: { path: { ...place, run } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.runs(place) }),
  });
  return (
    <section className="border-t border-ink pt-4 pb-6" aria-labelledby="runs">
      <div className="head"><h2 id="runs">Run once</h2><span className="sub small">commands beside the app, or in one of its pods</span><span className="end"><ActButton className="btn sm" why={whyNot} onIntent={() => void import('./run-dialog.tsx')} onClick={() => ask(true)}>Run a command…</ActButton></span></div>
      <ProblemNote error={error ?? stop.error} />
      {data?.items.length === 0 && <div className="stack"><p>Nobody has run a command here. In a terminal, where it can have yours:</p><Command text={`${berthCommand(['run'], place)} -- npm run seed`} /></div>}
      {data && data.items.length > 0 && (
        <table className="cards">
          <thead><tr><th scope="col">Command</th><th scope="col">State</th><th scope="col">Where</th><th scope="col">By</th><th scope="col">Begun</th><th scope="col" className="num">Took</th><th scope="col"><span className="sr-only">Acts</span></th></tr></thead>
          <tbody>
            {data.items.map((run) => [
              <Row key={run.name} place={place} run={run} open={shown === run.name} onOpen={(open) => setShown(open ? run.name : null)} busy={stop.isPending && stop.variables === run.name} onStop={() => stop.mutate(run.name)} />,
              shown === run.name && <tr key={`${run.name}-output`}><td colSpan={7} className="full wrap"><RunOutput place={place} run={run} /></td></tr>,
            ])}
          </tbody>
        </table>
      )}
      {asked && environment && whyNot === null && <RunDialog place={place} environment={environment} onStarted={({ name }) => { setShown(name); ask(false); }} onClose={() => ask(false)} />}
      {data?.nextCursor && <p className="sub small mt-3">The newest {data.items.length} are shown.</p>}
    </section>
  );
}

function Row({ place, run, open, onOpen, busy, onStop }: { place: EnvironmentKey; run: Run; open: boolean; onOpen: (open: boolean) => void; busy: boolean; onStop: () => void }) {
  const whyNot = useWhyNot('developer');
  const over = run.finishedAt !== null;
  const lines = `${appPath(place.tenant, place.app, place.environment)}/logs?process=${run.name}${over ? '&previous=1' : ''}`;
  return (
    <tr>
      <th scope="row" className="wrap">{run.command === undefined ? <span className="sub">shown to who may run commands</span> : <Foreign code>{run.command === null ? 'a shell' : run.command.map(shellQuote).join(' ')}</Foreign>}<span className="sub small block">{run.name}</span></th>
      <td className="wrap"><StateLabel view={runView(run)} />{run.reason !== null && <span className="sub small block"><Foreign>{run.reason}</Foreign></span>}</td>
      <td className="wrap">{run.kind === 'exec' ? <>in <Foreign code>{run.pod ?? run.process}</Foreign></> : <>own pod, size of <Foreign>{run.process}</Foreign>, v{run.release}</>}</td>
      <td className="wrap"><Foreign>{run.createdBy}</Foreign></td>
      <td><Moment at={run.startedAt ?? run.createdAt} /></td>
      <td className="num" data-label="Took">{run.startedAt === null ? '–' : <Duration start={run.startedAt} end={run.finishedAt} />}</td>
      <td className="num full">
        <span className="inline-flex gap-2 flex-wrap">
          {run.attached ? <span className="sub small">its output went to its caller</span> : <><button type="button" className="btn sm" aria-expanded={open} onPointerEnter={() => void import('./run-output.tsx')} onClick={() => onOpen(!open)}>{open ? 'Hide output' : 'Output'}<span className="sr-only"> of {run.name}</span></button><Link className="btn sm" href={lines}>Log<span className="sr-only"> of {run.name}</span></Link></>}
          {!over && <ActButton className="btn sm" why={whyNot} busy={busy} label={`Stop ${run.name}`} onClick={onStop}>Stop</ActButton>}
        </span>
      </td>
    </tr>
  );
}
