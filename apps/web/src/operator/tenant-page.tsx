'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { operatorBudgetQuery, operatorTenantQuery, plansQuery } from '../api/operator-queries.ts';
import { berthCommand } from '../format/command.ts';
import { plural } from '../format/quantities.ts';
import { Ago, Moment } from '../live/time.tsx';
import { budgetRows } from '../tenant/budget-rows.ts';
import { ActButton } from '../ui/act-button.tsx';
import { CopyButton } from '../ui/copy.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { Meter } from '../ui/meter.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { BudgetForm } from './budget-form.tsx';
import { tenantViews } from './tenant-state.tsx';

const DeleteDialog = dynamic(() => import('../ui/delete-dialog.tsx').then((m) => m.DeleteDialog), { ssr: false });

/** One tenant as the operator sees it: state, budget and its use, suspend, delete. */
export function TenantPage({ tenant }: { tenant: string }) {
  const { data: row } = useQuery(operatorTenantQuery(api, tenant));
  const { data: budget } = useQuery(operatorBudgetQuery(api, tenant));
  const { data: plans } = useQuery(plansQuery(api));
  const [deleting, setDeleting] = useState(false);
  const router = useRouter();
  const client = useQueryClient();
  const path = { params: { path: { tenant } } };
  const refresh = () => client.invalidateQueries({ queryKey: ['operator'] });
  const suspend = useMutation({ mutationFn: () => unwrap(api.POST('/v1/operator/tenants/{tenant}/suspend', path)), onSettled: refresh });
  const resume = useMutation({ mutationFn: () => unwrap(api.POST('/v1/operator/tenants/{tenant}/resume', path)), onSettled: refresh });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v1/operator/tenants/{tenant}', { params: { path: { tenant }, query: { confirm: tenant } } })),
    onSuccess: () => { router.push('/operator/tenants'); void refresh(); },
  });
  if (!row || !budget) return null;
  const suspended = row.state === 'suspended';
  const why = row.state === 'deleting' ? 'The tenant is being deleted.' : row.state === 'provisioning' ? 'The tenant is being set up.' : null;
  return (
    <>
      <div className="pagehead">
        <h1>{tenant}</h1>
        <StateLabel view={tenantViews[row.state]}><span className="sub">since <Moment at={row.createdAt} />, {plural(row.apps, 'app')}, {plural(row.members, 'member')}, on {row.cluster}</span></StateLabel>
        <div className="end">
          <CopyButton className="btn" label="suspends or resumes" text={berthCommand(['admin', 'tenants', suspended ? 'resume' : 'suspend', tenant])}>Copy as command</CopyButton>
          {suspended ? <ActButton busy={resume.isPending} onClick={() => resume.mutate()}>Resume</ActButton> : <ActButton why={why} busy={suspend.isPending} onClick={() => suspend.mutate()}>Suspend</ActButton>}
        </div>
      </div>
      <ProblemNote error={suspend.error ?? resume.error} />
      {row.lastError !== null && <p className="note fail mb-4"><Foreign>{row.lastError}</Foreign></p>}
      <div className="two">
        <section aria-labelledby="use">
          <h2 id="use">Budget and use</h2>
          <p className="sub small">plan {budget.plan}, {budget.measuredAt === null ? 'not measured yet' : <>measured <Ago at={budget.measuredAt} /></>}</p>
          {budgetRows(budget).map((each) => <Meter key={each.key} name={each.name} words={each.words} used={each.used} whole={each.whole} />)}
        </section>
        <BudgetForm tenant={tenant} budget={budget} plans={plans ?? []} />
      </div>
      <section className="border-t border-ink pt-4 mt-8 stack max-w-[40rem]" aria-labelledby="danger">
        <h2 id="danger">Delete this tenant</h2>
        <p>Everything that is theirs goes: apps, images, config, secrets, logs, members. This cannot be undone.</p>
        <div><ActButton why={row.state === 'deleting' ? 'The tenant is being deleted already.' : null} onIntent={() => void import('../ui/delete-dialog.tsx')} onClick={() => setDeleting(true)}>Delete {tenant}…</ActButton></div>
      </section>
      {deleting && (
        <DeleteDialog name={tenant} error={remove.error} busy={remove.isPending} onDelete={() => remove.mutate()} onClose={() => setDeleting(false)}>
          <ul className="list-disc pl-5"><li>{plural(row.apps, 'app')} with all URLs, releases and images</li><li>all variables, secrets and logs</li><li>the access of {plural(row.members, 'member')}</li></ul>
        </DeleteDialog>
      )}
    </>
  );
}
