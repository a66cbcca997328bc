'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { AppEnvironment, EnvironmentKey } from '../api/types.ts';
import { appPath } from '../shell/places.ts';
import { DeleteDialog } from '../ui/delete-dialog.tsx';
import { Foreign } from '../ui/foreign.tsx';

/** Deletes an environment or a preview after its name was typed. */
export function DeleteEnvironment({ place: { tenant, app, environment: here }, environment: { name, url, servingRelease, preview, configVersion }, onClose }: { place: EnvironmentKey; environment: AppEnvironment; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => (preview
      ? unwrap(api.DELETE('/v1/tenants/{tenant}/apps/{app}/previews', { params: { path: { tenant, app }, query: { branch: preview.branch } } }))
      : unwrap(api.DELETE('/v1/tenants/{tenant}/apps/{app}/environments/{environment}', { params: { path: { tenant, app, environment: name }, query: { confirm: name } } }))),
    onSuccess: async () => {
      onClose();
      if (name === here) router.replace(`${appPath(tenant, app)}/environments`);
      await client.invalidateQueries({ queryKey: keys.apps(tenant) });
    },
  });
  return (
    <DeleteDialog name={name} error={remove.error} busy={remove.isPending} onDelete={() => remove.mutate()} onClose={onClose}>
      <ul className="list-disc pl-5">
        <li>{url} stops answering{servingRelease !== null && ` (v${servingRelease} serves it now)`}</li>
        <li>its releases, variables and secrets (c{configVersion}), logs and what is on its volumes are gone</li>
        {!preview && <li>its own domains are given up, with their certificates</li>}
        {preview && <li>a later push of <Foreign>{preview.branch}</Foreign> makes it anew</li>}
      </ul>
    </DeleteDialog>
  );
}
