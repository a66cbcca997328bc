'use client';

import { canDeployment, deploymentActions } from '@berth/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { Deployment, EnvironmentKey } from '../api/types.ts';
import { ActButton } from '../ui/act-button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

/** Asks to cancel; what is observed afterwards comes by the stream. */
export function CancelButton({ place, deployment, small = false }: { place: EnvironmentKey; deployment: Deployment; small?: boolean }) {
  const client = useQueryClient();
  const whyNot = useWhyNot(deploymentActions.cancel.role);
  const cancel = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/cancel', { params: { path: { ...place, deployment: deployment.id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tenant(place.tenant) }),
  });
  const why = whyNot ?? (canDeployment(deployment.state, 'cancel') ? null : `Only a deployment that is ${deploymentActions.cancel.states.join(' or ')} can be cancelled.`);
  return (
    <>
      <ActButton className={small ? 'btn sm' : 'btn'} why={why} busy={cancel.isPending} onClick={() => cancel.mutate()}>{cancel.isSuccess ? 'Cancel asked' : 'Cancel'}</ActButton>
      <ProblemNote error={cancel.error} />
    </>
  );
}
