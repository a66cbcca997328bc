'use client';

import { useMutation } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { ProblemNote } from '../ui/problem-note.tsx';

const never = () => () => {};

/**
 * Password login; the API sets the session's cookie. What is typed before the page's script runs stays in the fields,
 * and nothing can be sent until then: the browser itself would empty the form.
 */
export function LoginForm({ next }: { next: string }) {
  const isAlive = useSyncExternalStore(never, () => true, () => false);
  const login = useMutation({
    mutationFn: (form: FormData) => unwrap(api.POST('/v1/login', { body: { email: String(form.get('email')), password: String(form.get('password')) } })),
    onSuccess: () => location.assign(next),
  });
  return (
    <form className="stack" method="post" action="/login" onSubmit={(event) => { event.preventDefault(); login.mutate(new FormData(event.currentTarget)); }}>
      <h1>Log in to Berth</h1>
      <div className="field">
        <label htmlFor="email">E-mail</label>
        <input id="email" name="email" className="input" type="email" autoComplete="username" required maxLength={254} autoFocus />
      </div>
      <div className="field">
        <label htmlFor="password">Password</label>
        <input id="password" name="password" className="input" type="password" autoComplete="current-password" required maxLength={256} />
      </div>
      <div><button type="submit" className="btn go" disabled={!isAlive || login.isPending || login.isSuccess}>Log in</button></div>
      <ProblemNote error={login.error} />
    </form>
  );
}
