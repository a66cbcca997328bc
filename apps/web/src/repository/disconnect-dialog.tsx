'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { EnvironmentKey } from '../api/types.ts';
import { Dialog, DialogClose } from '../ui/dialog.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

/** Says what is lost, then disconnects. */
export function DisconnectDialog({ place: { tenant, app }, onClose }: { place: EnvironmentKey; onClose: () => void }) {
  const client = useQueryClient();
  const disconnect = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v1/tenants/{tenant}/apps/{app}/repository', { params: { path: { tenant, app } } })),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: keys.repository(tenant, app) });
    },
  });
  return (
    <Dialog title="Disconnect the repository" onClose={onClose}>
      <div className="stack">
        <p>Pushes to it are not deployed any more. Its rules, secret, token and list of messages are gone; what was deployed stays.</p>
        <ProblemNote error={disconnect.error} />
      </div>
      <div className="row">
        <DialogClose className="btn">Cancel</DialogClose>
        <button type="button" className="btn danger" disabled={disconnect.isPending} onClick={() => disconnect.mutate()}>Disconnect</button>
      </div>
    </Dialog>
  );
}
