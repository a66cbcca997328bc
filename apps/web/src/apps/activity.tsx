import Link from 'next/link';
import type { Deployment, EnvironmentKey } from '../api/types.ts';
import { Moment } from '../live/time.tsx';
import { appPath } from '../shell/places.ts';
import { causeWords, deploymentView } from '../state/state-map.ts';
import { formatDuration } from '../format/time.ts';
import { FlagMark } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';

/** The last deployments with who caused them and, when they failed, why. */
export function Activity({ place, deployments }: { place: EnvironmentKey; deployments: readonly Deployment[] }) {
  const base = `${appPath(place.tenant, place.app, place.environment)}/deployments`;
  const ended = deployments.filter(({ finishedAt }) => finishedAt !== null).slice(0, 6);
  return (
    <section className="region" aria-labelledby="activity">
      <div className="head"><h2 id="activity">Activity</h2><Link className="end small" href={base}>All</Link></div>
      {ended.length === 0 && <p className="sub">Nothing yet.</p>}
      <ol className="events">
        {ended.map((deployment) => {
          const view = deploymentView(deployment);
          const took = deployment.startedAt && deployment.finishedAt ? Date.parse(deployment.finishedAt) - Date.parse(deployment.startedAt) : null;
          return (
            <li key={deployment.id}>
              <span className="dim small"><Moment at={deployment.finishedAt ?? deployment.createdAt} /></span>
              <div>
                <p><FlagMark flag={view.flag} tone={view.tone} /> <Link href={`${base}/${deployment.id}`}>{view.words}</Link>{deployment.state === 'live' && took !== null && ` in ${formatDuration(took)}`}</p>
                <p className="sub small">{causeWords[deployment.cause]}{deployment.createdBy !== null && <>, <Foreign>{deployment.createdBy}</Foreign></>}</p>
                {deployment.failure && <p className="cause"><Foreign>{deployment.failure.message}</Foreign> <Link href={`${base}/${deployment.id}`}>See the cause</Link></p>}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
