import { useId } from 'react';
import type { Budget } from '../api/types.ts';
import { budgetUnits, type BudgetText } from './budget-text.ts';

/** The five parts of a budget as text fields in the units that people use. */
export function BudgetFields({ value, onChange }: { value: BudgetText; onChange: (value: BudgetText) => void }) {
  const id = useId();
  return (
    <div className="flex gap-3 flex-wrap">
      {(Object.keys(budgetUnits) as (keyof Budget)[]).map((key) => (
        <div className="field" key={key}>
          <label htmlFor={`${id}-${key}`}>{budgetUnits[key].label}</label>
          <input id={`${id}-${key}`} className="input !w-28" inputMode="decimal" required pattern="\d+([.]\d+)?" title="a number" value={value[key]} onChange={(event) => onChange({ ...value, [key]: event.target.value })} />
        </div>
      ))}
    </div>
  );
}
