'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api } from '../api/browser-client.ts';
import { budgetQuery } from '../api/queries.ts';
import { tenantPath } from '../shell/places.ts';
import { budgetRows } from '../tenant/budget-rows.ts';
import { Foreign } from '../ui/foreign.tsx';
import { Meter } from '../ui/meter.tsx';

export function BudgetRegion({ tenant }: { tenant: string }) {
  const { data } = useQuery(budgetQuery(api, tenant));
  return (
    <section className="region" aria-labelledby="budget">
      <div className="head"><h2 id="budget">Budget of <Foreign>{tenant}</Foreign></h2><Link className="end small" href={`${tenantPath(tenant)}/usage`}>Usage</Link></div>
      {data && budgetRows(data).filter(({ key }) => key === 'cpuMillicores' || key === 'memoryBytes' || key === 'pods').map((row) => <Meter key={row.key} name={row.name} words={row.words} used={row.used} whole={row.whole} />)}
      {data && !data.used && <p className="small sub mt-2">The cluster has not counted the use yet.</p>}
    </section>
  );
}
