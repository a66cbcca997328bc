'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { appQuery } from '../api/queries.ts';
import type { AppEnvironment, EnvironmentKey } from '../api/types.ts';
import { useNow } from '../live/clock.tsx';
import { appPath } from '../shell/places.ts';
import { deploymentView, environmentView } from '../state/state-map.ts';
import { ActButton } from '../ui/act-button.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { EnvironmentUrl } from './environment-url.tsx';
import { Previews } from './previews.tsx';

const PromoteDialog = dynamic(() => import('./promote-dialog.tsx').then((m) => m.PromoteDialog), { ssr: false });
const NewEnvironmentDialog = dynamic(() => import('./new-environment-dialog.tsx').then((m) => m.NewEnvironmentDialog), { ssr: false });
const DeleteEnvironment = dynamic(() => import('./delete-environment.tsx').then((m) => m.DeleteEnvironment), { ssr: false });

/** The app's environments and previews; a release goes from one to another without a build. The open promotion lives in the URL. */
export function Environments({ place }: { place: EnvironmentKey }) {
  const { data: app } = useQuery(appQuery(api, place.tenant, place.app));
  const router = useRouter();
  const pathname = usePathname();
  const from = useSearchParams().get('promote');
  const [making, setMaking] = useState(false);
  const [deleting, setDeleting] = useState<AppEnvironment | null>(null);
  const whyNot = useWhyNot('developer');
  if (!app) return null;
  const permanent = app.environments.filter(({ preview }) => !preview);
  const promote = (name: string | null) => router.replace(name === null ? pathname : `${pathname}?promote=${encodeURIComponent(name)}`, { scroll: false });
  return (
    <>
      <div className="pagehead">
        <h1>Environments</h1>
        <div className="end"><ActButton why={whyNot} onIntent={() => void import('./new-environment-dialog.tsx')} onClick={() => setMaking(true)}>New environment…</ActButton></div>
      </div>
      <p className="sub mb-4">Each has a URL, a config, a scale and releases of its own; all share the app’s sources and images.</p>
      <table className="cards mb-8">
        <thead><tr><th scope="col">Environment</th><th scope="col">State</th><th scope="col">URL</th><th scope="col">Serves</th><th scope="col">Config</th><th scope="col">Last deployment</th><th scope="col"><span className="sr-only">Acts</span></th></tr></thead>
        <tbody>{permanent.map((environment) => <Row key={environment.name} place={place} environment={environment} alone={app.environments.length === 1} onPromote={() => promote(environment.name)} onDelete={() => setDeleting(environment)} />)}</tbody>
      </table>
      <Previews place={place} onPromote={promote} onDelete={setDeleting} />
      {from !== null && whyNot === null && <PromoteDialog key={from} place={place} environments={app.environments} from={from} onClose={() => promote(null)} />}
      {making && <NewEnvironmentDialog place={place} onClose={() => setMaking(false)} />}
      {deleting && <DeleteEnvironment place={place} environment={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}

function Row({ place, environment, alone, onPromote, onDelete }: { place: EnvironmentKey; environment: AppEnvironment; alone: boolean; onPromote: () => void; onDelete: () => void }) {
  const view = environmentView(environment, useNow());
  const mayPromote = useWhyNot('developer');
  const mayDelete = useWhyNot('admin');
  const base = appPath(place.tenant, place.app, environment.name);
  const notPromoted = environment.liveRelease === null ? 'Nothing is live here that could be promoted.' : alone ? 'There is no other environment to promote to.' : null;
  return (
    <tr>
      <th scope="row"><Link data-row href={base}><b><Foreign>{environment.name}</Foreign></b></Link>{environment.name === place.environment && <span className="sub small"> this one</span>}</th>
      <td><StateLabel view={view} /></td>
      <td className="wrap"><EnvironmentUrl environment={environment} /></td>
      <td data-label="Serves">{environment.servingRelease === null ? '–' : `v${environment.servingRelease}`}</td>
      <td data-label="Config">c{environment.configVersion}</td>
      <td className="wrap">{environment.lastDeployment === null ? <span className="sub">none</span> : <Link href={`${base}/deployments/${environment.lastDeployment.id}`}>{deploymentView(environment.lastDeployment).words}</Link>}</td>
      <td className="num full">
        <span className="inline-flex gap-2 flex-wrap">
          <ActButton className="btn sm" why={mayPromote ?? notPromoted} label={`Promote from ${environment.name}`} onIntent={() => void import('./promote-dialog.tsx')} onClick={onPromote}>Promote…</ActButton>
          {environment.name !== 'production' && <ActButton className="btn sm" why={mayDelete} label={`Delete ${environment.name}`} onIntent={() => void import('./delete-environment.tsx')} onClick={onDelete}>Delete…</ActButton>}
        </span>
      </td>
    </tr>
  );
}
