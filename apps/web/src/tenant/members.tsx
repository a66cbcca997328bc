'use client';

import { roles, type Role } from '@berth/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useAccess, useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { membersQuery } from '../api/people-queries.ts';
import { keys } from '../api/queries.ts';
import type { Member } from '../api/types.ts';
import { Moment } from '../live/time.tsx';
import { ActButton } from '../ui/act-button.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { roleWords } from './role-words.ts';

/** Who belongs to the tenant, with the role in words; admins add, change and remove. */
export function Members({ tenant }: { tenant: string }) {
  const { data: members } = useQuery(membersQuery(api, tenant));
  const access = useAccess();
  const whyNot = useWhyNot('admin');
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: keys.tenant(tenant) });
  const change = useMutation({ mutationFn: ({ user, role }: { user: string; role: Role }) => unwrap(api.PATCH('/v1/tenants/{tenant}/members/{user}', { params: { path: { tenant, user } }, body: { role } })), onSettled: refresh });
  const remove = useMutation({ mutationFn: (user: string) => unwrap(api.DELETE('/v1/tenants/{tenant}/members/{user}', { params: { path: { tenant, user } } })), onSettled: refresh });
  return (
    <>
      <div className="pagehead"><h1>Members</h1></div>
      <ProblemNote error={change.error ?? remove.error} />
      <table className="cards mb-8">
        <thead><tr><th scope="col">Member</th><th scope="col">Role</th><th scope="col">May</th><th scope="col">Since</th><th scope="col"><span className="sr-only">Act</span></th></tr></thead>
        <tbody>
          {members?.map((member: Member) => (
            <tr key={member.userId}>
              <th scope="row" className="wrap"><b><Foreign>{member.name}</Foreign></b> <span className="sub"><Foreign>{member.email}</Foreign></span></th>
              <td>
                {whyNot === null ? (
                  <select className="input sm" aria-label={`Role of ${member.email}`} value={member.role} onChange={(event) => change.mutate({ user: member.userId, role: event.target.value as Role })}>
                    {roles.map((role) => <option key={role}>{role}</option>)}
                  </select>
                ) : member.role}
              </td>
              <td className="wrap sub">{roleWords[member.role]}</td>
              <td><Moment at={member.createdAt} /></td>
              <td className="num"><ActButton className="btn sm" why={whyNot} label={member.email === access?.email ? 'Leave the tenant' : `Remove ${member.email}`} busy={remove.isPending} onClick={() => remove.mutate(member.userId)}>{member.email === access?.email ? 'Leave' : 'Remove'}</ActButton></td>
            </tr>
          ))}
        </tbody>
      </table>
      <AddMember tenant={tenant} whyNot={whyNot} onAdded={refresh} />
    </>
  );
}

function AddMember({ tenant, whyNot, onAdded }: { tenant: string; whyNot: string | null; onAdded: () => void }) {
  const id = useId();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>('developer');
  const add = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/tenants/{tenant}/members', { params: { path: { tenant } }, body: { email, role, ...(password === '' ? {} : { password }) } })),
    onSuccess: () => { setEmail(''); setPassword(''); onAdded(); },
  });
  return (
    <form className="stack max-w-[30rem] border-t border-ink pt-4" onSubmit={(event) => { event.preventDefault(); if (whyNot === null) add.mutate(); }} aria-labelledby={id}>
      <h2 id={id}>Add a member</h2>
      <div className="field"><label htmlFor={`${id}-email`}>E-mail</label><input id={`${id}-email`} className="input" type="email" required maxLength={254} autoComplete="off" value={email} onChange={(event) => setEmail(event.target.value)} /></div>
      <div className="field"><label htmlFor={`${id}-role`}>Role</label><select id={`${id}-role`} className="input" value={role} onChange={(event) => setRole(event.target.value as Role)}>{roles.map((each) => <option key={each} value={each}>{each}: {roleWords[each]}</option>)}</select></div>
      <div className="field">
        <label htmlFor={`${id}-password`}>First password, for somebody new to this installation</label>
        <input id={`${id}-password`} className="input" type="password" autoComplete="new-password" minLength={12} maxLength={256} value={password} onChange={(event) => setPassword(event.target.value)} />
        <span className="hint">At least 12 characters. Leave it empty for somebody who has an account.</span>
      </div>
      <div><ActButton type="submit" className="btn go" why={whyNot} busy={add.isPending}>Add</ActButton></div>
      <ProblemNote error={add.error} />
      {add.data && <p role="status"><Foreign>{add.data.email}</Foreign> is a member now: {add.data.role}.</p>}
    </form>
  );
}
