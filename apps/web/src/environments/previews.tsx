'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys, previewsQuery } from '../api/queries.ts';
import type { AppEnvironment, EnvironmentKey } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { useNow } from '../live/clock.tsx';
import { Remaining } from '../live/time.tsx';
import { appPath } from '../shell/places.ts';
import { environmentView } from '../state/state-map.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Command } from '../ui/copy.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { EnvironmentUrl } from './environment-url.tsx';

interface PreviewsProps {
  place: EnvironmentKey;
  onPromote: (environment: string) => void;
  onDelete: (environment: AppEnvironment) => void;
}

/** Environments that were made from branches, with the time that is left to each. */
export function Previews({ place, onPromote, onDelete }: PreviewsProps) {
  const { data, error } = useQuery(previewsQuery(api, place.tenant, place.app));
  const whyNot = useWhyNot('admin');
  const client = useQueryClient();
  const enable = useMutation({
    mutationFn: (enabled: boolean) => unwrap(api.PATCH('/v1/tenants/{tenant}/apps/{app}/previews/settings', { params: { path: { tenant: place.tenant, app: place.app } }, body: { enabled } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.apps(place.tenant) }),
  });
  return (
    <section aria-labelledby="previews" className="border-t border-ink pt-4">
      <div className="pagehead">
        <h2 id="previews">Previews</h2>
        {data && <span className="sub small">{data.enabled ? `${data.items.length} of at most ${data.most}` : 'not enabled'}</span>}
        <div className="end">{data && <ActButton className="btn sm" why={whyNot} busy={enable.isPending} onClick={() => enable.mutate(!data.enabled)}>{data.enabled ? 'Disable previews' : 'Enable previews'}</ActButton>}</div>
      </div>
      <ProblemNote error={error ?? enable.error} />
      {data?.items.length === 0 && (
        <div className="stack">
          <p>{data.enabled ? 'None. A push of a branch makes one, which goes with the branch or by itself after its time:' : 'A preview is an environment of a branch, with a URL and a config of its own. Enabled, a push of a branch makes one:'}</p>
          <Command text="git push berth my-branch" />
          {data.enabled && <Command text={`${berthCommand(['deploy'], { app: place.app, tenant: place.tenant })} --preview my-branch`} />}
        </div>
      )}
      {data && data.items.length > 0 && (
        <table className="cards">
          <thead><tr><th scope="col">Branch</th><th scope="col">State</th><th scope="col">URL</th><th scope="col">Serves</th><th scope="col">Goes</th><th scope="col"><span className="sr-only">Acts</span></th></tr></thead>
          <tbody>{data.items.map((preview) => <Row key={preview.name} place={place} environment={preview} onPromote={() => onPromote(preview.name)} onDelete={() => onDelete(preview)} />)}</tbody>
        </table>
      )}
    </section>
  );
}

function Row({ place, environment, onPromote, onDelete }: { place: EnvironmentKey; environment: AppEnvironment; onPromote: () => void; onDelete: () => void }) {
  const view = environmentView(environment, useNow());
  const whyNot = useWhyNot('developer');
  const { preview } = environment;
  return (
    <tr>
      <th scope="row" className="wrap"><Link data-row href={appPath(place.tenant, place.app, environment.name)}><b><Foreign>{preview?.branch ?? environment.name}</Foreign></b></Link>{preview?.branch !== environment.name && <span className="sub small block"><Foreign>{environment.name}</Foreign></span>}</th>
      <td><StateLabel view={view} /></td>
      <td className="wrap"><EnvironmentUrl environment={environment} /></td>
      <td data-label="Serves">{environment.servingRelease === null ? '–' : `v${environment.servingRelease}`}</td>
      <td data-label="Goes">{preview && <Remaining until={preview.expiresAt} />}</td>
      <td className="num full">
        <span className="inline-flex gap-2 flex-wrap">
          <ActButton className="btn sm" why={whyNot ?? (environment.liveRelease === null ? 'Nothing is live here that could be promoted.' : null)} label={`Promote from ${environment.name}`} onIntent={() => void import('./promote-dialog.tsx')} onClick={onPromote}>Promote…</ActButton>
          <ActButton className="btn sm" why={whyNot} label={`Delete the preview ${environment.name}`} onIntent={() => void import('./delete-environment.tsx')} onClick={onDelete}>Delete…</ActButton>
        </span>
      </td>
    </tr>
  );
}
