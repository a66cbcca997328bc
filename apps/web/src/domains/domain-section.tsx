'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { Domain, EnvironmentKey } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { useNow } from '../live/clock.tsx';
import { Ago, Moment, Remaining } from '../live/time.tsx';
import { domainView } from '../state/domain-view.ts';
import { ActButton } from '../ui/act-button.tsx';
import { CopyButton } from '../ui/copy.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { DnsRecords } from './dns-records.tsx';

const CertificateDialog = dynamic(() => import('./certificate-dialog.tsx').then((m) => m.CertificateDialog), { ssr: false });
const RemoveDomain = dynamic(() => import('./remove-domain.tsx').then((m) => m.RemoveDomain), { ssr: false });

/** A domain: how it stands, what to do next, and what DNS must say of it. */
export function DomainSection({ place, domain }: { place: EnvironmentKey; domain: Domain }) {
  const { host, state, certificate } = domain;
  const [open, setOpen] = useState<'certificate' | 'removal' | null>(null);
  const whyNot = useWhyNot('developer');
  const now = useNow();
  const client = useQueryClient();
  const check = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains/{host}/check', { params: { path: { ...place, host } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.domains(place) }),
  });
  const pending = state === 'pending';
  const command = berthCommand(['domains', ...(pending ? ['check', host] : ['certificate', host, '--certificate', 'fullchain.pem', '--key', 'privkey.pem'])], place);
  return (
    <section className="border-t border-ink pt-4 pb-6" aria-labelledby={`domain-${host}`}>
      <div className="head">
        <h2 id={`domain-${host}`}>{pending ? <Foreign>{host}</Foreign> : <a href={domain.url} target="_blank" rel="noreferrer"><Foreign>{host}</Foreign></a>}</h2>
        <StateLabel view={domainView(domain, now)} />
        <span className="end inline-flex gap-2 flex-wrap">
          {pending && <ActButton className="btn sm" why={whyNot} busy={check.isPending} label={`Check now: ${host}`} onClick={() => check.mutate()}>Check now</ActButton>}
          <ActButton className="btn sm" why={whyNot ?? (pending ? 'It has to be verified first.' : null)} label={certificate ? `Replace the certificate of ${host}` : `Give a certificate to ${host}`} onIntent={() => void import('./certificate-dialog.tsx')} onClick={() => setOpen('certificate')}>{certificate ? 'Replace the certificate…' : 'Give a certificate…'}</ActButton>
          <ActButton className="btn sm" why={whyNot} label={`Remove ${host}`} onIntent={() => void import('./remove-domain.tsx')} onClick={() => setOpen('removal')}>Remove…</ActButton>
          <CopyButton text={command} label={command}>Copy as command</CopyButton>
        </span>
      </div>
      <ProblemNote error={check.error} />
      <p className="sr-only" role="status">{check.data && (pending && check.data.finding !== null ? <Foreign>{check.data.finding}</Foreign> : `${host} is verified.`)}</p>
      {domain.fromSource && <p className="small sub mb-2"><b>From berth.yaml:</b> to be rid of it, take it out there before you remove it here, or the next deployment adds it again.</p>}
      {pending ? <Proof domain={domain} /> : <Certificate domain={domain} now={now} />}
      <DnsRecords domain={domain} />
      {open === 'certificate' && <CertificateDialog place={place} host={host} onClose={() => setOpen(null)} />}
      {open === 'removal' && <RemoveDomain place={place} domain={domain} onClose={() => setOpen(null)} />}
    </section>
  );
}

function Proof({ domain: { finding, checkedAt, nextCheckAt } }: { domain: Domain }) {
  return (
    <div className="mb-3">
      <p>Set both records at your DNS provider. It serves within seconds once the TXT record has been seen.</p>
      <p className="small">
        {checkedAt === null || finding === null ? <span className="sub">Not looked for yet.</span> : <>Looked for <Ago at={checkedAt} />: <Foreign>{finding}</Foreign></>}{' '}
        <span className="sub">{nextCheckAt === null ? 'It is no longer looked for by itself: check it once the record is set.' : <>Next look <Remaining until={nextCheckAt} />.</>}</span>
      </p>
    </div>
  );
}

function Certificate({ domain: { host, certificate }, now }: { domain: Domain; now: number }) {
  if (certificate === null) return <p className="mb-3">Visitors are shown the ingress’s own certificate, which does not name {host}, and their browsers warn. Give it one of its own.</p>;
  const ended = Date.parse(certificate.validUntil) <= now;
  return (
    <p className="mb-3">
      Certificate by <Foreign>{certificate.issuer}</Foreign> for <Foreign>{certificate.names.join(', ')}</Foreign>, {ended ? 'ended' : 'until'} <Moment at={certificate.validUntil} />{' '}
      <span className="sub small">({ended ? <Ago at={certificate.validUntil} /> : <Remaining until={certificate.validUntil} />})</span>
      {certificate.leftOut !== null && <><br /><b>Visitors are not shown it</b>: <Foreign>{certificate.leftOut}</Foreign>. Give it another one.</>}
    </p>
  );
}
