'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { configQuery, environmentQuery, keys } from '../api/queries.ts';
import type { EnvironmentKey } from '../api/types.ts';
import { Moment } from '../live/time.tsx';
import { appPath } from '../shell/places.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { AddName } from './add-name.tsx';
import { ConfigChanges } from './config-changes.tsx';
import { diffConfig, emptyEdit, type ConfigEdit } from './config-diff.ts';
import { ConfigRow } from './config-row.tsx';

const PasteDialog = dynamic(() => import('./paste-dialog.tsx').then((m) => m.PasteDialog), { ssr: false });

/** Variables and secrets: edit, see the diff, then save and deploy or only save. A secret's value is written and never shown. */
export function ConfigPage({ place }: { place: EnvironmentKey }) {
  const { data: config } = useQuery(configQuery(api, place));
  const { data: environment } = useQuery(environmentQuery(api, place));
  const [edit, setEdit] = useState<ConfigEdit>(emptyEdit);
  const [pasting, setPasting] = useState(false);
  const [filter, setFilter] = useState('');
  const whyNot = useWhyNot('developer');
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (deploy: boolean) => unwrap(api.PATCH('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/config', { params: { path: place }, body: { ...edit, deploy } })),
    onSuccess: ({ config: saved }) => {
      client.setQueryData(keys.config(place), saved);
      setEdit(emptyEdit);
      void client.invalidateQueries({ queryKey: keys.environment(place) });
    },
  });
  if (!config) return null;
  const changes = diffConfig(config, edit);
  const change = (next: Partial<ConfigEdit>) => { save.reset(); setEdit((before) => ({ ...before, ...next })); };
  const without = (name: string): ConfigEdit => {
    const { [name]: _set, ...set } = edit.set;
    const { [name]: _secret, ...secrets } = edit.secrets;
    return { set, secrets, unset: edit.unset.filter((each) => each !== name) };
  };
  const setName = (name: string, value: string, secret: boolean) => {
    const rest = without(name);
    change(secret ? { ...rest, secrets: { ...rest.secrets, [name]: value } } : { ...rest, set: { ...rest.set, [name]: value } });
  };
  const secretNames = new Set(config.secrets);
  const all = [...Object.keys(config.variables), ...config.secrets].sort();
  const names = all.filter((name) => name.toLowerCase().includes(filter.toLowerCase()));
  const live = environment?.liveRelease ?? null;
  return (
    <>
      <div className="pagehead">
        <h1>Config</h1>
        <span className="sub small">c{config.version}{config.changedAt !== null && <>, changed <Moment at={config.changedAt} /></>}{config.changedBy !== null && <> by <Foreign>{config.changedBy}</Foreign></>}</span>
        <div className="end"><ActButton why={whyNot} onClick={() => setPasting(true)} onIntent={() => void import('./paste-dialog.tsx')}>Paste .env…</ActButton></div>
      </div>
      <div className="two">
        <section aria-labelledby="names">
          <h2 id="names" className="mb-2">Variables and secrets</h2>
          <input data-filter className="input sm mb-3 max-w-[20rem]" type="search" aria-label="Filter names" placeholder="/ filter" value={filter} onChange={(event) => setFilter(event.target.value)} />
          {names.length === 0 && <p className="sub mb-3">{filter === '' ? 'None yet.' : 'No name matches.'}</p>}
          {names.map((name) => (
            <ConfigRow
              key={name}
              name={name}
              secret={secretNames.has(name)}
              value={secretNames.has(name) ? (edit.secrets[name] ?? '') : (edit.set[name] ?? config.variables[name] ?? '')}
              removed={edit.unset.includes(name)}
              onChange={(value) => (secretNames.has(name) && value === '' ? setEdit(without(name)) : setName(name, value, secretNames.has(name)))}
              onRemove={() => change({ ...without(name), unset: [...without(name).unset, name] })}
              onKeep={() => setEdit(without(name))}
            />
          ))}
          <AddName taken={all} onAdd={setName} />
        </section>
        <section aria-labelledby="changes">
          <h2 id="changes" className="mb-2">Changes to save</h2>
          <ConfigChanges changes={changes} />
          <div className="flex gap-2 flex-wrap mt-4">
            <ActButton className="btn go" why={whyNot ?? (changes.length === 0 ? 'There is no change to save.' : live === null ? 'Nothing is deployed yet: save only.' : null)} busy={save.isPending} onClick={() => save.mutate(true)}>Save and deploy</ActButton>
            <ActButton why={whyNot ?? (changes.length === 0 ? 'There is no change to save.' : null)} busy={save.isPending} onClick={() => save.mutate(false)}>Save only</ActButton>
            {changes.length > 0 && <button type="button" className="btn" onClick={() => setEdit(emptyEdit)}>Discard</button>}
          </div>
          <div className="mt-4" aria-live="polite">
            <ProblemNote error={save.error} />
            {save.data && <p className="note">Saved as c{save.data.config.version}. {save.data.deployment ? <Link href={`${appPath(place.tenant, place.app, place.environment)}/deployments/${save.data.deployment.id}`}>See the deployment</Link> : 'The next deployment uses it.'}</p>}
          </div>
        </section>
      </div>
      {pasting && <PasteDialog secrets={config.secrets} onClose={() => setPasting(false)} onPaste={(set, secrets) => change({ set: { ...edit.set, ...set }, secrets: { ...edit.secrets, ...secrets }, unset: edit.unset.filter((name) => !(name in set) && !(name in secrets)) })} />}
    </>
  );
}
