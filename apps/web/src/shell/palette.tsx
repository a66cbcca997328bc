'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useId, useRef, useState } from 'react';
import { logOut } from '../account/log-out.ts';
import { api } from '../api/browser-client.ts';
import { appsQuery } from '../api/queries.ts';
import { Dialog } from '../ui/dialog.tsx';
import { rememberChoice } from './choices.ts';
import { openOverlay } from './overlay-store.ts';
import { appPath, tabsOf, tenantPath, type Place } from './places.ts';
import type { Viewer } from './shell.tsx';

interface Entry {
  text: string;
  group: 'Go' | 'Do';
  run: () => void;
}

/** Goes and does: every place the person knows, and the acts of this one. */
export function Palette({ viewer, place, onClose }: { viewer: Viewer; place: Place; onClose: () => void }) {
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const entries = useEntries(viewer, place);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = entries.filter((entry) => words.every((word) => entry.text.toLowerCase().includes(word))).slice(0, 50);
  const chosen = Math.min(at, found.length - 1);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  return (
    <Dialog title="Go to or do" onClose={onClose} bare>
      <div className="p-3">
        <input
          className="input"
          role="combobox"
          aria-label="Go to or do"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={found.length > 0 ? `${id}-${chosen}` : undefined}
          autoComplete="off"
          autoFocus
          value={text}
          onChange={(event) => { setText(event.target.value); setAt(0); }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault();
              setAt((chosen + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % Math.max(1, found.length));
            } else if (event.key === 'Enter') {
              event.preventDefault();
              run(found[chosen]);
            }
          }}
        />
      </div>
      <ul className="options" role="listbox" id={id} aria-label="Found" ref={list}>
        {found.map((entry, index) => (
          <li key={entry.text} id={`${id}-${index}`} role="option" aria-selected={index === chosen} onPointerMove={() => setAt(index)} onClick={() => run(entry)}>
            <span className="dim small">{entry.group}</span><bdi>{entry.text}</bdi>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="sub px-4 pb-4" role="status">Nothing of that name.</p>}
    </Dialog>
  );
}

function useEntries(viewer: Viewer, place: Place): Entry[] {
  const router = useRouter();
  const { data: apps } = useQuery({ ...appsQuery(api, place.tenant ?? ''), enabled: place.tenant !== undefined });
  const go = (text: string, href: string): Entry => ({ text, group: 'Go', run: () => router.push(href) });
  const act = (text: string, run: () => void): Entry => ({ text, group: 'Do', run });
  return [
    ...tabsOf(place).map((tab) => go(tab.name, tab.href)),
    ...(apps ?? []).flatMap((app) => app.environments.map(({ name }) => go(name === 'production' ? `App ${app.name}` : `App ${app.name}, ${name}`, appPath(app.tenant, app.name, name)))),
    ...(place.tenant === undefined ? [] : [act(place.app === undefined ? 'Deploy' : `Deploy ${place.app}`, () => openOverlay('deploy')), act('New app', () => openOverlay('new-app'))]),
    ...(place.kind === 'app' ? [act('Roll back', () => router.push(`${appPath(place.tenant ?? '', place.app ?? '', place.environment)}/releases?rollback=previous`)), act('Run a command', () => router.push(`${appPath(place.tenant ?? '', place.app ?? '', place.environment)}/processes?run=new`)), act('Change config', () => router.push(`${appPath(place.tenant ?? '', place.app ?? '', place.environment)}/config`))] : []),
    ...viewer.tenants.map((tenant) => go(`Tenant ${tenant}`, tenantPath(tenant))),
    ...(viewer.operator ? [go('Operator', '/operator'), go('Operator: tenants', '/operator/tenants')] : []),
    go('My tokens', '/me/tokens'),
    act('Use the light theme', () => rememberChoice('berth_theme', 'light')),
    act('Use the dark theme', () => rememberChoice('berth_theme', 'dark')),
    act('Follow the system theme', () => rememberChoice('berth_theme', 'system')),
    act('Show all keys', () => openOverlay('keys')),
    act('Log out', () => void logOut()),
  ];
}
