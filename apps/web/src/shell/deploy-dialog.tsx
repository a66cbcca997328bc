'use client';

import { berthCommand } from '../format/command.ts';
import { Command } from '../ui/copy.tsx';
import { Dialog, DialogClose } from '../ui/dialog.tsx';

/** How to deploy: a source comes from a folder, so the act is a command. */
export function DeployDialog({ tenant, app, onClose }: { tenant: string; app?: string | undefined; onClose: () => void }) {
  const place = { tenant, ...(app === undefined ? {} : { app }) };
  return (
    <Dialog title={app === undefined ? 'Deploy' : `Deploy ${app}`} onClose={onClose}>
      <div className="stack">
        <p>In the folder of your app: a Dockerfile, or Node.js, Python, Go, or static files.</p>
        <Command text={berthCommand(['deploy'], place)} />
        <p className="sub">What would change, without changing it:</p>
        <Command text={berthCommand(['deploy', '--dry-run'], place)} />
        <p className="sub">A ready image instead of a folder:</p>
        <Command text={`${berthCommand(['deploy'], place)} --image registry.example.com/team/app:1`} />
      </div>
      <div className="row"><DialogClose className="btn go">Close</DialogClose></div>
    </Dialog>
  );
}
