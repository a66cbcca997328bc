'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import type { App, AppEnvironment } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { useNow } from '../live/clock.tsx';
import { Ago, Duration, Remaining } from '../live/time.tsx';
import { appPath } from '../shell/places.ts';
import { agedAfterMs, deploymentView, environmentView } from '../state/state-map.ts';
import { CopyButton } from '../ui/copy.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { useHeldOrder } from './use-held-order.ts';

/** Every app with its state, URL, what serves and its last deployment. `/` filters; the filter lives in the URL. */
export function AppList({ tenant, apps }: { tenant: string; apps: readonly App[] }) {
  const pathname = usePathname();
  const [filter, setFilter] = useState(useSearchParams().get('q') ?? '');
  const { items, waiting, hold } = useHeldOrder(apps, (app) => app.id);
  const rows = items.filter((app) => app.name.includes(filter.trim().toLowerCase()));
  const change = (text: string) => {
    setFilter(text);
    window.history.replaceState(null, '', text === '' ? pathname : `${pathname}?q=${encodeURIComponent(text)}`);
  };
  return (
    <div {...hold}>
      <div className="flex gap-4 items-center mb-3 max-w-[24rem]">
        <input data-filter className="input sm" type="search" aria-label="Filter apps by name" placeholder="/ filter" value={filter} onChange={(event) => change(event.target.value)} />
        <span className="small sub whitespace-nowrap" role="status">{waiting > 0 ? `${waiting} new` : ''}</span>
      </div>
      <table className="cards">
        <thead><tr><th scope="col">App</th><th scope="col">State</th><th scope="col">URL</th><th scope="col">Serves</th><th scope="col">Last deployment</th></tr></thead>
        <tbody>{rows.map((app) => app.environments.map((environment) => <AppRow key={app.id + environment.name} tenant={tenant} app={app} environment={environment} />))}</tbody>
      </table>
      {rows.length === 0 && <p className="sub mt-3">No app matches “{filter}”. <button type="button" className="btn plain" onClick={() => change('')}>Show all</button></p>}
    </div>
  );
}

function AppRow({ tenant, app, environment }: { tenant: string; app: App; environment: AppEnvironment }) {
  const now = useNow();
  const view = environmentView(environment, now);
  const aged = environment.observedAt !== null && environment.state !== 'not-deployed' && now - Date.parse(environment.observedAt) > agedAfterMs;
  const place = appPath(tenant, app.name, environment.name);
  const command = berthCommand(['deploy'], { tenant, app: app.name });
  return (
    <tr>
      <th scope="row"><Link href={place} data-row><b><Foreign>{app.name}</Foreign></b></Link>{environment.preview ? <span className="sub"> preview of <Foreign>{environment.preview.branch}</Foreign>, goes <Remaining until={environment.preview.expiresAt} /></span> : environment.name !== 'production' && <span className="sub"> <Foreign>{environment.name}</Foreign></span>}</th>
      <td><StateLabel view={view}><span className="sub small min-w-16">{aged && environment.observedAt !== null && view.flag !== 'unknown' && <Ago at={environment.observedAt} />}</span></StateLabel></td>
      <td className="wrap">{environment.liveRelease === null ? <span className="sub">after the first deployment</span> : <a href={environment.url} rel="noreferrer"><Foreign>{new URL(environment.url).host}</Foreign></a>}</td>
      <td data-label="Serves">{environment.servingRelease === null ? <span className="sub">–</span> : `v${environment.servingRelease}`}</td>
      <td className="wrap full">
        {environment.lastDeployment === null ? <span className="inline-flex gap-2 items-center"><code>{command}</code> <CopyButton text={command} label={`Copy ${command}`} /></span> : <LastDeployment place={place} deployment={environment.lastDeployment} />}
      </td>
    </tr>
  );
}

function LastDeployment({ place, deployment }: { place: string; deployment: NonNullable<AppEnvironment['lastDeployment']> }) {
  const view = deploymentView(deployment);
  const running = deployment.state === 'running' || deployment.state === 'queued';
  return (
    <span className="state">
      <Link href={`${place}/deployments/${deployment.id}`}>{view.words}</Link>
      <span className="sub">{running ? <Duration start={deployment.startedAt ?? deployment.createdAt} end={null} /> : <Ago at={deployment.finishedAt ?? deployment.createdAt} />}</span>
    </span>
  );
}
