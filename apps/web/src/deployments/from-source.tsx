'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '../api/browser-client.ts';
import { buildQuery } from '../api/queries.ts';
import type { Deployment, EnvironmentKey } from '../api/types.ts';
import { safeText } from '../format/safe-text.ts';
import { CopyButton } from '../ui/copy.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

/** What the source itself said: its files' settings, and the Dockerfile that Berth wrote where it had none. */
export function FromSource({ place, deployment }: { place: EnvironmentKey; deployment: Deployment }) {
  const { data, error } = useQuery({ ...buildQuery(api, place, deployment.id), enabled: deployment.buildId !== null });
  const source = data?.source ?? null;
  const dockerfile = source?.detected.dockerfile ?? null;
  return (
    <section className="region" aria-labelledby="source">
      <h2 id="source" className="mb-2">Source</h2>
      <ProblemNote error={error} />
      {source && <p className="mb-2">{source.detected.kind === 'dockerfile' ? 'Built by its own Dockerfile.' : <>Read as <b><Foreign>{[kinds[source.detected.kind], source.detected.version].filter(Boolean).join(' ')}</Foreign></b>: <Foreign>{source.detected.reason}</Foreign></>}</p>}
      {deployment.fromSource.length > 0 ? (
        <>
          <p className="sub small">Set by files of the source, and changed there:</p>
          <ul className="small list-disc pl-5 mb-2">{deployment.fromSource.map((sentence) => <li key={sentence}><Foreign>{sentence}</Foreign></li>)}</ul>
        </>
      ) : source && <p className="sub small mb-2">It has no berth.yaml and no Procfile: settings are the release’s before it, or the usual ones.</p>}
      {dockerfile !== null && (
        <details>
          <summary>The Dockerfile that Berth wrote</summary>
          <pre className="sample mt-2 mb-2" tabIndex={0} aria-label="Generated Dockerfile"><bdi>{safeText(dockerfile)}</bdi></pre>
          <CopyButton text={dockerfile} label="Copy the Dockerfile" />
        </details>
      )}
    </section>
  );
}

const kinds = { dockerfile: 'Dockerfile', node: 'Node.js', python: 'Python', go: 'Go', static: 'static files' };
