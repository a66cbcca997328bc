'use client';

import { roles, type Role } from '@berth/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { tokensQuery } from '../api/people-queries.ts';
import type { Token } from '../api/types.ts';
import { useNow } from '../live/clock.tsx';
import { Ago, Moment } from '../live/time.tsx';
import { Command } from '../ui/copy.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { roleWords } from '../tenant/role-words.ts';

const day = 24 * 3600 * 1000;

/** API tokens: shown once when made, later only by their first characters. */
export function Tokens({ tenants }: { tenants: readonly string[] }) {
  const { data: tokens } = useQuery(tokensQuery(api));
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: (token: string) => unwrap(api.DELETE('/v1/tokens/{token}', { params: { path: { token } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
  return (
    <>
      <div className="pagehead"><h1>Tokens</h1></div>
      <ProblemNote error={revoke.error} />
      {tokens?.length === 0 ? <p className="sub mb-6">None. <code>berth login</code> makes one for the command line.</p> : (
        <table className="cards mb-8">
          <thead><tr><th scope="col">Name</th><th scope="col">Begins with</th><th scope="col">For</th><th scope="col">Last used</th><th scope="col">Expires</th><th scope="col"><span className="sr-only">Act</span></th></tr></thead>
          <tbody>{tokens?.map((token) => <TokenRow key={token.id} token={token} busy={revoke.isPending} onRevoke={() => revoke.mutate(token.id)} />)}</tbody>
        </table>
      )}
      <MakeToken tenants={tenants} />
    </>
  );
}

function TokenRow({ token, busy, onRevoke }: { token: Token; busy: boolean; onRevoke: () => void }) {
  const expired = token.expiresAt !== null && Date.parse(token.expiresAt) < useNow();
  return (
    <tr>
      <th scope="row" className="wrap"><Foreign>{token.name}</Foreign></th>
      <td><code>{token.prefix}…</code></td>
      <td>{token.tenant ?? 'all your tenants'}{token.role !== null && `, as ${token.role}`}</td>
      <td data-label="Last used">{token.lastUsedAt === null ? 'never' : <Ago at={token.lastUsedAt} />}</td>
      <td data-label="Expires">{token.expiresAt === null ? 'never' : expired ? <b>expired</b> : <Moment at={token.expiresAt} />}</td>
      <td className="num"><button type="button" className="btn sm" disabled={busy} onClick={onRevoke} aria-label={`Revoke ${token.name}`}>Revoke</button></td>
    </tr>
  );
}

function MakeToken({ tenants }: { tenants: readonly string[] }) {
  const [name, setName] = useState('');
  const [tenant, setTenant] = useState('');
  const [role, setRole] = useState<Role | ''>('');
  const [days, setDays] = useState('90');
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/tokens', {
      body: { name, ...(tenant === '' ? {} : { tenant }), ...(role === '' ? {} : { role }), ...(days === '' ? {} : { expiresAt: new Date(Date.now() + Number(days) * day).toISOString() }) },
    })),
    onSuccess: () => { setName(''); void client.invalidateQueries({ queryKey: ['tokens'] }); },
  });
  return (
    <form className="stack max-w-[30rem] border-t border-ink pt-4" onSubmit={(event) => { event.preventDefault(); make.mutate(); }} aria-labelledby="make">
      <h2 id="make">Make a token</h2>
      <div className="field"><label htmlFor="name">Name, such as where it is used</label><input id="name" className="input" required maxLength={80} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} /></div>
      <div className="field"><label htmlFor="tenant">For</label><select id="tenant" className="input" value={tenant} onChange={(event) => setTenant(event.target.value)}><option value="">all my tenants</option>{tenants.map((each) => <option key={each}>{each}</option>)}</select></div>
      <div className="field"><label htmlFor="role">At most as</label><select id="role" className="input" value={role} onChange={(event) => setRole(event.target.value as Role | '')}><option value="">my own role</option>{roles.map((each) => <option key={each} value={each}>{each}: {roleWords[each]}</option>)}</select></div>
      <div className="field"><label htmlFor="days">Expires</label><select id="days" className="input" value={days} onChange={(event) => setDays(event.target.value)}><option value="1">in a day</option><option value="30">in 30 days</option><option value="90">in 90 days</option><option value="365">in a year</option><option value="">never</option></select></div>
      <div><button type="submit" className="btn go" disabled={make.isPending}>Make a token</button></div>
      <ProblemNote error={make.error} />
      {make.data && <div className="note stack" role="status"><p><b>Copy it now: it is shown this once.</b></p><Command text={make.data.secret} /></div>}
    </form>
  );
}
