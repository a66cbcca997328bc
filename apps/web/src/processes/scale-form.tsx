import { idleSecondsOf, sleepsWhenIdle } from '@berth/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useWhyNot } from '../account/access.tsx';
import { api } from '../api/browser-client.ts';
import { unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { BudgetUse, EnvironmentKey, Process } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { ActButton } from '../ui/act-button.tsx';
import { CopyButton } from '../ui/copy.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { readScale, scaleCommand, scaleCost, scaleWords, type ScaleInput } from './scale-cost.ts';

/** A fixed number of pods or a range, with what it costs before it is asked for. */
export function ScaleForm({ place, process, budget }: { place: EnvironmentKey; process: Process; budget: BudgetUse | undefined }) {
  const id = useId();
  const { scale } = process;
  const [range, setRange] = useState(scale.min !== scale.max);
  const [min, setMin] = useState(String(scale.min));
  const [max, setMax] = useState(String(scale.max));
  const whyNot = useWhyNot('developer');
  const client = useQueryClient();
  const wanted = readScale(min, range ? max : '', scale);
  const save = useMutation({
    mutationFn: (body: ScaleInput) => unwrap(api.PUT('/v1/tenants/{tenant}/apps/{app}/environments/{environment}/processes/{process}/scale', { params: { path: { ...place, process: process.name } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.tenant(place.tenant) }),
  });
  const same = wanted !== null && wanted.min === scale.min && wanted.max === scale.max;
  const why = whyNot ?? (wanted === null ? 'Whole numbers from 0 to 1000; a range does not end below its start.' : same ? `It is ${scaleWords(scale)} already.` : null);
  const cost = wanted && scaleCost(process, wanted, budget);
  const command = wanted && berthCommand(scaleCommand(process.name, wanted), place);
  const number = (key: string, label: string, value: string, set: (value: string) => void) => (
    <div className="field">
      <label htmlFor={`${id}-${key}`}>{label}</label>
      <input id={`${id}-${key}`} className="input !w-24" type="number" inputMode="numeric" min={0} max={1000} value={value} onChange={(event) => set(event.target.value)} aria-describedby={`${id}-cost`} />
    </div>
  );
  return (
    <form className="stack content-start" onSubmit={(event) => { event.preventDefault(); if (why === null && wanted) save.mutate(wanted); }} aria-label={`Scale of ${process.name}`}>
      <div className="flex gap-4 flex-wrap">
        <label className="check"><input type="radio" name={`${id}-kind`} checked={!range} onChange={() => setRange(false)} />Fixed number</label>
        <label className="check"><input type="radio" name={`${id}-kind`} checked={range} onChange={() => setRange(true)} />Range, by {scale.requestsPerSecond ? 'requests' : 'CPU'}</label>
      </div>
      <div className="flex gap-3 flex-wrap items-end">
        {number('min', range ? 'At least' : 'Pods', min, setMin)}
        {range && number('max', 'At most', max, setMax)}
        <ActButton type="submit" className="btn go" why={why} busy={save.isPending}>Scale to {wanted ? scaleWords(wanted) : '…'}</ActButton>
        {command !== null && <CopyButton text={command} label={command} className="btn">Copy as command</CopyButton>}
      </div>
      <p className="small sub" id={`${id}-cost`} aria-live="polite">{cost?.words}{wanted && sleepsWhenIdle(wanted) && ` It sleeps after ${idleSecondsOf(wanted)} s without a request.`}{cost && !cost.fits && <b className="text-warn"> It may not fit the budget: then the cluster starts only as many as fit.</b>}</p>
      <ProblemNote error={save.error} />
      {save.data && <p className="small" role="status">Asked for {scaleWords(save.data.scale)}. {process.ready} of {process.desired} are ready now.</p>}
    </form>
  );
}
