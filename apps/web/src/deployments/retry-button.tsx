'use client';

import { canDeployment, deploymentActions } from '@berth/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { Deployment, EnvironmentKey } from '../api/types.ts';
import { appPath } from '../shell/places.ts';
import { ActButton } from '../ui/act-button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

const states = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Makes a deployment of the same source or image with the present config, and goes to it. */
export function RetryButton({ place, deployment }: { place: EnvironmentKey; deployment: Deployment }) {
  const client = useQueryClient();
  const router = useRouter();
  const whyNot = useWhyNot(deploymentActions.retry.role);
  const retry = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/retry', { params: { path: { ...place, deployment: deployment.id } } })),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: keys.tenant(place.tenant) });
      router.push(`${appPath(place.tenant, place.app, place.environment)}/deployments/${id}`);
    },
  });
  const why = whyNot ?? (canDeployment(deployment.state, 'retry') ? null : `Only a deployment that is ${states.format(deploymentActions.retry.states)} can be tried again.`);
  return (
    <>
      <ActButton className="btn" why={why} busy={retry.isPending} onClick={() => retry.mutate()}>Try again</ActButton>
      <ProblemNote error={retry.error} />
    </>
  );
}
