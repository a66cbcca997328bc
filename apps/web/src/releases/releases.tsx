'use client';

import { isFinal } from '@berth/domain';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { environmentQuery, releasesQuery } from '../api/queries.ts';
import type { Environment, EnvironmentKey, Release } from '../api/types.ts';
import { useHeldOrder } from '../apps/use-held-order.ts';
import { berthCommand } from '../format/command.ts';
import { shortDigest } from '../format/quantities.ts';
import { Moment } from '../live/time.tsx';
import { ActButton } from '../ui/act-button.tsx';
import { Command, CopyButton } from '../ui/copy.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ReleaseDiff } from './release-diff.tsx';

const NamesChanged = dynamic(() => import('./names-changed.tsx').then((m) => m.NamesChanged), { ssr: false });
const RollbackDialog = dynamic(() => import('./rollback-dialog.tsx').then((m) => m.RollbackDialog), { ssr: false });

/** Releases, newest first; compare any two; go back to one. What is compared and the open dialog live in the URL. */
export function Releases({ place }: { place: EnvironmentKey }) {
  const { data } = useQuery(releasesQuery(api, place));
  const { data: environment } = useQuery(environmentQuery(api, place));
  const whyNot = useWhyNot('developer');
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams();
  const { items, waiting, hold } = useHeldOrder(data?.items ?? [], ({ version }) => String(version));
  const live = items.find((release) => release.live);
  const previous = live && items.find(({ version, wasLive }) => wasLive && version < live.version);
  const pick = (name: string) => items.find(({ version }) => String(version) === search.get(name));
  const to = pick('to') ?? live ?? items[0];
  const from = pick('from') ?? (to && items.find(({ version }) => version < to.version));
  const asked = search.get('rollback');
  const target = asked === null ? undefined : asked === 'previous' ? previous : items.find(({ version }) => String(version) === asked);
  const set = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    router.replace(next.size === 0 ? pathname : `${pathname}?${next}`, { scroll: false });
  };
  if (!data) return null;
  if (data.items.length === 0) {
    return <><div className="pagehead"><h1>Releases</h1></div><div className="stack"><p>No release yet.</p><Command text={berthCommand(['deploy'], place)} /></div></>;
  }
  const whyNotBack = whyNot ?? (previous ? null : 'There is no earlier release to go back to.');
  return (
    <>
      <div className="pagehead">
        <h1>Releases</h1>
        <div className="end">
          {previous && <CopyButton text={berthCommand(['rollback', `v${previous.version}`], place)} label="rolls back" className="btn">Copy as command</CopyButton>}
          <ActButton why={whyNotBack} onIntent={() => void import('./rollback-dialog.tsx')} onClick={() => previous && set({ rollback: String(previous.version) })}>{previous ? `Roll back to v${previous.version}…` : 'Roll back…'}</ActButton>
        </div>
      </div>
      {from && to && (
        <section className="mb-6" aria-labelledby="compare">
          <h2 id="compare" className="mb-2">Compare v{from.version} → v{to.version}</h2>
          <ReleaseDiff from={from} to={to} />
          {from.configVersion !== to.configVersion && <ConfigNames key={`${from.version}-${to.version}`} place={place} from={from.version} to={to.version} />}
        </section>
      )}
      <div className="scroll" {...hold}>
        <p className="small sub" role="status">{waiting > 0 ? `${waiting} new` : ''}</p>
        <table className="cards">
          <thead><tr><th scope="col">Release</th><th scope="col">State</th><th scope="col">By</th><th scope="col">When</th><th scope="col">Image</th><th scope="col">Config</th><th scope="col">Compare</th><th scope="col"><span className="sr-only">Act</span></th></tr></thead>
          <tbody>
            {items.map((release) => (
              <tr key={release.version}>
                <th scope="row" className="wrap"><b>v{release.version}</b> <Foreign>{release.description}</Foreign></th>
                <td><ReleaseState release={release} environment={environment} /></td>
                <td className="wrap">{release.createdBy === null ? <span className="sub">Berth</span> : <Foreign>{release.createdBy}</Foreign>}</td>
                <td><Moment at={release.createdAt} /></td>
                <td data-label="Image"><code title={release.imageDigest}>{shortDigest(release.imageDigest)}</code></td>
                <td data-label="Config">c{release.configVersion}</td>
                <td>
                  <span className="flex gap-3">
                    <label className="check"><input type="radio" name="from" checked={from?.version === release.version} onChange={() => set({ from: String(release.version) })} /> from<span className="sr-only"> v{release.version}</span></label>
                    <label className="check"><input type="radio" name="to" checked={to?.version === release.version} onChange={() => set({ to: String(release.version) })} /> to<span className="sr-only"> v{release.version}</span></label>
                  </span>
                </td>
                <td className="num">{!release.live && <ActButton className="btn sm" why={whyNot ?? (release.wasLive ? null : `v${release.version} has never been live.`)} label={`Roll back to v${release.version}`} onIntent={() => void import('./rollback-dialog.tsx')} onClick={() => set({ rollback: String(release.version) })}>Roll back…</ActButton>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {data.nextCursor && <p className="sub small mt-3">The newest {data.items.length} are shown.</p>}
      {target?.wasLive && live && environment && whyNot === null && <RollbackDialog place={place} environment={environment} live={live} target={target} since={items.filter(({ version }) => version > target.version)} onClose={() => set({ rollback: null })} />}
    </>
  );
}

function ConfigNames(props: { place: EnvironmentKey; from: number; to: number }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="small mt-2" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary onPointerEnter={() => void import('./names-changed.tsx')}>Variables and secrets that differ</summary>
      {open && <NamesChanged {...props} />}
    </details>
  );
}

function ReleaseState({ release, environment }: { release: Release; environment: Environment | undefined }) {
  const serving = environment?.servingRelease ?? null;
  const last = environment?.lastDeployment;
  if (release.live) return <StateLabel view={{ flag: 'live', tone: 'live', words: serving === null || serving === release.version ? 'Live' : `Live, v${serving} serves` }} />;
  if (release.watch === 'failed') return <StateLabel view={{ flag: 'fail', tone: 'fail', words: 'Failed soon after it went live' }} />;
  const under = last?.release === release.version && !isFinal(last.state);
  return <span className="sub">{release.wasLive ? 'Kept' : under ? 'Not live yet' : 'Never live'}</span>;
}
