import type { Domain } from '../api/types.ts';
import { CopyButton } from '../ui/copy.tsx';
import { Foreign } from '../ui/foreign.tsx';

/** What has to be set at the DNS provider: the proof until it has been seen, and what leads visitors here. */
export function DnsRecords({ domain: { host, state, proof, target } }: { domain: Domain }) {
  const records = [...(state === 'pending' ? [{ ...proof, what: 'proves that it is yours' }] : []), { name: host, type: 'CNAME', value: target, what: 'leads its visitors here' }];
  return (
    <>
      <table className="cards table-fixed" aria-label={`DNS records of ${host}`}>
        <thead><tr><th scope="col" className="w-1/4">Record</th><th scope="col" className="w-1/3">Name</th><th scope="col">Value</th></tr></thead>
        <tbody>
          {records.map(({ name, type, value, what }) => (
            <tr key={type}>
              <th scope="row"><b>{type}</b> <span className="sub small">{what}</span></th>
              <td className="wrap full" data-label="Name"><Foreign code>{name}</Foreign> <CopyButton text={name} label={`Copy the name of the ${type} record of ${host}`} /></td>
              <td className="wrap full" data-label="Value"><Foreign code>{value}</Foreign> <CopyButton text={value} label={`Copy the value of the ${type} record of ${host}`} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {state === 'pending' && <p className="sub small mt-2">Where DNS allows no CNAME, as for <code>example.org</code> itself, use what your DNS provider has instead (ALIAS, ANAME), or ask the operator for the ingress’s address.</p>}
    </>
  );
}
