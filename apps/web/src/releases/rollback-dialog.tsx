'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { Environment, EnvironmentKey, Release } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { appPath } from '../shell/places.ts';
import { CopyButton } from '../ui/copy.tsx';
import { Dialog, DialogClose } from '../ui/dialog.tsx';
import { Foreign } from '../ui/foreign.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { NamesChanged } from './names-changed.tsx';
import { ReleaseDiff } from './release-diff.tsx';
import { rolloutThere } from './rollout-there.ts';

/** Shows what going back changes, then does it with one button. `since` are the releases that came after the target. */
export function RollbackDialog({ place, environment, live, target, since, onClose }: { place: EnvironmentKey; environment: Environment; live: Release; target: Release; since: readonly Release[]; onClose: () => void }) {
  const [keepConfig, setKeepConfig] = useState(false);
  const router = useRouter();
  const client = useQueryClient();
  const rollBack = useMutation({
    mutationFn: () => unwrap(api.POST('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/rollback', { params: { path: place }, body: { version: target.version, keepConfig } })),
    onSuccess: (deployment) => {
      void client.invalidateQueries({ queryKey: keys.tenant(place.tenant) });
      router.push(`${appPath(place.tenant, place.app, place.environment)}/deployments/${deployment.id}`);
    },
  });
  const command = berthCommand(['rollback', `v${target.version}`, ...(keepConfig ? ['--keep-config'] : [])], place);
  const shown: Release = { ...target, rollout: rolloutThere(target, live, environment), ...(keepConfig && { configVersion: live.configVersion }) };
  const commands = since.filter(({ releaseCommand }) => releaseCommand !== null).toSorted((a, b) => a.version - b.version);
  return (
    <Dialog title={`Roll back to v${target.version}`} onClose={onClose} wide>
      <div className="stack">
        <p>A new release equal to v{target.version} goes live; v{live.version} serves until it answers, and stays in the list.</p>
        <ReleaseDiff from={live} to={shown} />
        {live.configVersion !== shown.configVersion && <NamesChanged place={place} from={live.version} to={target.version} />}
        {live.configVersion !== target.configVersion && (
          <label className="check"><input type="checkbox" checked={keepConfig} onChange={(event) => setKeepConfig(event.target.checked)} /><span>Keep the present variables and secrets (c{live.configVersion})</span></label>
        )}
        {!keepConfig && live.configVersion !== target.configVersion && <p className="note warn">Variables and secrets go back to c{target.configVersion}, so that the next deployment does not bring the present ones back. A secret that was changed since then gets its old value, and what was set for the first time since then goes away.</p>}
        {commands.length > 0 && <p className="note warn">What the release command{commands.length > 1 && 's'} of {commands.slice(-3).map(({ version, releaseCommand }, index) => <span key={version}>{index > 0 && ', '}v{version} (<Foreign code>{releaseCommand?.command.join(' ') ?? ''}</Foreign>)</span>)} changed, such as a database’s schema, is not taken back.</p>}
        <ProblemNote error={rollBack.error} />
      </div>
      <div className="row">
        <CopyButton text={command} label={command} className="btn">Copy as command</CopyButton>
        <DialogClose className="btn">Cancel</DialogClose>
        <button type="button" className="btn go" disabled={rollBack.isPending || rollBack.isSuccess} onClick={() => rollBack.mutate()}>Roll back to v{target.version}</button>
      </div>
    </Dialog>
  );
}
