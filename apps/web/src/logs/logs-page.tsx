'use client';

import dynamic from 'next/dynamic';
import type { EnvironmentKey } from '../api/types.ts';

const LogViewer = dynamic(() => import('./log-viewer.tsx').then((m) => m.LogViewer), { ssr: false, loading: () => <div className="viewer"><div className="rows" /></div> });

/** The log viewer, full screen. It has nothing that the server could lay out, so it comes on its own. */
export function LogsPage({ place }: { place: EnvironmentKey }) {
  return <><h1 className="sr-only">Logs</h1><LogViewer place={place} /></>;
}
