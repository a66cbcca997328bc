'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import { berthCommand } from '../format/command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Command } from '../ui/copy.tsx';
import { Dialog, DialogClose } from '../ui/dialog.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { appPath } from './places.ts';

/** Makes an app, then shows it with what to type. */
export function NewAppDialog({ tenant, onClose }: { tenant: string; onClose: () => void }) {
  const id = useId();
  const [name, setName] = useState('');
  const router = useRouter();
  const client = useQueryClient();
  const whyNot = useWhyNot('developer');
  const create = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/tenants/{tenant}/apps', { params: { path: { tenant } }, body: { name } })),
    onSuccess: async (app) => {
      await client.invalidateQueries({ queryKey: keys.apps(tenant) });
      onClose();
      router.push(appPath(tenant, app.name));
    },
  });
  return (
    <Dialog title="New app" onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); if (whyNot === null) create.mutate(); }}>
        <div className="field">
          <label htmlFor={id}>Name</label>
          <input id={id} className="input" required maxLength={30} pattern="[a-z]([a-z0-9\-]*[a-z0-9])?" autoComplete="off" autoFocus value={name} onChange={(event) => setName(event.target.value)} aria-describedby={`${id}-hint`} />
          <p className="hint" id={`${id}-hint`}>A letter, then lower-case letters, digits and hyphens. It becomes part of the URL.</p>
        </div>
        <ProblemNote error={create.error} />
        <div>
          <p className="sub small mb-1">Or from the app’s folder, which also deploys it:</p>
          <Command text={berthCommand(['deploy'], { tenant, ...(name === '' ? {} : { app: name }) })} />
        </div>
        <div className="row">
          <DialogClose className="btn" type="button">Cancel</DialogClose>
          <ActButton type="submit" className="btn go" why={whyNot} busy={create.isPending}>Make the app</ActButton>
        </div>
      </form>
    </Dialog>
  );
}
