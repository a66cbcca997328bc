'use client';

import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { Foreign } from '../ui/foreign.tsx';
import type { Place } from './places.ts';

const EnvironmentList = dynamic(() => import('./environment-list.tsx').then((m) => m.EnvironmentList), { ssr: false });

/** Which environment the page speaks of; opens the list of the others. */
export function EnvironmentSwitcher({ place }: { place: Place }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <div
      className="switch"
      onBlur={({ currentTarget, relatedTarget }) => { if (!currentTarget.contains(relatedTarget)) setOpen(false); }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button ref={button} type="button" aria-expanded={open} onPointerEnter={() => void import('./environment-list.tsx')} onFocus={() => void import('./environment-list.tsx')} onClick={() => setOpen(!open)}>
        <span className="sr-only">Environment </span><Foreign>{place.environment ?? ''}</Foreign><svg viewBox="0 0 8 5" width="8" height="5" aria-hidden="true" className="flex-none"><path d="M1 1 4 4 7 1" fill="none" stroke="currentColor" strokeWidth="1.5" /></svg>
      </button>
      {open && <EnvironmentList place={place} onChosen={() => setOpen(false)} />}
    </div>
  );
}
