'use client';

import { describeRollout, type RolloutStrategy } from '@berth/domain';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../api/browser-client.ts';
import { environmentQuery } from '../api/queries.ts';
import { strategyWords } from '../environments/strategy-words.ts';
import { berthCommand } from '../format/command.ts';
import { Command } from '../ui/copy.tsx';
import { Dialog, DialogClose } from '../ui/dialog.tsx';

/** How to deploy: a source comes from a folder, so the act is a command. */
export function DeployDialog({ tenant, app, environment, onClose }: { tenant: string; app?: string | undefined; environment?: string | undefined; onClose: () => void }) {
  const id = useId();
  const [strategy, setStrategy] = useState<RolloutStrategy | ''>('');
  const place = { tenant, ...(app === undefined ? {} : { app }), ...(environment === undefined ? {} : { environment }) };
  const { data } = useQuery({ ...environmentQuery(api, { tenant, app: app ?? '', environment: environment ?? '' }), enabled: app !== undefined && environment !== undefined });
  const preview = Boolean(data?.preview);
  const asSet = data?.rollout?.setting ? `as set: ${describeRollout(data.rollout.setting)}` : 'rolling';
  const deploy = ['deploy', ...(strategy === '' || preview ? [] : ['--strategy', strategy])];
  return (
    <Dialog title={app === undefined ? 'Deploy' : `Deploy ${app}`} onClose={onClose}>
      <div className="stack">
        <p>In the folder of your app: a Dockerfile, or Node.js, Python, Go, or static files.</p>
        {preview ? (
          <p>In a preview it replaces the pods of the version before.</p>
        ) : (
          <div className="field">
            <label htmlFor={id}>How it takes over from the version before</label>
            <select id={id} className="input" value={strategy} onChange={(event) => setStrategy(event.target.value as RolloutStrategy | '')}><option value="">as berth.yaml says, else {asSet}</option>{Object.entries(strategyWords).map(([name, words]) => <option key={name} value={name}>{words}</option>)}</select>
          </div>
        )}
        <Command text={berthCommand(deploy, place)} />
        <p className="sub">What would change, without changing it:</p>
        <Command text={berthCommand([...deploy, '--dry-run'], place)} />
        <p className="sub">A ready image instead of a folder:</p>
        <Command text={`${berthCommand(deploy, place)} --image registry.example.com/team/app:1`} />
      </div>
      <div className="row"><DialogClose className="btn go">Close</DialogClose></div>
    </Dialog>
  );
}
