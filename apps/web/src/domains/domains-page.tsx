'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { domainsQuery } from '../api/domain-queries.ts';
import { environmentQuery } from '../api/queries.ts';
import type { EnvironmentKey } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Command } from '../ui/copy.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { DomainSection } from './domain-section.tsx';

const AddDomainDialog = dynamic(() => import('./add-domain-dialog.tsx').then((m) => m.AddDomainDialog), { ssr: false });

/** Host names of somebody's own that lead to the environment: what DNS must say of each, and its certificate. */
export function DomainsPage({ place }: { place: EnvironmentKey }) {
  const { data: environment } = useQuery(environmentQuery(api, place));
  const { data: domains, error } = useQuery(domainsQuery(api, place));
  const [adding, setAdding] = useState(false);
  const whyNot = useWhyNot('developer');
  if (!environment) return null;
  const preview = environment.preview ? 'A preview has no domains of its own: it goes by itself.' : null;
  return (
    <>
      <div className="pagehead">
        <h1>Domains</h1>
        <div className="end"><ActButton className="btn go" why={whyNot ?? preview} onIntent={() => void import('./add-domain-dialog.tsx')} onClick={() => setAdding(true)}>Add a domain…</ActButton></div>
      </div>
      <p className="sub mb-4">The environment’s own host is <Foreign code>{new URL(environment.url).host}</Foreign>. A domain is a host name of yours that leads here, too.</p>
      <ProblemNote error={error} />
      {domains?.length === 0 && (
        <div className="stack border-t border-ink pt-4">
          {preview !== null ? <p>{preview} Add one to another environment.</p> : (
            <>
              <p>None yet. Add one here, or by a command:</p>
              <Command text={berthCommand(['domains', 'add', 'shop.example.org'], place)} />
              {place.environment === 'production' && <><p>Or name it in berth.yaml and deploy:</p><pre className="sample" tabIndex={0} aria-label="Lines of berth.yaml">{'domains:\n  - shop.example.org'}</pre></>}
            </>
          )}
        </div>
      )}
      {domains?.map((domain) => <DomainSection key={domain.host} place={place} domain={domain} />)}
      {adding && <AddDomainDialog place={place} onClose={() => setAdding(false)} />}
    </>
  );
}
