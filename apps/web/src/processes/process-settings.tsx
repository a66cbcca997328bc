'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '../api/browser-client.ts';
import { releaseQuery } from '../api/queries.ts';
import type { EnvironmentKey, Process } from '../api/types.ts';
import { settingsInWords } from '../releases/diff-releases.ts';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

/** A process's settings in the release that is live, and which of them its files set. */
export function ProcessSettings({ place, release, process }: { place: EnvironmentKey; release: number; process: Process }) {
  const { data, error } = useQuery(releaseQuery(api, place, release));
  const settings = data?.processes.find(({ name }) => name === process.name);
  const fromFiles = new Set(process.fromSource);
  return (
    <div className="min-h-[7rem]">
      <ProblemNote error={error} />
      {settings && (
        <ul className="small md:columns-2 xl:columns-3">
          {settingsInWords(settings).map(({ key, text }) => <li key={key} className="py-0.5"><Foreign>{text}</Foreign>{fromFiles.has(key) && <span className="sub"> – from berth.yaml or Procfile</span>}</li>)}
        </ul>
      )}
    </div>
  );
}
