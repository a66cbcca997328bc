'use client';

import dynamic from 'next/dynamic';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, type ReactNode } from 'react';
import { openOverlay, useOverlay } from './overlay-store.ts';
import { placeOf, tabsOf } from './places.ts';
import { Tabs } from './tabs.tsx';
import { TopBar } from './top-bar.tsx';

const Palette = dynamic(() => import('./palette.tsx').then((m) => m.Palette), { ssr: false });
const KeysDialog = dynamic(() => import('./keys-dialog.tsx').then((m) => m.KeysDialog), { ssr: false });
const DeployDialog = dynamic(() => import('./deploy-dialog.tsx').then((m) => m.DeployDialog), { ssr: false });
const NewAppDialog = dynamic(() => import('./new-app-dialog.tsx').then((m) => m.NewAppDialog), { ssr: false });

export interface Viewer {
  email: string;
  operator: boolean;
  tenants: string[];
  /** False when single keys are switched off. */
  keys: boolean;
}

/** Both rows at the top, the page, and what can lie over it. */
export function Shell({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  const place = placeOf(usePathname());
  const overlay = useOverlay();
  const close = () => openOverlay(null);
  useShortcuts(viewer.keys);
  return (
    <>
      <a className="skip" href="#main">Skip to content</a>
      <TopBar email={viewer.email} />
      <Tabs />
      <main id="main" tabIndex={-1}>{children}</main>
      {overlay === 'palette' && <Palette viewer={viewer} place={place} onClose={close} />}
      {overlay === 'keys' && <KeysDialog tabs={tabsOf(place)} enabled={viewer.keys} onClose={close} />}
      {overlay === 'deploy' && place.tenant !== undefined && <DeployDialog tenant={place.tenant} app={place.app} environment={place.environment} onClose={close} />}
      {overlay === 'new-app' && place.tenant !== undefined && <NewAppDialog tenant={place.tenant} onClose={close} />}
    </>
  );
}

function useShortcuts(single: boolean): void {
  const router = useRouter();
  const pathname = usePathname();
  useEffect(() => {
    let afterG = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openOverlay('palette');
        return;
      }
      const target = event.target as HTMLElement | null;
      if (!single || event.ctrlKey || event.metaKey || event.altKey || target?.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return;
      const place = placeOf(pathname);
      const key = event.key.toLowerCase();
      if (Date.now() - afterG < 1500) {
        afterG = 0;
        const tab = tabsOf(place).find(({ letter }) => letter === key);
        if (tab) router.push(tab.href);
      } else if (key === 'g') {
        afterG = Date.now();
      } else if (event.key === '?') {
        openOverlay('keys');
      } else if (key === 'd' && place.tenant !== undefined) {
        openOverlay('deploy');
      } else if (event.key === '/') {
        const filter = document.querySelector<HTMLInputElement>('[data-filter]');
        if (filter) {
          event.preventDefault();
          filter.focus();
          filter.select();
        }
      } else if (key === 'j' || key === 'k') {
        moveRow(key === 'j' ? 1 : -1);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [single, router, pathname]);
}

/** Focuses the link of the next or previous row of the page's list. */
function moveRow(step: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
}
