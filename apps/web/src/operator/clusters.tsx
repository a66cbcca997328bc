'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '../api/browser-client.ts';
import { clustersQuery } from '../api/operator-queries.ts';
import type { Cluster } from '../api/types.ts';
import { formatCpu, formatMemory } from '../format/quantities.ts';
import { Ago } from '../live/time.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';

export function Clusters() {
  const { data } = useQuery(clustersQuery(api));
  return <><div className="pagehead"><h1>Clusters</h1></div><ClusterTable clusters={data ?? []} /></>;
}

/** Targets with what was last heard of them. */
export function ClusterTable({ clusters }: { clusters: readonly Cluster[] }) {
  if (clusters.length === 0) return <p className="sub">None.</p>;
  return (
    <table className="cards">
      <thead><tr><th scope="col">Cluster</th><th scope="col">State</th><th scope="col">Version</th><th scope="col" className="num">Nodes</th><th scope="col" className="num">CPU</th><th scope="col" className="num">Memory</th><th scope="col" className="num">Tenants</th><th scope="col">Base domain</th></tr></thead>
      <tbody>
        {clusters.map(({ name, observed, tenants, baseDomain, isDefault }) => (
          <tr key={name}>
            <th scope="row"><b>{name}</b>{isDefault && <span className="sub"> default</span>}</th>
            <td className="wrap"><StateLabel view={observed === null ? { flag: 'unknown', tone: 'warn', words: 'Not heard yet' } : observed.reachable ? { flag: 'live', tone: 'live', words: 'Reachable' } : { flag: 'unknown', tone: 'warn', words: 'Cannot be reached' }}>{observed && <span className="sub">heard <Ago at={observed.observedAt} /></span>}</StateLabel>{observed?.message && <span className="small sub"><Foreign>{observed.message}</Foreign></span>}</td>
            <td data-label="Version">{observed?.version ?? '–'}</td>
            <td className="num" data-label="Nodes">{observed?.nodes ?? '–'}</td>
            <td className="num" data-label="CPU">{observed ? formatCpu(observed.cpuMillicores) : '–'}</td>
            <td className="num" data-label="Memory">{observed ? formatMemory(observed.memoryBytes) : '–'}</td>
            <td className="num" data-label="Tenants">{tenants}</td>
            <td className="wrap">{baseDomain}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
