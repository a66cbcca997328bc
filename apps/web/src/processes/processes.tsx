'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { budgetQuery, environmentQuery, keys } from '../api/queries.ts';
import type { EnvironmentKey, Process } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { formatCpu, formatMemory } from '../format/quantities.ts';
import { Ago } from '../live/time.tsx';
import { appPath } from '../shell/places.ts';
import { processView } from '../state/state-map.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Command, CopyButton } from '../ui/copy.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { LastExits } from './last-exits.tsx';
import { SaidByFiles } from './said-by-files.tsx';
import { ScaleForm } from './scale-form.tsx';

const ProcessSettings = dynamic(() => import('./process-settings.tsx').then((m) => m.ProcessSettings), { ssr: false });
// What does not serve comes after the page, which it ends: nothing is moved by it.
const BesideProcesses = dynamic(() => import('./beside-processes.tsx').then((m) => m.BesideProcesses), { ssr: false });

/** Each process with its pods, its size and its scale. */
export function Processes({ place }: { place: EnvironmentKey }) {
  const { data: environment } = useQuery(environmentQuery(api, place));
  const { data: budget } = useQuery(budgetQuery(api, place.tenant));
  const whyNot = useWhyNot('developer');
  const client = useQueryClient();
  const restart = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/restart', { params: { path: place } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tenant(place.tenant) }),
  });
  if (!environment) return null;
  const nothing = environment.liveRelease === null ? 'Nothing is deployed yet.' : null;
  return (
    <>
      <div className="pagehead">
        <h1>Processes</h1>
        {environment.observedAt !== null && <span className="sub small">seen <Ago at={environment.observedAt} /></span>}
        <div className="end"><CopyButton className="btn" label="restarts all" text={berthCommand(['restart'], place)}>Copy as command</CopyButton><ActButton why={whyNot ?? nothing} busy={restart.isPending} onClick={() => restart.mutate()}>Restart all</ActButton></div>
      </div>
      <ProblemNote error={restart.error} />
      {restart.data && <p className="note mb-4" role="status">Restart asked. <Link href={`${appPath(place.tenant, place.app, place.environment)}/deployments/${restart.data.id}`}>See it</Link></p>}
      {environment.processes.length === 0 && <div className="stack"><p>None before the first deployment.</p><Command text={berthCommand(['deploy'], place)} /></div>}
      {environment.processes.map((process) => (
        <section key={process.name} className="border-t border-ink pt-4 pb-6" aria-labelledby={`process-${process.name}`}>
          <div className="head">
            <h2 id={`process-${process.name}`}><Foreign>{process.name}</Foreign></h2>
            <StateLabel view={processView(process)} />
            <span className="sub small">{process.command === null ? 'the image’s own command' : <Foreign code>{process.command.join(' ')}</Foreign>}, {formatCpu(process.size.cpuRequestMillicores)} CPU, {formatMemory(process.size.memoryRequestBytes)}, at most {formatMemory(process.size.memoryLimitBytes)} each</span>
          </div>
          <SaidByFiles process={process} />
          {environment.liveRelease !== null && <AllSettings place={place} release={environment.liveRelease} process={process} />}
          <div className="two">
            <div className="min-w-0"><PodTable process={process} /><LastExits pods={process.pods} /></div>
            <ScaleForm place={place} process={process} budget={budget} />
          </div>
        </section>
      ))}
      <BesideProcesses place={place} />
    </>
  );
}

function AllSettings(props: { place: EnvironmentKey; release: number; process: Process }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="small mb-3" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary onPointerEnter={() => void import('./process-settings.tsx')}>All settings of v{props.release}<span className="sr-only"> for {props.process.name}</span></summary>
      {open && <ProcessSettings {...props} />}
    </details>
  );
}

function PodTable({ process }: { process: Process }) {
  if (process.pods.length === 0) return <p className="sub">No pod.</p>;
  return (
    <div className="scroll tight" tabIndex={0} role="group" aria-label={`Pods of ${process.name}`}>
      <table>
        <thead><tr><th scope="col">Pod</th><th scope="col">State</th><th scope="col">Release</th><th scope="col" className="num">Restarts</th><th scope="col" className="num">CPU</th><th scope="col" className="num">Memory</th><th scope="col" className="num">Age</th></tr></thead>
        <tbody>
          {process.pods.map((pod) => (
            <tr key={pod.name}>
              <th scope="row"><Foreign code>{pod.name}</Foreign></th>
              <td><Foreign>{pod.state}</Foreign>{pod.reason !== null && <span className="reason sub small"><Foreign>{pod.reason}</Foreign></span>}</td>
              <td>{pod.release === null ? '–' : `v${pod.release}`}</td>
              <td className="num">{pod.restarts}</td>
              <td className="num">{pod.cpuMillicores === null ? '–' : formatCpu(pod.cpuMillicores)}</td>
              <td className="num">{pod.memoryBytes === null ? '–' : formatMemory(pod.memoryBytes)}</td>
              <td className="num">{pod.startedAt === null ? '–' : <Ago at={pod.startedAt} plain />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
