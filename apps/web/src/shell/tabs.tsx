'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { currentTab, placeOf, tabsOf } from './places.ts';

const labels = { app: 'App', tenant: 'Tenant', operator: 'Operator', me: 'You' };

/** The tabs of the current place. On a narrow screen they scroll and the current one is in view. */
export function Tabs() {
  const pathname = usePathname();
  const place = placeOf(pathname);
  const tabs = tabsOf(place);
  const current = currentTab(tabs, pathname);
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = bar.current?.querySelector<HTMLElement>('[aria-current]');
    if (bar.current && link) bar.current.scrollLeft = link.offsetLeft - (bar.current.clientWidth - link.offsetWidth) / 2;
  }, [current?.href]);
  return (
    <nav className="tabs" aria-label={labels[place.kind]} ref={bar}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} aria-current={tab === current ? 'page' : undefined}><span data-text={tab.name}>{tab.name}</span></Link>
      ))}
    </nav>
  );
}
