import { useId } from 'react';
import { Foreign } from '../ui/foreign.tsx';

interface ConfigRowProps {
  name: string;
  secret: boolean;
  value: string;
  removed: boolean;
  onChange: (value: string) => void;
  onRemove: () => void;
  onKeep: () => void;
}

/** One variable or secret. A secret has an empty field: what is typed replaces it. */
export function ConfigRow({ name, secret, value, removed, onChange, onRemove, onKeep }: ConfigRowProps) {
  const id = useId();
  return (
    <div className="flex gap-2 items-end py-1.5">
      <div className="field grow">
        <label htmlFor={id} className="!flex gap-2"><Foreign code>{name}</Foreign>{secret && <span>secret</span>}</label>
        {removed ? (
          <p className="input !border-dashed sub" id={id}>will be removed</p>
        ) : value.includes('\n') && !secret ? (
          <textarea id={id} className="input mono" spellCheck={false} value={value} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <input id={id} className="input mono" type={secret ? 'password' : 'text'} autoComplete={secret ? 'new-password' : 'off'} spellCheck={false} value={value} placeholder={secret ? 'set; type to replace it' : ''} onChange={(event) => onChange(event.target.value)} />
        )}
      </div>
      <button type="button" className="btn" onClick={removed ? onKeep : onRemove} aria-label={removed ? `Keep ${name}` : `Remove ${name}`}>{removed ? 'Keep' : 'Remove'}</button>
    </div>
  );
}
