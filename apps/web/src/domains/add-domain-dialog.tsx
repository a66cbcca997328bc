'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/browser-client.ts';
import { errorAt, unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { EnvironmentKey } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { CopyButton } from '../ui/copy.tsx';
import { Dialog, DialogClose } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { DnsRecords } from './dns-records.tsx';

/** Adds a domain, then shows the records that it needs. */
export function AddDomainDialog({ place, onClose }: { place: EnvironmentKey; onClose: () => void }) {
  const [host, setHost] = useState('');
  const client = useQueryClient();
  const add = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains', { params: { path: place }, body: { host } })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.domains(place) }),
  });
  if (add.data) {
    return (
      <Dialog title={`What DNS must say of ${add.data.host}`} onClose={onClose} wide>
        <p className="mb-3">It was added. Set these records at your DNS provider. The TXT record is looked for by itself, and the page shows what was found.</p>
        <DnsRecords domain={add.data} />
        <div className="row"><DialogClose className="btn go" autoFocus>Done</DialogClose></div>
      </Dialog>
    );
  }
  const wrong = errorAt(add.error, '/body/host');
  const command = berthCommand(['domains', 'add', host === '' ? 'shop.example.org' : host], place);
  return (
    <Dialog title="Add a domain" onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); add.mutate(); }}>
        <p>It serves once DNS has proven that it is yours. Adding it keeps nobody else from it.</p>
        <Field label="Host name" error={wrong} hint="One name alone, such as shop.example.org; no wildcard.">
          {(field) => <input {...field} className="input" required maxLength={1000} autoComplete="off" autoCapitalize="none" autoFocus spellCheck={false} placeholder="shop.example.org" value={host} onChange={(event) => setHost(event.target.value)} />}
        </Field>
        {wrong === null && <ProblemNote error={add.error} />}
        <div className="row">
          <CopyButton text={command} label={command} className="btn">Copy as command</CopyButton>
          <DialogClose className="btn" type="button">Cancel</DialogClose>
          <button type="submit" className="btn go" disabled={add.isPending}>Add the domain</button>
        </div>
      </form>
    </Dialog>
  );
}
