'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { deploymentsQuery, environmentQuery } from '../api/queries.ts';
import type { Environment, EnvironmentKey } from '../api/types.ts';
import { DeploymentRegion } from '../deployments/deployment-region.tsx';
import { berthCommand } from '../format/command.ts';
import { useNow } from '../live/clock.tsx';
import { Ago, Moment } from '../live/time.tsx';
import { openOverlay } from '../shell/overlay-store.ts';
import { appPath } from '../shell/places.ts';
import { environmentView } from '../state/state-map.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Command, CopyButton } from '../ui/copy.tsx';
import { FlagMark } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { Activity } from './activity.tsx';
import { BudgetRegion } from './budget-region.tsx';
import { ProcessRegion } from './process-region.tsx';
import { Waterline } from './waterline.tsx';

/** What serves, since when, how we know; what is being deployed; what runs; what it costs; what happened. */
export function Overview({ place }: { place: EnvironmentKey }) {
  const { data: environment } = useQuery(environmentQuery(api, place));
  const { data: deployments } = useQuery(deploymentsQuery(api, place));
  if (!environment) return null;
  const liveSince = deployments?.items.find(({ state, release }) => state === 'live' && release === environment.servingRelease)?.finishedAt ?? null;
  return (
    <>
      <Serves place={place} environment={environment} liveSince={liveSince} />
      <Waterline environment={environment} />
      <div className="sheet">
        <div className="left">
          {environment.lastDeployment === null ? (
            <section className="region stack" aria-labelledby="first">
              <h2 id="first">Nothing is deployed yet</h2>
              <p>In the folder of this app:</p>
              <div><Command text={berthCommand(['deploy'], place)} /></div>
            </section>
          ) : (
            <DeploymentRegion place={place} deployment={environment.lastDeployment} serving={environment.servingRelease} />
          )}
        </div>
        <aside className="right" aria-label="Details">
          <ProcessRegion place={place} processes={environment.processes} />
          <BudgetRegion tenant={place.tenant} />
          <Activity place={place} deployments={deployments?.items ?? []} />
        </aside>
      </div>
    </>
  );
}

function Serves({ place, environment, liveSince }: { place: EnvironmentKey; environment: Environment; liveSince: string | null }) {
  const view = environmentView(environment, useNow());
  const whyNot = useWhyNot('developer');
  const noEarlier = environment.liveRelease === null || environment.liveRelease < 2 ? 'There is no earlier release to go back to.' : null;
  const nothing = environment.liveRelease === null ? 'Nothing is deployed yet.' : null;
  const host = new URL(environment.url).host;
  return (
    <section className="serves" aria-label="What serves">
      <div>
        <p className="state" role="status">
          <FlagMark flag={view.flag} tone={view.tone} /><b>{view.words}</b>
          {environment.servingRelease !== null && <span className="dim">v{environment.servingRelease}{liveSince !== null && <> since <Moment at={liveSince} /></>}</span>}
        </p>
        <h1>
          {environment.liveRelease === null ? <Foreign>{host}</Foreign> : <a href={environment.url} rel="noreferrer"><Foreign>{host}</Foreign></a>}
          {' '}<CopyButton text={environment.url} label="Copy the URL" />
        </h1>
        <p className="sub">{environment.observedAt === null ? 'Not seen on the cluster yet.' : <>Last check <Ago at={environment.observedAt} />: <Foreign>{environment.reason}</Foreign></>}</p>
      </div>
      <div className="acts">
        <ActButton className="btn go" onClick={() => openOverlay('deploy')} onIntent={() => void import('../shell/deploy-dialog.tsx')} why={whyNot}>Deploy <kbd>D</kbd></ActButton>
        {whyNot ?? noEarlier ? <ActButton why={whyNot ?? noEarlier}>Roll back…</ActButton> : <Link className="btn" href={`${appPath(place.tenant, place.app, place.environment)}/releases?rollback=previous`}>Roll back…</Link>}
        {whyNot ?? nothing ? <ActButton why={whyNot ?? nothing}>Run a command…</ActButton> : <Link className="btn" href={`${appPath(place.tenant, place.app, place.environment)}/processes?run=new`}>Run a command…</Link>}
      </div>
    </section>
  );
}
