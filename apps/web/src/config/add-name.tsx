import { useId, useState } from 'react';
import { looksSecret } from './parse-dotenv.ts';

/** Adds a variable or a secret to the changes; a name that looks like a secret is proposed as one. */
export function AddName({ taken, onAdd }: { taken: readonly string[]; onAdd: (name: string, value: string, secret: boolean) => void }) {
  const id = useId();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [chosen, setChosen] = useState<boolean | null>(null);
  const secret = chosen ?? looksSecret(name);
  return (
    <form
      className="stack mt-4 pt-4 border-t border-line"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(name, value, secret);
        setName('');
        setValue('');
        setChosen(null);
      }}
    >
      <h3>Add</h3>
      <div className="field">
        <label htmlFor={`${id}-name`}>Name</label>
        <input id={`${id}-name`} className="input mono" required maxLength={128} pattern="[A-Za-z_][A-Za-z0-9_]*" title="letters, digits and underscores, not starting with a digit" autoComplete="off" spellCheck={false} value={name} onChange={(event) => setName(event.target.value)} aria-describedby={`${id}-taken`} />
        <span className="hint" id={`${id}-taken`} aria-live="polite">{taken.includes(name) ? 'This name is set already; it will be changed.' : ''}</span>
      </div>
      <div className="field">
        <label htmlFor={`${id}-value`}>Value</label>
        <input id={`${id}-value`} className="input mono" type={secret ? 'password' : 'text'} autoComplete={secret ? 'new-password' : 'off'} spellCheck={false} maxLength={65_536} value={value} onChange={(event) => setValue(event.target.value)} />
      </div>
      <label className="check"><input type="checkbox" checked={secret} onChange={(event) => setChosen(event.target.checked)} />Secret: sealed, and never shown again</label>
      <div><button type="submit" className="btn">Add to the changes</button></div>
    </form>
  );
}
