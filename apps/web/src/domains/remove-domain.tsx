'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { Domain, EnvironmentKey } from '../api/types.ts';
import { DeleteDialog } from '../ui/delete-dialog.tsx';

/** Removes a domain after its name was typed. */
export function RemoveDomain({ place, domain: { host, state, certificate, fromSource }, onClose }: { place: EnvironmentKey; domain: Domain; onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/domains/{host}', { params: { path: { ...place, host } } })),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: keys.domains(place) });
    },
  });
  return (
    <DeleteDialog name={host} verb="Remove" error={remove.error} busy={remove.isPending} onDelete={() => remove.mutate()} onClose={onClose}>
      <ul className="list-disc pl-5">
        {state === 'pending' ? <li>its proof is looked for no more</li> : <li>{host} does not lead to {place.app} any more, and who proves it next gets it</li>}
        {certificate && <li>its certificate and key are forgotten</li>}
        {fromSource && <li>berth.yaml still names it: the next deployment of the source adds it again, to be proven anew</li>}
      </ul>
    </DeleteDialog>
  );
}
