import { describeRollout, formatSeconds } from '@berth/domain';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import type { Environment, EnvironmentKey } from '../api/types.ts';
import { ActButton } from '../ui/act-button.tsx';

const RolloutDialog = dynamic(() => import('./rollout-dialog.tsx').then((m) => m.RolloutDialog), { ssr: false });

/** How the environment's next release takes over from the one that serves, what says so, and how long it is watched. */
export function RolloutRegion({ place, environment }: { place: EnvironmentKey; environment: Environment }) {
  const [changing, setChanging] = useState(false);
  const whyNot = useWhyNot('developer');
  const { rollout, preview, liveRelease, watchSeconds } = environment;
  const setting = rollout?.setting ?? null;
  return (
    <section className="border-t border-ink pt-4 pb-8" aria-labelledby="takes-over">
      <div className="head">
        <h2 id="takes-over">How a new release takes over</h2>
        <span className="end"><ActButton className="btn sm" why={whyNot} label="Change how a new release takes over" onIntent={() => void import('./rollout-dialog.tsx')} onClick={() => setChanging(true)}>Change…</ActButton></span>
      </div>
      <dl className="diff">
        <dt>Next one</dt><dd>{describeRollout(rollout?.settings ?? { strategy: 'rolling' })}</dd>
        <dt>Because</dt>
        <dd>
          {preview ? 'in a preview every release replaces the pods of the one before'
            : rollout?.from === 'berth.yaml' ? `the berth.yaml of v${liveRelease} says so${setting ? `; this environment is set to ${describeRollout(setting)}` : ''}`
            : rollout?.from === 'setting' ? 'this environment is set so' : 'nothing says otherwise'}
        </dd>
        <dt>Watched</dt><dd>{watchSeconds === null ? 'after it went live, as long as the installation says' : watchSeconds === 0 ? 'not at all after it went live' : `for ${formatSeconds(watchSeconds)} after it went live`}</dd>
      </dl>
      {!preview && <p className="small sub mt-2">A strategy named with <code>berth deploy</code> comes before the one in berth.yaml, and that before this setting.</p>}
      {changing && <RolloutDialog place={place} environment={environment} onClose={() => setChanging(false)} />}
    </section>
  );
}
