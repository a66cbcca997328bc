'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { EnvironmentKey } from '../api/types.ts';
import { ActButton } from '../ui/act-button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

/** The token that reads a private repository and reports commits’ states; written, never shown. */
export function TokenForm({ place: { tenant, app }, hasToken }: { place: EnvironmentKey; hasToken: boolean }) {
  const id = useId();
  const [token, setToken] = useState('');
  const whyNot = useWhyNot('admin');
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (wanted: string | null) => unwrap(api.PATCH('/v1/tenants/{tenant}/apps/{app}/repository', { params: { path: { tenant, app } }, body: { token: wanted } })),
    onSuccess: async () => {
      setToken('');
      await client.invalidateQueries({ queryKey: keys.repository(tenant, app) });
    },
  });
  return (
    <form className="stack content-start" onSubmit={(event) => { event.preventDefault(); if (whyNot === null && token !== '') save.mutate(token); }} aria-label="Token">
      <h3>Token</h3>
      <p>{hasToken ? 'A token is set. It reads the repository, and the provider shows how each commit’s deployment goes.' : 'None. A private repository cannot be read, and the provider is not told how deployments go.'}</p>
      <div className="field"><label htmlFor={id}>{hasToken ? 'Another token' : 'Token'}</label><input id={id} className="input" type="password" autoComplete="off" readOnly={whyNot !== null} value={token} onChange={(event) => setToken(event.target.value)} /></div>
      <div className="flex gap-2 flex-wrap">
        <ActButton type="submit" why={whyNot ?? (token === '' ? 'Enter a token first.' : null)} busy={save.isPending}>Save the token</ActButton>
        {hasToken && <ActButton why={whyNot} busy={save.isPending} onClick={() => save.mutate(null)}>Remove the token</ActButton>}
      </div>
      <ProblemNote error={save.error} />
    </form>
  );
}
