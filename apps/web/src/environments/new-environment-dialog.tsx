'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { EnvironmentKey } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { appPath } from '../shell/places.ts';
import { CopyButton } from '../ui/copy.tsx';
import { Dialog, DialogClose } from '../ui/dialog.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

/** Makes an environment and shows it: nothing runs there before its first deployment or promotion. */
export function NewEnvironmentDialog({ place: { tenant, app }, onClose }: { place: EnvironmentKey; onClose: () => void }) {
  const id = useId();
  const [name, setName] = useState('');
  const router = useRouter();
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/tenants/{tenant}/apps/{app}/environments', { params: { path: { tenant, app } }, body: { name } })),
    onSuccess: async (environment) => {
      await client.invalidateQueries({ queryKey: keys.apps(tenant) });
      onClose();
      router.push(appPath(tenant, app, environment.name));
    },
  });
  const command = berthCommand(['environments', 'create', name === '' ? 'staging' : name], { app, tenant });
  return (
    <Dialog title="New environment" onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); create.mutate(); }}>
        <p>It gets a URL and an empty config of its own. Nothing runs in it before you deploy or promote to it.</p>
        <div className="field">
          <label htmlFor={id}>Name</label>
          <input id={id} className="input" required maxLength={30} pattern="[a-z]([a-z0-9\-]*[a-z0-9])?" autoComplete="off" autoFocus placeholder="staging" value={name} onChange={(event) => setName(event.target.value)} aria-describedby={`${id}-hint`} />
          <p className="hint" id={`${id}-hint`}>A letter, then lower-case letters, digits and hyphens. It becomes part of the URL.</p>
        </div>
        <ProblemNote error={create.error} />
        <div className="row">
          <CopyButton text={command} label={command} className="btn">Copy as command</CopyButton>
          <DialogClose className="btn" type="button">Cancel</DialogClose>
          <button type="submit" className="btn go" disabled={create.isPending}>Make the environment</button>
        </div>
      </form>
    </Dialog>
  );
}
