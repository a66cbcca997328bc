'use client';

import { useId, useState, type ReactNode } from 'react';
import { Dialog, DialogClose } from './dialog.tsx';
import { ProblemNote } from './problem-note.tsx';

interface DeleteDialogProps {
  name: string;
  verb?: 'Delete' | 'Remove';
  /** What is lost. */
  children: ReactNode;
  error: unknown;
  busy: boolean;
  onDelete: () => void;
  onClose: () => void;
}

/** Something irreversible: lists what is lost, and wants the name typed. */
export function DeleteDialog({ name, verb = 'Delete', children, error, busy, onDelete, onClose }: DeleteDialogProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  return (
    <Dialog title={`${verb} ${name}`} onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); if (typed === name) onDelete(); }}>
        {children}
        <div className="field">
          <label htmlFor={id}>Type <b>{name}</b> to confirm</label>
          <input id={id} className="input" autoComplete="off" autoFocus spellCheck={false} value={typed} onChange={(event) => setTyped(event.target.value)} />
        </div>
        <ProblemNote error={error} />
        <div className="row">
          <DialogClose className="btn" type="button">Cancel</DialogClose>
          <button type="submit" className="btn danger" disabled={typed !== name || busy}>{verb} {name}</button>
        </div>
      </form>
    </Dialog>
  );
}
