'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { api } from '../api/browser-client.ts';
import { problemOf } from '../api/problem.ts';
import { appQuery } from '../api/queries.ts';
import { useNow } from '../live/clock.tsx';
import { environmentView } from '../state/state-map.ts';
import { FlagMark } from '../ui/flag.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { appPath, sameTabIn, type Place } from './places.ts';

/** The app's environments and previews; each leads to the same tab there. */
export function EnvironmentList({ place, onChosen }: { place: Place; onChosen: () => void }) {
  const pathname = usePathname();
  const now = useNow();
  const { data, error } = useQuery(appQuery(api, place.tenant ?? '', place.app ?? ''));
  return (
    <ul aria-label="Environments">
      {error && <li><p className="small">{problemOf(error).detail}</p></li>}
      {data?.environments.map((environment) => {
        const view = environmentView(environment, now);
        return (
          <li key={environment.name}>
            <Link href={sameTabIn(environment.name, place, pathname)} aria-current={environment.name === place.environment ? 'true' : undefined} onClick={onChosen}>
              <FlagMark flag={view.flag} tone={view.tone} /> <Foreign>{environment.name}</Foreign><span className="sr-only">: {view.words}</span>
              {environment.preview && <span className="sub small"> preview of <Foreign>{environment.preview.branch}</Foreign></span>}
            </Link>
          </li>
        );
      })}
      <li><Link href={`${appPath(place.tenant ?? '', place.app ?? '', place.environment)}/environments`} onClick={onChosen}>All environments</Link></li>
    </ul>
  );
}
