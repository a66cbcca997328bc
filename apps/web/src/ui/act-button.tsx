'use client';

import { useId, type ReactNode } from 'react';

interface ActButtonProps {
  children: ReactNode;
  onClick?: (() => void) | undefined;
  /** Fetches what the act needs before it is chosen. */
  onIntent?: (() => void) | undefined;
  /** Why the act is not possible, and who may; null when it is. */
  why?: string | null;
  busy?: boolean;
  className?: string;
  type?: 'button' | 'submit';
  label?: string;
}

/** A button that stays visible and reachable when it may not be used, and then says why. */
export function ActButton({ children, onClick, onIntent, why = null, busy = false, className = 'btn', type = 'button', label }: ActButtonProps) {
  const id = useId();
  const blocked = why !== null || busy;
  const button = (
    <button
      type={type}
      className={className}
      aria-label={label}
      aria-disabled={blocked || undefined}
      aria-busy={busy || undefined}
      aria-describedby={why === null ? undefined : id}
      onPointerEnter={onIntent}
      onFocus={onIntent}
      onClick={(event) => {
        if (blocked) event.preventDefault();
        else onClick?.();
      }}
    >
      {children}
    </button>
  );
  if (why === null) return button;
  return <span className="withwhy">{button}<span className="why" id={id} role="tooltip">{why}</span></span>;
}
