'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { api } from '../api/browser-client.ts';
import { deploymentsQuery } from '../api/queries.ts';
import type { Deployment, EnvironmentKey } from '../api/types.ts';
import { useHeldOrder } from '../apps/use-held-order.ts';
import { berthCommand } from '../format/command.ts';
import { Duration, Moment } from '../live/time.tsx';
import { appPath } from '../shell/places.ts';
import { causeWords, deploymentView } from '../state/state-map.ts';
import { Command } from '../ui/copy.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';

/** Deployments, newest first. `/` filters by words, state, cause or person; the filter lives in the URL. */
export function DeploymentList({ place }: { place: EnvironmentKey }) {
  const { data } = useQuery(deploymentsQuery(api, place));
  const pathname = usePathname();
  const [filter, setFilter] = useState(useSearchParams().get('q') ?? '');
  const { items, waiting, hold } = useHeldOrder(data?.items ?? [], ({ id }) => id);
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = items.filter((deployment) => words.every((word) => textOf(deployment).includes(word)));
  return (
    <>
      <div className="pagehead"><h1>Deployments</h1></div>
      {data?.items.length === 0 ? (
        <div className="stack"><p>No deployment yet.</p><Command text={berthCommand(['deploy'], place)} /></div>
      ) : (
        <div {...hold}>
          <div className="flex gap-4 items-center mb-3 max-w-[24rem]">
            <input data-filter className="input sm" type="search" aria-label="Filter deployments" placeholder="/ filter" value={filter} onChange={(event) => {
              setFilter(event.target.value);
              window.history.replaceState(null, '', event.target.value === '' ? pathname : `${pathname}?q=${encodeURIComponent(event.target.value)}`);
            }} />
            <span className="small sub whitespace-nowrap" role="status">{waiting > 0 ? `${waiting} new` : ''}</span>
          </div>
          <table className="cards">
            <thead><tr><th scope="col">Number</th><th scope="col">State</th><th scope="col">Release</th><th scope="col">Cause</th><th scope="col">By</th><th scope="col">Took</th><th scope="col">When</th></tr></thead>
            <tbody>{rows.map((deployment) => <Row key={deployment.id} place={place} deployment={deployment} />)}</tbody>
          </table>
          {data?.nextCursor && <p className="sub small mt-3">The newest {data.items.length} are shown.</p>}
        </div>
      )}
    </>
  );
}

const textOf = (deployment: Deployment) => [deployment.number, `v${deployment.release}`, deployment.state, deploymentView(deployment).words, causeWords[deployment.cause], deployment.createdBy, deployment.failure?.class, deployment.failure?.message, deployment.recovers?.failure?.class, deployment.recovers?.failure?.message].join(' ').toLowerCase();

function Row({ place, deployment }: { place: EnvironmentKey; deployment: Deployment }) {
  return (
    <tr>
      <th scope="row"><Link data-row href={`${appPath(place.tenant, place.app, place.environment)}/deployments/${deployment.id}`}>{deployment.number}</Link></th>
      <td><StateLabel view={deploymentView(deployment)} /></td>
      <td data-label="Release">{deployment.release === null ? '–' : `v${deployment.release}`}</td>
      <td className="wrap">{causeWords[deployment.cause]}{deployment.recovers?.failure && <span className="block small sub">{deployment.recovers.release !== null && `v${deployment.recovers.release}: `}<Foreign>{deployment.recovers.failure.message}</Foreign></span>}</td>
      <td className="wrap">{deployment.createdBy === null ? <span className="sub">Berth</span> : <Foreign>{deployment.createdBy}</Foreign>}</td>
      <td data-label="Took">{deployment.startedAt === null ? '–' : <Duration start={deployment.startedAt} end={deployment.finishedAt} />}</td>
      <td><Moment at={deployment.createdAt} /></td>
    </tr>
  );
}
