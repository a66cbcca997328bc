'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

/** Allows or denies a login that a command line waits for. The person compares the code, so that nobody else's is allowed. */
export function DeviceForm({ email, code: given }: { email: string; code: string }) {
  const [code, setCode] = useState(given);
  const answer = useMutation({ mutationFn: (allow: boolean) => unwrap(api.POST('/v1/device/answer', { body: { userCode: code.trim().toUpperCase(), allow } })) });
  if (answer.data) {
    return (
      <div className="stack" role="status">
        <h1>{answer.data.state === 'approved' ? 'Login allowed' : 'Login denied'}</h1>
        <p><Foreign>{answer.data.clientName}</Foreign> {answer.data.state === 'approved' ? `is logged in as ${email}. You can close this page and go back to it.` : 'got no access.'}</p>
      </div>
    );
  }
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); answer.mutate(true); }}>
      <h1>A command line asks to log in</h1>
      <p>It will act as <b>{email}</b>, with everything that you may do. Allow it only when you started it yourself and it shows this code.</p>
      <div className="field">
        <label htmlFor="code">Code</label>
        <input id="code" className="input mono" required maxLength={16} autoComplete="off" autoCapitalize="characters" spellCheck={false} value={code} onChange={(event) => setCode(event.target.value)} />
      </div>
      <div className="flex gap-2">
        <button type="submit" className="btn go" disabled={answer.isPending}>Allow</button>
        <button type="button" className="btn" disabled={answer.isPending || code.trim() === ''} onClick={() => answer.mutate(false)}>Deny</button>
      </div>
      <ProblemNote error={answer.error} />
    </form>
  );
}
