'use client';

import { isFinal } from '@berth/domain';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import type { Deployment, EnvironmentKey } from '../api/types.ts';
import { Ago } from '../live/time.tsx';
import { appPath } from '../shell/places.ts';
import { causeWords, deploymentView } from '../state/state-map.ts';
import { FlagMark } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { StepList } from './step-list.tsx';

// The server has no line to lay out: the log's place is kept, and its code comes after the page.
const LogTail = dynamic(() => import('../logs/log-tail.tsx').then((m) => m.LogTail), { ssr: false, loading: () => <div className="tail" /> });
const CancelButton = dynamic(() => import('./cancel-button.tsx').then((m) => m.CancelButton));
const RolloutPanel = dynamic(() => import('./rollout-panel.tsx').then((m) => m.RolloutPanel));
const FailureCard = dynamic(() => import('./failure-card.tsx').then((m) => m.FailureCard));

/** The last deployment on the overview: all its steps while it runs or after it failed, else one line above the log. */
export function DeploymentRegion({ place, deployment, serving }: { place: EnvironmentKey; deployment: Deployment; serving: number | null }) {
  const view = deploymentView(deployment);
  const ended = isFinal(deployment.state);
  const quiet = ended && deployment.state !== 'failed';
  const tried = deployment.state === 'running' ? deployment.rollout : null;
  const link = `${appPath(place.tenant, place.app, place.environment)}/deployments/${deployment.id}`;
  return (
    <section className="region" aria-labelledby="deployment">
      <div className="head">
        <h2 id="deployment"><FlagMark flag={view.flag} tone={view.tone} /> <Link href={link}>{view.words}</Link></h2>
        <span className="sub small">{causeWords[deployment.cause]}{deployment.createdBy !== null && <>, <Foreign>{deployment.createdBy}</Foreign></>}, <Ago at={deployment.finishedAt ?? deployment.createdAt} /></span>
        <span className="end small">{!ended && !tried && <CancelButton place={place} deployment={deployment} small />}</span>
      </div>
      {deployment.failure && <FailureCard place={place} deployment={deployment} failure={deployment.failure} serving={serving} brief />}
      {deployment.recovers?.failure && (
        <p className="note warn mb-3">Berth went back by itself{deployment.recovers.release !== null && ` from v${deployment.recovers.release}`}: <Foreign>{deployment.recovers.failure.message}</Foreign></p>
      )}
      {tried && <RolloutPanel place={place} deployment={deployment} rollout={tried} />}
      {/* One place for the log in both layouts, so that it goes on without a new connection. */}
      <div className={quiet ? undefined : 'run'}>
        {!quiet && (
          <div key="steps">
            <StepList deployment={deployment} />
            <p className="small sub mt-3">{deployment.state === 'failed' ? '' : serving === null ? 'Nothing serves until it is live.' : `If it fails, v${serving} goes on serving.`}</p>
          </div>
        )}
        <LogTail key="log" place={place} />
      </div>
    </section>
  );
}
