'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { volumesQuery } from '../api/volume-queries.ts';
import type { EnvironmentKey, Volume } from '../api/types.ts';
import { formatMemory } from '../format/quantities.ts';
import { Ago } from '../live/time.tsx';
import { volumeViews, whyNotDeleted } from '../state/volume-view.ts';
import { ActButton } from '../ui/act-button.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

const DeleteVolume = dynamic(() => import('./delete-volume.tsx').then((m) => m.DeleteVolume), { ssr: false });

const example = `processes:
  web:
    volumes:
      - {name: data, path: /data, size: 1Gi}`;

/** What processes keep on disk: which has which volume and where, and what is used no more. */
export function VolumeList({ place }: { place: EnvironmentKey }) {
  const { data, error } = useQuery(volumesQuery(api, place));
  const [deleting, setDeleting] = useState<string | null>(null);
  return (
    <section className="border-t border-ink pt-4 pb-6" aria-labelledby="volumes">
      <div className="head"><h2 id="volumes">Volumes</h2>{data && data.length > 0 && <span className="sub small">from berth.yaml</span>}</div>
      <ProblemNote error={error} />
      {data?.length === 0 && <div className="stack"><p>Nothing is kept on disk: what a process writes is gone with its pod. Name a volume in berth.yaml and deploy. Its process then has one pod, and does not answer for some seconds in each deployment.</p><pre className="sample" tabIndex={0} aria-label="Lines of berth.yaml with a volume">{example}</pre></div>}
      {data && data.length > 0 && (
        <>
          <table className="cards mb-3">
            <thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col" className="num">Size</th><th scope="col">Process</th><th scope="col">Path</th><th scope="col">Made</th><th scope="col"><span className="sr-only">Act</span></th></tr></thead>
            <tbody>{data.map((volume) => <Row key={volume.name} volume={volume} onDelete={() => setDeleting(volume.name)} />)}</tbody>
          </table>
          <p className="small sub">A larger <code>size</code> in berth.yaml is taken over by the next deployment where the cluster’s storage can grow; a smaller one is refused. Unused ones count in the budget too. Berth makes no backup of volumes.</p>
        </>
      )}
      {deleting !== null && <DeleteVolume place={place} name={deleting} onClose={() => setDeleting(null)} />}
    </section>
  );
}

function Row({ volume, onDelete }: { volume: Volume; onDelete: () => void }) {
  const whyNot = useWhyNot('admin');
  const { name, state, sizeBytes, process, path, createdAt } = volume;
  return (
    <tr>
      <th scope="row"><Foreign>{name}</Foreign></th>
      <td className="wrap full"><StateLabel view={volumeViews[state]} />{state === 'pending' && <span className="sub small block">The cluster has not made it. A deployment that waits for it fails.</span>}{state === 'unused' && <span className="sub small block">What runs does not name it; its data stays.</span>}</td>
      <td className="num" data-label="Size">{sizeBytes === 0 ? '–' : formatMemory(sizeBytes)}</td>
      <td data-label="Process"><Foreign>{process}</Foreign></td>
      <td className="wrap" data-label="Path">{path === null ? '–' : <Foreign code>{path}</Foreign>}</td>
      <td data-label="Made"><Ago at={createdAt} /></td>
      <td className="num full"><ActButton className="btn sm" why={whyNot ?? whyNotDeleted(volume)} label={`Delete ${name}`} onIntent={() => void import('./delete-volume.tsx')} onClick={onDelete}>Delete…</ActButton></td>
    </tr>
  );
}
