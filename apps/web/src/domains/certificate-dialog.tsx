'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { api } from '../api/browser-client.ts';
import { errorAt, unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { EnvironmentKey } from '../api/types.ts';
import { Dialog, DialogClose } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

/** Gives a verified domain a certificate and its key, from files or pasted. Both are forgotten when the dialog closes. */
export function CertificateDialog({ place, host, onClose }: { place: EnvironmentKey; host: string; onClose: () => void }) {
  const [certificate, setCertificate] = useState('');
  const [key, setKey] = useState('');
  const client = useQueryClient();
  const give = useMutation({
    gcTime: 0,
    mutationFn: () => unwrap(api.PUT('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains/{host}/certificate', { params: { path: { ...place, host } }, body: { certificate, key } })),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: keys.domains(place) });
    },
  });
  const [ofCertificate, ofKey] = [errorAt(give.error, '/body/certificate'), errorAt(give.error, '/body/key')];
  return (
    <Dialog title={`Certificate of ${host}`} onClose={onClose} wide>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); give.mutate(); }}>
        <Pem label="Certificate" error={ofCertificate} hint="PEM: the host’s own certificate first, then those that signed it. Every name in it must be, or be below, a verified domain of the tenant." text={certificate} onText={setCertificate} />
        <Pem label="Private key" error={ofKey} hint="PEM: RSA, ECDSA or Ed25519, not encrypted. It is kept sealed and never shown again." text={key} onText={setKey} />
        {ofCertificate === null && ofKey === null && <ProblemNote error={give.error} />}
        <div className="row">
          <DialogClose className="btn" type="button">Cancel</DialogClose>
          <button type="submit" className="btn go" disabled={give.isPending}>Give it this certificate</button>
        </div>
      </form>
    </Dialog>
  );
}

/** As much as the API takes, in bytes. */
const mostBytes = 65_536;

function Pem({ label, hint, error, text, onText }: { label: string; hint: ReactNode; error: string | null; text: string; onText: (text: string) => void }) {
  const [unread, setUnread] = useState<string | null>(null);
  const read = async (file: File): Promise<void> => {
    setUnread(file.size > mostBytes ? `${file.name} is larger than 64 KiB: no certificate or key is.` : null);
    if (file.size <= mostBytes) await file.text().then(onText, () => setUnread(`${file.name} cannot be read.`));
  };
  return (
    <div className="stack !gap-2">
      <Field label={label} hint={hint} error={unread ?? error}>
        {(field) => <textarea {...field} className="input mono" required rows={4} autoComplete="off" spellCheck={false} placeholder="-----BEGIN …" value={text} onChange={(event) => onText(event.target.value)} />}
      </Field>
      <input type="file" className="input file:mr-3 file:underline" aria-label={`${label}: from a file`} onChange={({ currentTarget: { files } }) => void (files?.[0] && read(files[0]))} />
    </div>
  );
}
