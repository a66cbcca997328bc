'use client';

import { isFinal } from '@berth/domain';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { deploymentQuery, environmentQuery } from '../api/queries.ts';
import type { EnvironmentKey } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { Ago, Duration, Moment } from '../live/time.tsx';
import { openOverlay } from '../shell/overlay-store.ts';
import { appPath } from '../shell/places.ts';
import { causeWords, deploymentView } from '../state/state-map.ts';
import { ActButton } from '../ui/act-button.tsx';
import { CopyButton } from '../ui/copy.tsx';
import { FlagMark } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { CancelButton } from './cancel-button.tsx';
import { CheckTable } from './check-table.tsx';
import { RetryButton } from './retry-button.tsx';
import { StepList } from './step-list.tsx';

const FromSource = dynamic(() => import('./from-source.tsx').then((m) => m.FromSource), { ssr: false, loading: () => <section className="region min-h-[9rem]"><h2>Source</h2></section> });
const FailureCard = dynamic(() => import('./failure-card.tsx').then((m) => m.FailureCard));
const RolloutPanel = dynamic(() => import('./rollout-panel.tsx').then((m) => m.RolloutPanel));
const BuildLog = dynamic(() => import('./build-log.tsx').then((m) => m.BuildLog), { ssr: false, loading: () => <section className="region"><h2 className="mb-2">Build log</h2><div className="buildlog min-h-[12rem]" /></section> });

/** One deployment: state, cause of a failure, steps, build log, check. */
export function DeploymentPage({ place, id }: { place: EnvironmentKey; id: string }) {
  const { data: deployment } = useQuery(deploymentQuery(api, place, id));
  const { data: environment } = useQuery(environmentQuery(api, place));
  const whyNot = useWhyNot('developer');
  if (!deployment) return null;
  const view = deploymentView(deployment);
  const ended = isFinal(deployment.state);
  const serving = environment?.servingRelease ?? null;
  const base = appPath(place.tenant, place.app, place.environment);
  return (
    <>
      <p className="small sub mb-1"><Link href={`${base}/deployments`}>Deployments</Link> / {deployment.number}</p>
      <div className="pagehead">
        <h1><FlagMark flag={view.flag} tone={view.tone} /> {view.words}{deployment.finishedAt !== null && deployment.startedAt !== null && <> after <Duration start={deployment.startedAt} end={deployment.finishedAt} /></>}</h1>
        {ended && <p className="sr-only" role="status">{view.words}</p>}
        <div className="end">
          {!ended && <CancelButton place={place} deployment={deployment} />}
          {!ended && <CopyButton text={berthCommand(['cancel', String(deployment.number)], place)} label="cancels" className="btn">Copy as command</CopyButton>}
          {ended && deployment.state !== 'live' && <RetryButton place={place} deployment={deployment} />}
          {ended && deployment.state !== 'live' && <ActButton why={whyNot} onClick={() => openOverlay('deploy')}>Deploy again</ActButton>}
          <Link className="btn" href={`${base}/logs`}>Open logs</Link>
        </div>
      </div>
      <p className="sub mb-4">
        {causeWords[deployment.cause]}{deployment.createdBy !== null && <> by <Foreign>{deployment.createdBy}</Foreign></>}, <Moment at={deployment.createdAt} /> (<Ago at={deployment.createdAt} />).
        {deployment.release !== null && <> Release <Link href={`${base}/releases`}>v{deployment.release}</Link>.</>}
        {deployment.previousRelease !== null && <> Before it: v{deployment.previousRelease}.</>}
        {deployment.retryOf !== null && <> Tries deployment {deployment.retryOf} again.</>}
        {deployment.watch?.state === 'watching' && <> Watched until <Moment at={deployment.watch.until} />.</>}
        {deployment.watch?.state === 'passed' && <> Nothing was found in its watch.</>}
        {serving !== null && <> Now v{serving} serves.</>}
      </p>
      {deployment.failure && <FailureCard place={place} deployment={deployment} failure={deployment.failure} serving={serving} />}
      {deployment.watch?.failure && <><p className="note warn mb-3">It went live and then failed.</p><FailureCard place={place} deployment={deployment} failure={deployment.watch.failure} serving={serving} /></>}
      {deployment.recovers?.failure && <><p className="note warn mb-3">Berth went back by itself{deployment.recovers.release !== null && ` from v${deployment.recovers.release}`}, because it failed:</p><FailureCard place={place} deployment={deployment} failure={deployment.recovers.failure} serving={serving} /></>}
      {deployment.warnings.map((warning) => <p className="note warn mb-3" key={warning}><Foreign>{warning}</Foreign></p>)}
      <div className="sheet">
        <div className="left">
          {deployment.buildId === null ? <section className="region"><h2>Build</h2><p className="sub">{deployment.cause === 'deploy' ? 'Nothing was built.' : 'Nothing was built: the release’s image is used again.'}</p></section> : <BuildLog place={place} deployment={deployment} />}
        </div>
        <div className="right">
          {deployment.rollout && <div className="region"><h2 className="mb-2">Rollout</h2><RolloutPanel place={place} deployment={deployment} rollout={deployment.rollout} /></div>}
          <section className="region" aria-labelledby="steps"><h2 id="steps" className="mb-2">Steps</h2><StepList deployment={deployment} /></section>
          <section className="region" aria-labelledby="check"><h2 id="check" className="mb-2">Check</h2>{deployment.check ? <CheckTable check={deployment.check} /> : <p className="sub">Not done yet.</p>}</section>
          {(deployment.buildId !== null || deployment.fromSource.length > 0) && <FromSource place={place} deployment={deployment} />}
        </div>
      </div>
    </>
  );
}
