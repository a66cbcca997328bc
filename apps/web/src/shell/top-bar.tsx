'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { api } from '../api/browser-client.ts';
import { budgetQuery } from '../api/queries.ts';
import type { BudgetUse } from '../api/types.ts';
import { percent } from '../format/quantities.ts';
import { Foreign } from '../ui/foreign.tsx';
import { Gauge } from '../ui/meter.tsx';
import { EnvironmentSwitcher } from './environment-switcher.tsx';
import { openOverlay } from './overlay-store.ts';
import { appPath, placeOf, tenantPath } from './places.ts';

/** Row 1: brand, where you are, go or do, the budget, you. */
export function TopBar({ email }: { email: string }) {
  const place = placeOf(usePathname());
  const initials = email.slice(0, 2).toUpperCase();
  return (
    <header className="bar">
      <Link className="brand" href="/" aria-label="Berth home">
        <svg viewBox="0 0 18 18" aria-hidden="true"><path d="M1 2v12h16V2" fill="none" stroke="currentColor" strokeWidth="2.5" /><rect x="6" y="2" width="6" height="8" fill="currentColor" /></svg>
        <span>Berth</span>
      </Link>
      <nav aria-label="Place" className="min-w-0">
        <ol className="place">
          {place.tenant !== undefined && <li className={place.kind === 'app' ? 'wide' : undefined}><Link href={tenantPath(place.tenant)}><Foreign>{place.tenant}</Foreign></Link></li>}
          {place.kind === 'app' && <li><Link href={appPath(place.tenant ?? '', place.app ?? '', place.environment)}><b><Foreign>{place.app ?? ''}</Foreign></b></Link></li>}
          {place.kind === 'app' && <li><EnvironmentSwitcher place={place} /></li>}
          {place.kind === 'operator' && <li><Link href="/operator">Operator</Link></li>}
          {place.kind === 'me' && <li><Link href="/me">You</Link></li>}
        </ol>
      </nav>
      <div className="end">
        <button type="button" className="jump" onClick={() => openOverlay('palette')} onPointerEnter={() => void import('./palette.tsx')}>
          <span className="max-sm:hidden">Go to or do…</span><span className="sm:hidden">Go…</span> <kbd>Ctrl K</kbd>
        </button>
        {place.tenant !== undefined && <BudgetMeter tenant={place.tenant} />}
        <Link className="me" href="/me" aria-label={`${initials}: you, ${email}`}>{initials}</Link>
      </div>
    </header>
  );
}

function BudgetMeter({ tenant }: { tenant: string }) {
  const { data } = useQuery(budgetQuery(api, tenant));
  const share = data ? fullest(data) : null;
  return (
    <Link className="wide bud" href={`${tenantPath(tenant)}/usage`}>
      Budget <Gauge used={share ?? 0} whole={100} /> <span className="share">{share === null ? '–' : `${share} %`}</span>
    </Link>
  );
}

/** The use of the part of a budget that is nearest to its end, in per cent; null before the cluster's first answer. */
export function fullest({ used, budget }: BudgetUse): number | null {
  if (!used) return null;
  return Math.max(percent(used.cpuMillicores, budget.cpuMillicores), percent(used.memoryBytes, budget.memoryBytes), percent(used.pods, budget.pods));
}
