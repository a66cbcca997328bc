'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { api } from '../api/browser-client.ts';
import { operatorBudgetQuery, operatorTenantsQuery, plansQuery } from '../api/operator-queries.ts';
import type { Tenant } from '../api/types.ts';
import { useHeldOrder } from '../apps/use-held-order.ts';
import { Moment } from '../live/time.tsx';
import { fullest } from '../shell/top-bar.tsx';
import { ActButton } from '../ui/act-button.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { Gauge } from '../ui/meter.tsx';
import { tenantViews } from './tenant-state.tsx';

const NewTenantDialog = dynamic(() => import('./new-tenant-dialog.tsx').then((m) => m.NewTenantDialog), { ssr: false });

export function Tenants() {
  const { data } = useQuery(operatorTenantsQuery(api));
  const { data: plans } = useQuery(plansQuery(api));
  const [filter, setFilter] = useState('');
  const [making, setMaking] = useState(false);
  const { items, waiting, hold } = useHeldOrder(data ?? [], ({ slug }) => slug);
  const rows = items.filter((tenant) => `${tenant.slug} ${tenant.name} ${tenant.plan} ${tenant.state}`.toLowerCase().includes(filter.toLowerCase()));
  return (
    <>
      <div className="pagehead"><h1>Tenants</h1><div className="end"><ActButton className="btn go" onIntent={() => void import('./new-tenant-dialog.tsx')} onClick={() => setMaking(true)}>New tenant</ActButton></div></div>
      <div {...hold}>
        <div className="flex gap-4 items-center mb-3 max-w-[24rem]">
          <input data-filter className="input sm" type="search" aria-label="Filter tenants" placeholder="/ filter" value={filter} onChange={(event) => setFilter(event.target.value)} />
          <span className="small sub whitespace-nowrap" role="status">{waiting > 0 ? `${waiting} new` : ''}</span>
        </div>
        <TenantTable tenants={rows} />
      </div>
      {making && <NewTenantDialog plans={plans ?? []} onClose={() => setMaking(false)} />}
    </>
  );
}

/** Tenants with their budgets and what of them is used. */
export function TenantTable({ tenants }: { tenants: readonly Tenant[] }) {
  if (tenants.length === 0) return <p className="sub">None.</p>;
  return (
    <table className="cards">
      <thead><tr><th scope="col">Tenant</th><th scope="col">State</th><th scope="col">Plan</th><th scope="col">Budget used</th><th scope="col" className="num">Apps</th><th scope="col" className="num">Members</th><th scope="col">Since</th></tr></thead>
      <tbody>
        {tenants.map((tenant) => (
          <tr key={tenant.slug}>
            <th scope="row" className="wrap"><Link data-row href={`/operator/tenants/${tenant.slug}`}><b>{tenant.slug}</b></Link> {tenant.name !== tenant.slug && <span className="sub"><Foreign>{tenant.name}</Foreign></span>}</th>
            <td><StateLabel view={tenantViews[tenant.state]} /></td>
            <td data-label="Plan">{tenant.plan}</td>
            <td><TenantGauge tenant={tenant.slug} /></td>
            <td className="num" data-label="Apps">{tenant.apps}</td>
            <td className="num" data-label="Members">{tenant.members}</td>
            <td data-label="Since"><Moment at={tenant.createdAt} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TenantGauge({ tenant }: { tenant: string }) {
  const { data } = useQuery(operatorBudgetQuery(api, tenant));
  const share = data ? fullest(data) : null;
  return <span className="flex gap-2 items-center"><span className="w-24"><Gauge used={share ?? 0} whole={100} /></span><span className="min-w-12">{share === null ? '–' : `${share} %`}</span></span>;
}
