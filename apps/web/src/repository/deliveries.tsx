'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import { deliveriesQuery } from '../api/repository-queries.ts';
import type { Delivery, EnvironmentKey } from '../api/types.ts';
import { Moment } from '../live/time.tsx';
import { appPath } from '../shell/places.ts';
import { deliveryViews, whyNotAgain } from '../state/delivery-views.ts';
import { ActButton } from '../ui/act-button.tsx';
import { StateLabel } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Prose } from '../ui/prose.tsx';

/** What the provider told of, newest first, and what became of it. */
export function Deliveries({ place }: { place: EnvironmentKey }) {
  const { tenant, app } = place;
  const { data, error } = useQuery(deliveriesQuery(api, tenant, app));
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: (delivery: string) => unwrap(api.POST('/v1/tenants/{tenant}/apps/{app}/repository/deliveries/{delivery}/redeliver', { params: { path: { tenant, app, delivery } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.repository(tenant, app) }),
  });
  return (
    <section className="border-t border-line pt-4 min-h-[8rem]" aria-labelledby="deliveries">
      <h3 id="deliveries" className="mb-2">Messages</h3>
      <ProblemNote error={error ?? again.error} />
      {data?.items.length === 0 && <p className="sub">None yet. Push to the repository, or look at its list of recent deliveries: it shows what Berth answered.</p>}
      {data && data.items.length > 0 && (
        <table className="cards">
          <thead><tr><th scope="col">When</th><th scope="col">Branch</th><th scope="col">Result</th><th scope="col">Reported</th><th scope="col"><span className="sr-only">Act</span></th></tr></thead>
          <tbody>{data.items.map((delivery) => <Row key={delivery.id} place={place} delivery={delivery} busy={again.isPending && again.variables === delivery.id} onAgain={() => again.mutate(delivery.id)} />)}</tbody>
        </table>
      )}
      {data?.nextCursor && <p className="sub small mt-3">The newest {data.items.length} are shown.</p>}
    </section>
  );
}

function Row({ place, delivery, busy, onAgain }: { place: EnvironmentKey; delivery: Delivery; busy: boolean; onAgain: () => void }) {
  const whyNot = useWhyNot('developer');
  const { branch, commit, environment, deployment, reason, reported, reportFailure, state } = delivery;
  return (
    <tr>
      <th scope="row"><Moment at={delivery.receivedAt} /></th>
      <td className="wrap">{branch === null ? <Foreign>{delivery.event}</Foreign> : <Foreign>{branch}</Foreign>}{commit !== null && <span className="sub small"> <Foreign code>{commit.slice(0, 8)}</Foreign></span>}</td>
      <td className="wrap full">
        <StateLabel view={deliveryViews[state]} />
        {deployment !== null && environment !== null && <span className="small block">deployment <Link href={`${appPath(place.tenant, place.app, environment)}/deployments`}>{deployment}</Link> in <Foreign>{environment}</Foreign></span>}
        {reason !== null && <span className="sub small block"><Prose>{reason}</Prose></span>}
      </td>
      <td className="wrap" data-label="Reported">{reported ?? '–'}{reportFailure !== null && <span className="sub small block"><Foreign>{reportFailure}</Foreign></span>}</td>
      <td className="num"><ActButton className="btn sm" why={whyNot ?? whyNotAgain(delivery)} busy={busy} label={`Work on the message of ${branch ?? delivery.event} again`} onClick={onAgain}>Again</ActButton></td>
    </tr>
  );
}
