'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { plansQuery } from '../api/operator-queries.ts';
import type { Plan } from '../api/types.ts';
import { formatCpu, formatMemory } from '../format/quantities.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { BudgetFields } from './budget-fields.tsx';
import { budgetFromText, budgetToText, type BudgetText } from './budget-text.ts';

const first: BudgetText = { cpuMillicores: '4', memoryBytes: '8', pods: '40', storageBytes: '20', apps: '20' };

/** Named budgets. */
export function Plans() {
  const { data: plans } = useQuery(plansQuery(api));
  const [edited, setEdited] = useState<Plan | null>(null);
  return (
    <>
      <div className="pagehead"><h1>Plans</h1></div>
      <table className="cards mb-8">
        <thead><tr><th scope="col">Plan</th><th scope="col" className="num">CPU</th><th scope="col" className="num">Memory</th><th scope="col" className="num">Pods</th><th scope="col" className="num">Storage</th><th scope="col" className="num">Apps</th><th scope="col"><span className="sr-only">Act</span></th></tr></thead>
        <tbody>
          {plans?.map((plan) => (
            <tr key={plan.name}>
              <th scope="row"><b>{plan.name}</b>{plan.isDefault && <span className="sub"> default</span>}</th>
              <td className="num" data-label="CPU">{formatCpu(plan.budget.cpuMillicores)}</td>
              <td className="num" data-label="Memory">{formatMemory(plan.budget.memoryBytes)}</td>
              <td className="num" data-label="Pods">{plan.budget.pods}</td>
              <td className="num" data-label="Storage">{formatMemory(plan.budget.storageBytes)}</td>
              <td className="num" data-label="Apps">{plan.budget.apps}</td>
              <td className="num"><button type="button" className="btn sm" onClick={() => setEdited(plan)} aria-label={`Change plan ${plan.name}`}>Change</button></td>
            </tr>
          ))}
        </tbody>
      </table>
      <PlanForm key={edited?.name ?? ''} plan={edited} onDone={() => setEdited(null)} />
    </>
  );
}

function PlanForm({ plan, onDone }: { plan: Plan | null; onDone: () => void }) {
  const id = useId();
  const [name, setName] = useState(plan?.name ?? '');
  const [text, setText] = useState(plan ? budgetToText(plan.budget) : first);
  const [isDefault, setDefault] = useState(plan?.isDefault ?? false);
  const client = useQueryClient();
  const budget = budgetFromText(text);
  const save = useMutation({
    mutationFn: (of: NonNullable<typeof budget>) => unwrap(api.PUT('/v1/operator/plans/{plan}', { params: { path: { plan: name } }, body: { budget: of, isDefault } })),
    onSuccess: async () => { await client.invalidateQueries({ queryKey: ['operator', 'plans'] }); onDone(); },
  });
  return (
    <form className="stack border-t border-ink pt-4" onSubmit={(event) => { event.preventDefault(); if (budget) save.mutate(budget); }} aria-labelledby={id}>
      <h2 id={id}>{plan ? `Change ${plan.name}` : 'Make a plan'}</h2>
      {!plan && <div className="field max-w-[20rem]"><label htmlFor={`${id}-name`}>Name</label><input id={`${id}-name`} className="input" required pattern="[a-z][a-z0-9\-]{0,29}" maxLength={30} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} /></div>}
      <BudgetFields value={text} onChange={setText} />
      <label className="check"><input type="checkbox" checked={isDefault} onChange={(event) => setDefault(event.target.checked)} />The plan of new tenants when none is named</label>
      <div className="flex gap-2"><button type="submit" className="btn go" disabled={budget === null || save.isPending}>Save the plan</button>{plan && <button type="button" className="btn" onClick={onDone}>Cancel</button>}</div>
      <ProblemNote error={save.error} />
    </form>
  );
}
