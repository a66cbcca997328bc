'use client';

import Link from 'next/link';
import type { Deployment, EnvironmentKey, Failure } from '../api/types.ts';
import { safeText } from '../format/safe-text.ts';
import { appPath, tenantPath } from '../shell/places.ts';
import { failureView, type FailureAct } from '../state/failure-acts.ts';
import { stepName } from '../state/state-map.ts';
import { Foreign } from '../ui/foreign.tsx';
import { Prose } from '../ui/prose.tsx';

/** Why a deployment failed: the sentence, the evidence, the last lines, and what to do. */
export function FailureCard({ place, deployment, failure, serving, brief = false }: { place: EnvironmentKey; deployment: Deployment; failure: Failure; serving: number | null; brief?: boolean }) {
  const view = failureView(failure.class);
  const lines = failure.lastLines.slice(brief ? -5 : -50);
  return (
    <div className="failure stack" role="group" aria-label="Failure">
      <div>
        <p><b>{view.title}.</b> <Foreign>{failure.message}</Foreign></p>
        <p className="sub small">{failure.step !== null && <>At {stepName(failure.step, deployment).toLowerCase()}. </>}{serving === null ? 'Nothing serves.' : `v${serving} goes on serving.`}</p>
      </div>
      {!brief && failure.evidence.length > 0 && <ul className="list-disc pl-5">{failure.evidence.map((line) => <li key={line}><Foreign>{line}</Foreign></li>)}</ul>}
      {lines.length > 0 && <pre tabIndex={0} aria-label="Last log lines, secrets redacted"><bdi>{safeText(lines.join('\n'))}</bdi></pre>}
      <p><b>What to do:</b> <Prose>{failure.remedy}</Prose></p>
      <p className="flex gap-2 flex-wrap">
        {brief ? <Link className="btn sm" href={`${appPath(place.tenant, place.app, place.environment)}/deployments/${deployment.id}`}>See the whole failure</Link> : <FailureLink act={view.act} place={place} />}
        {!brief && <a className="btn sm" href={failure.docs} target="_blank" rel="noreferrer">What this failure means</a>}
      </p>
    </div>
  );
}

const links: Record<FailureAct, { text: string; path: string } | null> = {
  logs: { text: 'Open logs', path: '/logs' },
  'previous-logs': { text: 'Open the failed pods’ logs', path: '/logs?previous=1' },
  'build-log': { text: 'See the build log', path: '#build-log' },
  config: { text: 'Open config', path: '/config' },
  processes: { text: 'Open processes', path: '/processes' },
  usage: { text: 'See the budget', path: '' },
  check: { text: 'See the check', path: '#check' },
  retry: null,
};

function FailureLink({ act, place }: { act: FailureAct; place: EnvironmentKey }) {
  const link = links[act];
  if (link === null) return null;
  if (link.path.startsWith('#')) return <a className="btn sm" href={link.path}>{link.text}</a>;
  return <Link className="btn sm" href={act === 'usage' ? `${tenantPath(place.tenant)}/usage` : appPath(place.tenant, place.app, place.environment) + link.path}>{link.text}</Link>;
}
