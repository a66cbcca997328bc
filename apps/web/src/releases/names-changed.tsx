'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '../api/browser-client.ts';
import { releaseDiffQuery } from '../api/queries.ts';
import type { EnvironmentKey } from '../api/types.ts';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

const signs = { added: { sign: '+', className: 'plus' }, removed: { sign: '−', className: 'minus' }, changed: { sign: '~', className: 'tilde' } } as const;

/** The variables and secrets that differ between the configs of two releases; a secret's value never, a variable's for who may read it. */
export function NamesChanged({ place, from, to }: { place: EnvironmentKey; from: number; to: number }) {
  const { data, error } = useQuery(releaseDiffQuery(api, place, from, to));
  return (
    <div className="small min-h-[1.5rem]">
      <ProblemNote error={error} />
      {data?.config.changes.length === 0 && <p className="sub">No variable and no secret differs.</p>}
      <ul aria-label="Variables and secrets that differ">
        {data?.config.changes.map(({ name, change, kind, before, after }) => (
          <li key={name}>
            <code className={signs[change].className} aria-hidden="true">{signs[change].sign}</code> <span className="sr-only">{change}: </span>{kind === 'secret' ? 'secret' : 'variable'} <Foreign code>{name}</Foreign>
            {before !== null && <> <Foreign code>{before}</Foreign></>}{before !== null && after !== null && ' →'}{after !== null && <> <Foreign code>{after}</Foreign></>}
          </li>
        ))}
      </ul>
      {data && !data.config.valuesShown && data.config.changes.some(({ kind }) => kind === 'variable') && <p className="sub">Values are shown to developers and above.</p>}
    </div>
  );
}
