'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { AppEnvironment, EnvironmentKey, Repository } from '../api/types.ts';
import { ActButton } from '../ui/act-button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import type { Connected } from './secret-note.tsx';

/** Connects the app to a repository; the answer holds the secret, once. */
export function ConnectForm({ place: { tenant, app }, environments, onSecret }: { place: EnvironmentKey; environments: readonly AppEnvironment[]; onSecret: (connected: Connected) => void }) {
  const [url, setUrl] = useState('');
  const [provider, setProvider] = useState<Repository['provider'] | ''>('');
  const [branch, setBranch] = useState('main');
  const [environment, setEnvironment] = useState('production');
  const [token, setToken] = useState('');
  const whyNot = useWhyNot('admin');
  const client = useQueryClient();
  const connect = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/tenants/{tenant}/apps/{app}/repository', { params: { path: { tenant, app } }, body: { url, branch, environment, ...(provider !== '' && { provider }), ...(token !== '' && { token }) } })),
    onSuccess: async (connected) => {
      onSecret(connected);
      await client.invalidateQueries({ queryKey: keys.repository(tenant, app) });
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (whyNot === null) connect.mutate();
  };
  return (
    <form className="stack max-w-[36rem]" onSubmit={submit} aria-labelledby="connected">
      <p>Not connected. Connect it, and every push to a branch is deployed.</p>
      <div className="field"><label htmlFor="url">Address of the repository</label><input id="url" className="input" required type="url" placeholder="https://github.com/acme/shop" autoComplete="off" value={url} onChange={(event) => setUrl(event.target.value)} /></div>
      <div className="field"><label htmlFor="provider">Kept by</label><select id="provider" className="input" value={provider} onChange={(event) => setProvider(event.target.value as Repository['provider'] | '')}><option value="">github.com or gitlab.com, as its address says</option><option value="github">a GitHub of your own</option><option value="gitlab">a GitLab of your own</option></select></div>
      <div className="flex gap-3 flex-wrap">
        <div className="field"><label htmlFor="branch">Branch</label><input id="branch" className="input" required autoComplete="off" value={branch} onChange={(event) => setBranch(event.target.value)} /></div>
        <div className="field"><label htmlFor="environment">is deployed to</label><select id="environment" className="input" value={environment} onChange={(event) => setEnvironment(event.target.value)}>{environments.filter(({ preview }) => !preview).map(({ name }) => <option key={name}>{name}</option>)}</select></div>
      </div>
      <div className="field">
        <label htmlFor="token">Token, for a private repository or to report commits’ states</label>
        <input id="token" className="input" type="password" autoComplete="off" value={token} onChange={(event) => setToken(event.target.value)} aria-describedby="token-hint" />
        <p className="hint" id="token-hint">It is kept sealed and never shown again. It may be left out, and set later.</p>
      </div>
      <ProblemNote error={connect.error} />
      <div><ActButton type="submit" className="btn go" why={whyNot} busy={connect.isPending}>Connect</ActButton></div>
    </form>
  );
}
