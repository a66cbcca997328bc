'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { environmentQuery, keys } from '../api/queries.ts';
import type { EnvironmentKey } from '../api/types.ts';
import { RolloutRegion } from '../environments/rollout-region.tsx';
import { berthCommand } from '../format/command.ts';
import { tenantPath } from '../shell/places.ts';
import { ActButton } from '../ui/act-button.tsx';
import { CopyButton } from '../ui/copy.tsx';
import { Foreign } from '../ui/foreign.tsx';

const DeleteDialog = dynamic(() => import('../ui/delete-dialog.tsx').then((m) => m.DeleteDialog), { ssr: false });

/** What an app is called and where it answers; danger last. */
export function AppSettings({ place }: { place: EnvironmentKey }) {
  const { data: environment } = useQuery(environmentQuery(api, place));
  const [deleting, setDeleting] = useState(false);
  const whyNot = useWhyNot('admin');
  const router = useRouter();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v1/tenants/{tenant}/apps/{app}', { params: { path: place, query: { confirm: place.app } } })),
    onSuccess: async () => {
      router.push(tenantPath(place.tenant));
      await client.invalidateQueries({ queryKey: keys.apps(place.tenant) });
    },
  });
  return (
    <>
      <div className="pagehead"><h1>Settings</h1></div>
      <dl className="diff mb-8">
        <dt>App</dt><dd><Foreign>{place.app}</Foreign></dd>
        <dt>URL</dt><dd>{environment && <Foreign>{environment.url}</Foreign>}</dd>
        <dt>Config</dt><dd>c{environment?.configVersion}</dd>
      </dl>
      {environment && <RolloutRegion place={place} environment={environment} />}
      <section className="border-t border-ink pt-4 stack max-w-[40rem]" aria-labelledby="danger">
        <h2 id="danger">Delete this app</h2>
        <p>Its URL stops answering, and its releases, config, secrets, logs and what is on its volumes are gone. This cannot be undone.</p>
        <div className="flex gap-2 flex-wrap">
          <ActButton why={whyNot} onIntent={() => void import('../ui/delete-dialog.tsx')} onClick={() => setDeleting(true)}>Delete {place.app}…</ActButton>
          <CopyButton text={berthCommand(['apps', 'delete', place.app], { tenant: place.tenant })} label="deletes the app" className="btn">Copy as command</CopyButton>
        </div>
      </section>
      {deleting && (
        <DeleteDialog name={place.app} error={remove.error} busy={remove.isPending} onDelete={() => remove.mutate()} onClose={() => setDeleting(false)}>
          <ul className="list-disc pl-5">
            <li>{environment?.url ?? 'its URL'} stops answering{environment && environment.servingRelease !== null && ` (v${environment.servingRelease} serves it now)`}</li>
            <li>all releases, and with them every way back</li>
            <li>all variables and secrets (c{environment?.configVersion})</li>
            <li>all logs</li>
            <li>what is on its volumes</li>
            <li>its own domains and their certificates</li>
          </ul>
        </DeleteDialog>
      )}
    </>
  );
}
