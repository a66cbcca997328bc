'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { api } from '../api/browser-client.ts';
import { appQuery } from '../api/queries.ts';
import { repositoryQuery } from '../api/repository-queries.ts';
import type { EnvironmentKey } from '../api/types.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { GitRemote } from './git-remote.tsx';
import type { Connected } from './secret-note.tsx';

const Connection = dynamic(() => import('./connection.tsx').then((m) => m.Connection));
const ConnectForm = dynamic(() => import('./connect-form.tsx').then((m) => m.ConnectForm));
const SecretNote = dynamic(() => import('./secret-note.tsx').then((m) => m.SecretNote), { ssr: false });

/** How code gets here by git: pushed to Berth, or to a repository at GitHub or GitLab. */
export function RepositoryPage({ place }: { place: EnvironmentKey }) {
  const { data: app } = useQuery(appQuery(api, place.tenant, place.app));
  const { data: repository, error } = useQuery(repositoryQuery(api, place.tenant, place.app));
  const [secret, setSecret] = useState<Connected | null>(null);
  if (!app) return null;
  return (
    <>
      <div className="pagehead"><h1>Repository</h1></div>
      <GitRemote app={app} />
      <ProblemNote error={error} />
      <section className="border-t border-ink pt-4" aria-labelledby="connected">
        <h2 id="connected" className="mb-3">GitHub or GitLab</h2>
        {secret && <SecretNote connected={secret} />}
        {repository === null && <ConnectForm place={place} environments={app.environments} onSecret={setSecret} />}
        {repository && <Connection place={place} environments={app.environments} repository={repository} onSecret={setSecret} />}
      </section>
    </>
  );
}
