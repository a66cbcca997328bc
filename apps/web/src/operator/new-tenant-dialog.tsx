'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId, useState, type InputHTMLAttributes } from 'react';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import type { Plan } from '../api/types.ts';
import { Dialog, DialogClose } from '../ui/dialog.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

/** Makes a tenant with its first owner. */
export function NewTenantDialog({ plans, onClose }: { plans: readonly Plan[]; onClose: () => void }) {
  const id = useId();
  const [form, setForm] = useState({ slug: '', email: '', password: '', plan: '' });
  const router = useRouter();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/operator/tenants', { body: { slug: form.slug, owner: { email: form.email, ...(form.password === '' ? {} : { password: form.password }) }, ...(form.plan === '' ? {} : { plan: form.plan }) } })),
    onSuccess: async (tenant) => {
      await client.invalidateQueries({ queryKey: ['operator', 'tenants'] });
      onClose();
      router.push(`/operator/tenants/${tenant.slug}`);
    },
  });
  const field = (name: 'slug' | 'email' | 'password', label: string, attributes: InputHTMLAttributes<HTMLInputElement>, hint: string) => (
    <div className="field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <input {...attributes} id={`${id}-${name}`} className="input" value={form[name]} onChange={(event) => setForm({ ...form, [name]: event.target.value })} aria-describedby={`${id}-${name}-hint`} />
      <span className="hint" id={`${id}-${name}-hint`}>{hint}</span>
    </div>
  );
  return (
    <Dialog title="New tenant" onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); make.mutate(); }}>
        {field('slug', 'Name', { required: true, pattern: '[a-z][a-z0-9]{2,19}', maxLength: 20, autoComplete: 'off', autoFocus: true }, 'A letter, then lower-case letters and digits, 3 to 20, no hyphen. It becomes part of every URL.')}
        <div className="field">
          <label htmlFor={`${id}-plan`}>Plan</label>
          <select id={`${id}-plan`} className="input" value={form.plan} onChange={(event) => setForm({ ...form, plan: event.target.value })}>
            <option value="">the default plan</option>
            {plans.map(({ name }) => <option key={name}>{name}</option>)}
          </select>
        </div>
        {field('email', 'E-mail of its first owner', { type: 'email', required: true, maxLength: 254, autoComplete: 'off' }, '')}
        {field('password', 'First password', { type: 'password', minLength: 12, maxLength: 256, autoComplete: 'new-password' }, 'At least 12 characters; empty when the owner has an account here.')}
        <ProblemNote error={make.error} />
        <div className="row"><DialogClose className="btn" type="button">Cancel</DialogClose><button type="submit" className="btn go" disabled={make.isPending}>Make the tenant</button></div>
      </form>
    </Dialog>
  );
}
