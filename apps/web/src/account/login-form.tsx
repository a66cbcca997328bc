'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { ProblemNote } from '../ui/problem-note.tsx';

/** Password login; the API sets the session's cookie. */
export function LoginForm({ next }: { next: string }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const login = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/login', { body: { email, password } })),
    onSuccess: () => location.assign(next),
  });
  return (
    <form className="stack" method="post" action="/login" onSubmit={(event) => { event.preventDefault(); login.mutate(); }}>
      <h1>Log in to Berth</h1>
      <div className="field">
        <label htmlFor="email">E-mail</label>
        <input id="email" name="email" className="input" type="email" autoComplete="username" required maxLength={254} autoFocus value={email} onChange={(event) => setEmail(event.target.value)} />
      </div>
      <div className="field">
        <label htmlFor="password">Password</label>
        <input id="password" name="password" className="input" type="password" autoComplete="current-password" required maxLength={256} value={password} onChange={(event) => setPassword(event.target.value)} />
      </div>
      <div><button type="submit" className="btn go" disabled={login.isPending || login.isSuccess}>Log in</button></div>
      <ProblemNote error={login.error} />
    </form>
  );
}
