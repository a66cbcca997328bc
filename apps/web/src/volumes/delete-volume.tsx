'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { EnvironmentKey } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { CopyButton } from '../ui/copy.tsx';
import { DeleteDialog } from '../ui/delete-dialog.tsx';

/** Deletes a volume that nothing uses, after its name was typed. */
export function DeleteVolume({ place, name, onClose }: { place: EnvironmentKey; name: string; onClose: () => void }) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/volumes/{volume}', { params: { path: { ...place, volume: name }, query: { confirm: name } } })),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: keys.volumes(place) });
    },
  });
  const command = berthCommand(['volumes', 'delete', name], place);
  return (
    <DeleteDialog name={name} error={remove.error} busy={remove.isPending} onDelete={() => remove.mutate()} onClose={onClose}>
      <ul className="list-disc pl-5">
        <li>what is on it is gone, for good</li>
        <li>a rollback to a version that uses it starts with an empty one</li>
      </ul>
      <div><CopyButton text={command} label={command} className="btn sm">Copy as command</CopyButton></div>
    </DeleteDialog>
  );
}
