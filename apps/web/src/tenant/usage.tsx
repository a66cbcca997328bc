'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api } from '../api/browser-client.ts';
import { appsQuery, budgetQuery } from '../api/queries.ts';
import { Ago } from '../live/time.tsx';
import { appPath } from '../shell/places.ts';
import { Foreign } from '../ui/foreign.tsx';
import { Meter } from '../ui/meter.tsx';
import { budgetRows } from './budget-rows.ts';

/** Usage against the budget that the cluster enforces. */
export function Usage({ tenant }: { tenant: string }) {
  const { data: budget } = useQuery(budgetQuery(api, tenant));
  const { data: apps } = useQuery(appsQuery(api, tenant));
  if (!budget) return null;
  const rows = budgetRows(budget);
  const near = rows.filter(({ percent, key }) => percent >= 80 && key !== 'apps');
  return (
    <>
      <div className="pagehead">
        <h1>Usage</h1>
        <span className="sub small">plan <Foreign>{budget.plan}</Foreign>, enforced by the cluster, {budget.measuredAt === null ? 'not measured yet' : <>measured <Ago at={budget.measuredAt} /></>}</span>
      </div>
      {near.length > 0 && <p className="note warn mb-4">{near.map(({ name }) => name).join(' and ')} {near.length === 1 ? 'is' : 'are'} near the budget. What does not fit is refused, and what runs goes on. The operator of this installation can raise the budget.</p>}
      <div className="two">
        <section aria-label="Budget">{rows.map((row) => <Meter key={row.key} name={row.name} words={`${row.words}${row.whole > 0 ? `, ${row.percent} %` : ''}${row.percent >= 80 ? ', near' : ''}`} used={row.used} whole={row.whole} />)}</section>
        <section aria-labelledby="apps">
          <h2 id="apps" className="mb-2">Apps</h2>
          {apps?.length === 0 && <p className="sub">None yet.</p>}
          <ul>{apps?.map((app) => <li key={app.id} className="py-1"><Link href={`${appPath(tenant, app.name)}/processes`}><Foreign>{app.name}</Foreign></Link> <span className="sub small">processes and their pods</span></li>)}</ul>
        </section>
      </div>
    </>
  );
}
