import { useId, type ReactNode } from 'react';
import { Foreign } from './foreign.tsx';

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** What the API says of it. */
  error?: string | null;
  children: (input: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }) => ReactNode;
}

/** A form's field with its label, a hint, and what is wrong with it. */
export function Field({ label, hint, error = null, children }: FieldProps) {
  const id = useId();
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(error === null ? [] : [`${id}-error`])].join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error === null ? undefined : true })}
      {error !== null && <p className="error" id={`${id}-error`} role="alert"><Foreign>{error}</Foreign></p>}
      {hint !== undefined && <p className="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}
