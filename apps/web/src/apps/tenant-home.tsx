'use client';

import { useQuery } from '@tanstack/react-query';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { appsQuery, tenantQuery } from '../api/queries.ts';
import { berthCommand } from '../format/command.ts';
import { useNow } from '../live/clock.tsx';
import { openOverlay } from '../shell/overlay-store.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Command } from '../ui/copy.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { AppList } from './app-list.tsx';
import { Attention } from './attention.tsx';
import { attentionOf } from './attention-of.ts';

/** What needs attention, then every app. */
export function TenantHome({ tenant }: { tenant: string }) {
  const apps = useQuery(appsQuery(api, tenant));
  const { data: row } = useQuery(tenantQuery(api, tenant));
  const whyNot = useWhyNot('developer');
  const now = useNow();
  const list = apps.data ?? [];
  const needs = list.flatMap((app) => attentionOf(app, now));
  return (
    <>
      {row && <TenantState state={row.state} lastError={row.lastError} />}
      {needs.length > 0 && <Attention tenant={tenant} needs={needs} />}
      <div className="pagehead">
        <h1>Apps</h1>
        <div className="end"><ActButton onClick={() => openOverlay('new-app')} onIntent={() => void import('../shell/new-app-dialog.tsx')} why={whyNot}>New app</ActButton></div>
      </div>
      <ProblemNote error={apps.error} />
      {apps.isSuccess && list.length === 0 ? (
        <div className="stack max-w-[36rem]">
          <p>No app yet. In the folder of one:</p>
          <Command text={berthCommand(['deploy'], { tenant })} />
          <p className="sub">Berth reads a Dockerfile, or finds out by itself how to build Node.js, Python, Go and static files.</p>
        </div>
      ) : (
        <AppList tenant={tenant} apps={list} />
      )}
    </>
  );
}

const tenantNotes = {
  active: null,
  provisioning: 'This tenant is being set up on the cluster. Apps can be deployed in a few seconds.',
  suspended: 'This tenant is suspended: its apps are stopped and nothing can be changed. The operator of this installation can resume it.',
  deleting: 'This tenant is being deleted with everything that is its.',
} satisfies Record<string, string | null>;

function TenantState({ state, lastError }: { state: keyof typeof tenantNotes; lastError: string | null }) {
  const note = tenantNotes[state];
  if (note === null) return null;
  return <div className="note warn mb-4"><p>{note}</p>{lastError !== null && <p className="small"><Foreign>{lastError}</Foreign></p>}</div>;
}
