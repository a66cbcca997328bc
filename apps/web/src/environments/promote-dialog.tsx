'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { configQuery, keys, releaseQuery } from '../api/queries.ts';
import type { AppEnvironment, EnvironmentKey } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { ReleaseDiff } from '../releases/release-diff.tsx';
import { appPath } from '../shell/places.ts';
import { CopyButton } from '../ui/copy.tsx';
import { Dialog, DialogClose } from '../ui/dialog.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { asPromoted } from './as-promoted.ts';

/** Shows what a promotion changes where it goes, then does it with one button. */
export function PromoteDialog({ place, environments, from, onClose }: { place: EnvironmentKey; environments: readonly AppEnvironment[]; from: string; onClose: () => void }) {
  const id = useId();
  const targets = environments.filter(({ name }) => name !== from);
  const [to, setTo] = useState((targets.find(({ name }) => name === 'production') ?? targets[0])?.name ?? '');
  const router = useRouter();
  const client = useQueryClient();
  const target = targets.find(({ name }) => name === to);
  const version = environments.find(({ name }) => name === from)?.liveRelease ?? null;
  const serving = target?.liveRelease ?? null;
  const there: EnvironmentKey = { ...place, environment: to };
  const wanted = useQuery({ ...releaseQuery(api, { ...place, environment: from }, version ?? 0), enabled: version !== null });
  const present = useQuery({ ...releaseQuery(api, there, serving ?? 0), enabled: serving !== null });
  const config = useQuery({ ...configQuery(api, there), enabled: target !== undefined });
  const promote = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/promote', { params: { path: there }, body: { from, ...(wanted.data && { version: wanted.data.version }) } })),
    onSuccess: (deployment) => {
      void client.invalidateQueries({ queryKey: keys.tenant(place.tenant) });
      router.push(`${appPath(place.tenant, place.app, to)}/deployments/${deployment.id}`);
    },
  });
  const release = wanted.data;
  const known = new Set([...Object.keys(config.data?.variables ?? {}), ...(config.data?.secrets ?? [])]);
  const missing = config.data ? (release?.requires.filter((name) => !known.has(name)) ?? []) : [];
  const command = berthCommand(['promote', '--from', from, '--to', to, ...(release ? ['--release', `v${release.version}`] : [])], { app: place.app, tenant: place.tenant });
  const error = wanted.error ?? present.error ?? config.error ?? promote.error;
  return (
    <Dialog title={`Promote from ${from}`} onClose={onClose} wide>
      <div className="stack">
        <div className="field">
          <label htmlFor={id}>To</label>
          <select id={id} className="input" value={to} onChange={(event) => setTo(event.target.value)}>{targets.map(({ name }) => <option key={name}>{name}</option>)}</select>
        </div>
        {release && target && (
          <>
            <p><b>v{release.version}</b> of <Foreign>{from}</Foreign> (<Foreign>{release.description}</Foreign>) becomes the next release of <Foreign>{to}</Foreign>: the same image, nothing is built, with <Foreign>{to}</Foreign>’s own config (c{target.configVersion}).{serving !== null && ` v${serving} serves until it answers.`}</p>
            {serving === null ? <p className="note">Nothing is live in <Foreign>{to}</Foreign> yet: this is its first release.</p> : present.data && <ReleaseDiff from={present.data} to={asPromoted(release, present.data, target)} />}
            {present.data?.processes.some(({ name }) => !release.processes.some((process) => process.name === name)) && <p className="note">A process that is shown as removed stays when it was made in <Foreign>{to}</Foreign> by hand, not by a file of its source.</p>}
            {missing.length > 0 && <p className="note warn">It needs {missing.join(', ')}, which {missing.length === 1 ? 'is' : 'are'} not configured in <Foreign>{to}</Foreign>: the check will refuse it. Set {missing.length === 1 ? 'it' : 'them'} there first.</p>}
          </>
        )}
        <ProblemNote error={error} />
      </div>
      <div className="row">
        <CopyButton text={command} label={command} className="btn">Copy as command</CopyButton>
        <DialogClose className="btn">Cancel</DialogClose>
        <button type="button" className="btn go" disabled={!release || !target || promote.isPending || promote.isSuccess} onClick={() => promote.mutate()}>Promote to {to}</button>
      </div>
    </Dialog>
  );
}
