'use client';

import { useState } from 'react';
import { Dialog, DialogClose } from '../ui/dialog.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { looksSecret, parseDotenv } from './parse-dotenv.ts';

interface PasteDialogProps {
  /** Names that are secrets already. */
  secrets: readonly string[];
  onPaste: (set: Record<string, string>, secrets: Record<string, string>) => void;
  onClose: () => void;
}

/** Takes the text of a `.env` file, all or nothing; each name can be a variable or a secret. */
export function PasteDialog({ secrets, onPaste, onClose }: PasteDialogProps) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Record<string, boolean>>({});
  const { values, problems } = parseDotenv(text);
  const names = Object.keys(values);
  const isSecret = (name: string) => chosen[name] ?? (secrets.includes(name) || looksSecret(name));
  const pick = (secret: boolean) => Object.fromEntries(Object.entries(values).filter(([name]) => isSecret(name) === secret));
  return (
    <Dialog title="Paste .env" onClose={onClose} wide>
      <div className="stack">
        <div className="field">
          <label htmlFor="dotenv">Lines of NAME=value</label>
          <textarea id="dotenv" className="input mono" autoFocus autoComplete="off" spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />
        </div>
        <div aria-live="polite">
          {problems.map(({ line, message }) => <p key={line} className="text-fail small">Line {line}: <Foreign>{message}</Foreign></p>)}
        </div>
        {names.length > 0 && (
          <ul>{names.map((name) => <li key={name}><label className="check"><input type="checkbox" checked={isSecret(name)} onChange={(event) => setChosen((before) => ({ ...before, [name]: event.target.checked }))} /><Foreign code>{name}</Foreign> <span className="sub">{isSecret(name) ? 'secret' : 'variable'}</span></label></li>)}</ul>
        )}
      </div>
      <div className="row">
        <DialogClose className="btn">Cancel</DialogClose>
        <button type="button" className="btn go" disabled={names.length === 0 || problems.length > 0} onClick={() => { onPaste(pick(false), pick(true)); onClose(); }}>Add to the changes</button>
      </div>
    </Dialog>
  );
}
