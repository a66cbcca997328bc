'use client';

import clsx from 'clsx';
import type { Deployment, DeploymentStep } from '../api/types.ts';
import { Duration } from '../live/time.tsx';
import { stepName, stepViews } from '../state/state-map.ts';
import { FlagMark } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';

/** The steps with their durations and what they found. One polite announcement when the running step changes. */
export function StepList({ deployment }: { deployment: Deployment }) {
  const running = deployment.steps.find(({ state }) => state === 'running');
  const live = deployment.state === 'live';
  return (
    <>
      <ol className="steps">
        {deployment.steps.map((step) => <StepRow key={step.name} step={step} name={stepName(step.name, deployment)} />)}
        <li className={live ? undefined : 'todo'}>
          <FlagMark {...(live ? { flag: 'live', tone: 'live' } : { flag: 'wait', tone: 'idle' })} /><span>Live</span>
        </li>
      </ol>
      <p className="sr-only" role="status">{running ? `${stepName(running.name, deployment)} is running` : ''}</p>
    </>
  );
}

function StepRow({ step, name }: { step: DeploymentStep; name: string }) {
  const view = stepViews[step.state];
  return (
    <li className={clsx(view.row)}>
      <FlagMark flag={view.flag} tone={view.tone} />
      <span>{name}<span className="sr-only">: {view.words}</span></span>
      <span className={step.state === 'running' ? undefined : 'sub'}>{step.startedAt === null ? (step.state === 'skipped' ? 'skipped' : '') : <Duration start={step.startedAt} end={step.finishedAt ?? (step.state === 'running' ? null : step.startedAt)} />}</span>
      <span className="detail"><Foreign>{step.detail ?? ''}</Foreign></span>
    </li>
  );
}
