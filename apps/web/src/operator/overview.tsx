'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api } from '../api/browser-client.ts';
import { clustersQuery, operatorTenantsQuery } from '../api/operator-queries.ts';
import { FlagMark } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ClusterTable } from './clusters.tsx';
import { TenantTable } from './tenants.tsx';

/** What needs the operator, the clusters, the tenants. */
export function OperatorOverview() {
  const { data: tenants } = useQuery(operatorTenantsQuery(api));
  const { data: clusters } = useQuery(clustersQuery(api));
  const stuck = tenants?.filter(({ lastError }) => lastError !== null) ?? [];
  const lost = clusters?.filter(({ observed }) => observed !== null && !observed.reachable) ?? [];
  return (
    <>
      <div className="pagehead !mb-0"><h1>Operator</h1></div>
      {stuck.length + lost.length > 0 && (
        <section className="attention" aria-labelledby="attention">
          <h2 id="attention">Needs attention</h2>
          <ul>
            {lost.map(({ name, observed }) => <li key={`cluster-${name}`}><FlagMark flag="unknown" tone="warn" /><b>{name}</b><span>cannot be reached: <Foreign>{observed?.message ?? 'no answer'}</Foreign></span></li>)}
            {stuck.map(({ slug, lastError }) => <li key={slug}><FlagMark flag="fail" tone="fail" /><Link href={`/operator/tenants/${slug}`}><b>{slug}</b></Link><span><Foreign>{lastError ?? ''}</Foreign></span></li>)}
          </ul>
        </section>
      )}
      <section className="region" aria-labelledby="clusters"><div className="head"><h2 id="clusters">Clusters</h2><Link className="end small" href="/operator/clusters">All</Link></div><ClusterTable clusters={clusters ?? []} /></section>
      <section className="region" aria-labelledby="tenants"><div className="head"><h2 id="tenants">Tenants</h2><Link className="end small" href="/operator/tenants">All, and make one</Link></div><TenantTable tenants={tenants ?? []} /></section>
    </>
  );
}
