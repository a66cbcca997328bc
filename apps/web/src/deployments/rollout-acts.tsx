'use client';

import { deploymentActions } from '@berth/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { Deployment, EnvironmentKey, Rollout } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { CopyButton } from '../ui/copy.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

type Act = 'pause' | 'resume' | 'continue' | 'cancel';

/** Pause, resume, continue and abort; what each did is seen in the stages. */
export function RolloutActs({ place, deployment, rollout }: { place: EnvironmentKey; deployment: Deployment; rollout: Rollout }) {
  const client = useQueryClient();
  const whyNot = useWhyNot(deploymentActions.hold.role);
  const ask = useMutation({
    mutationFn: (act: Act) => unwrap(api.POST(`/v1/tenants/{tenant}/apps/{app}/environments/{environment}/deployments/{deployment}/${act}`, { params: { path: { ...place, deployment: deployment.id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.tenant(place.tenant) }),
  });
  const held = whyNot ?? (rollout.phase === 'passed' ? 'All its stages are over.' : null);
  const last = rollout.stage + 1 === rollout.stages.length;
  const onward = rollout.strategy === 'blue-green' && !last ? 'Switch now' : last ? 'Finish now' : 'Next stage now';
  const back = deployment.previousRelease === null ? 'Abort' : `Abort: back to v${deployment.previousRelease}`;
  const button = (act: Act, words: string, why: string | null, className = 'btn sm') => <ActButton className={className} why={why} busy={ask.isPending && ask.variables === act} onClick={() => ask.mutate(act)}>{words}</ActButton>;
  return (
    <>
      <div className="flex gap-2 flex-wrap">
        {rollout.paused ? button('resume', 'Resume', held) : button('pause', 'Pause', held)}
        {button('continue', onward, held, rollout.secondsLeft === null && rollout.phase === 'holding' ? 'btn sm go' : 'btn sm')}
        {button('cancel', back, whyNot)}
        <CopyButton text={berthCommand(['rollout', 'status'], place)} label="shows the rollout in a terminal">Copy as command</CopyButton>
      </div>
      <ProblemNote error={ask.error} />
    </>
  );
}
