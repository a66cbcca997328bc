'use client';

import Link from 'next/link';
import type { Me } from '../api/types.ts';
import { rememberChoice } from '../shell/choices.ts';
import { tenantPath } from '../shell/places.ts';
import { Foreign } from '../ui/foreign.tsx';
import { roleWords } from '../tenant/role-words.ts';
import { logOut } from './log-out.ts';

/** The person, their tenants, and how the portal looks here. */
export function Profile({ me, theme, keys }: { me: Me; theme: string; keys: boolean }) {
  return (
    <>
      <div className="pagehead"><h1><Foreign>{me.name || me.email}</Foreign></h1><span className="sub"><Foreign>{me.email}</Foreign></span><div className="end"><button type="button" className="btn" onClick={() => void logOut()}>Log out</button></div></div>
      <section className="region" aria-labelledby="tenants">
        <h2 id="tenants" className="mb-2">Your tenants</h2>
        {me.tenants.length === 0 && <p className="sub">None. The operator of this installation can make one and add you.</p>}
        <ul className="stack !gap-2">
          {me.tenants.map(({ tenant, name, role }) => <li key={tenant}><Link data-row href={tenantPath(tenant)}><b>{tenant}</b></Link> {name !== tenant && <Foreign>{name}</Foreign>} <span className="sub">{role}: {roleWords[role]}</span></li>)}
          {me.operator && <li><Link data-row href="/operator"><b>Operator</b></Link> <span className="sub">tenants, budgets and clusters of this installation</span></li>}
        </ul>
      </section>
      <section className="region stack max-w-[30rem]" aria-labelledby="appearance">
        <h2 id="appearance">Appearance</h2>
        <fieldset className="flex gap-4 flex-wrap">
          <legend className="small sub mb-1">Theme</legend>
          {['system', 'light', 'dark'].map((each) => <label key={each} className="check"><input type="radio" name="theme" defaultChecked={theme === each} onChange={() => rememberChoice('berth_theme', each)} />{each}</label>)}
        </fieldset>
        <label className="check"><input type="checkbox" defaultChecked={keys} onChange={(event) => rememberChoice('berth_keys', event.target.checked ? 'on' : 'off')} />Single keys such as D and / do things</label>
      </section>
    </>
  );
}
