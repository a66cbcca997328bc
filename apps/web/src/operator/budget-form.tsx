import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import type { BudgetUse, Plan } from '../api/types.ts';
import { budgetRows } from '../tenant/budget-rows.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { BudgetFields } from './budget-fields.tsx';
import { budgetFromText, budgetToText } from './budget-text.ts';

/** Sets a tenant's budget, from a plan or field by field; says before when it is below what is used. */
export function BudgetForm({ tenant, budget, plans }: { tenant: string; budget: BudgetUse; plans: readonly Plan[] }) {
  const [text, setText] = useState(() => budgetToText(budget.budget));
  const [plan, setPlan] = useState(budget.plan);
  const client = useQueryClient();
  const wanted = budgetFromText(text);
  const below = wanted && budget.used ? budgetRows({ ...budget, budget: wanted }).filter(({ used, whole }) => used > whole) : [];
  const save = useMutation({
    mutationFn: (of: NonNullable<typeof wanted>) => unwrap(api.PUT('/v1/operator/tenants/{tenant}/budget', { params: { path: { tenant } }, body: { plan, budget: of } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['operator'] }),
  });
  return (
    <form className="stack content-start" onSubmit={(event) => { event.preventDefault(); if (wanted) save.mutate(wanted); }} aria-labelledby="set">
      <h2 id="set">Set the budget</h2>
      <div className="field">
        <label htmlFor="plan">Start from a plan</label>
        <select id="plan" className="input" value={plan} onChange={(event) => {
          setPlan(event.target.value);
          const chosen = plans.find(({ name }) => name === event.target.value);
          if (chosen) setText(budgetToText(chosen.budget));
        }}>
          {!plans.some(({ name }) => name === plan) && <option>{plan}</option>}
          {plans.map(({ name }) => <option key={name}>{name}</option>)}
        </select>
      </div>
      <BudgetFields value={text} onChange={setText} />
      {below.length > 0 && <p className="note warn">{below.map(({ name }) => name).join(', ')} would be below what is used: nothing is stopped, and nothing can grow.</p>}
      <div><button type="submit" className="btn go" disabled={wanted === null || save.isPending}>Set the budget</button></div>
      <ProblemNote error={save.error} />
      {save.isSuccess && <p role="status">Set. The cluster enforces it within seconds.</p>}
    </form>
  );
}
