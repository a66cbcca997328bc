'use client';

import { rolloutStrategies, type RolloutStrategy } from '@berth/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/browser-client.ts';
import { errorAt, unwrap } from '../api/problem.ts';
import { keys } from '../api/queries.ts';
import type { Environment, EnvironmentKey } from '../api/types.ts';
import { berthCommand } from '../format/command.ts';
import { durationPattern } from '../format/duration-text.ts';
import { strategyWords } from './strategy-words.ts';
import { ActButton } from '../ui/act-button.tsx';
import { CopyButton } from '../ui/copy.tsx';
import { Dialog, DialogClose } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { CanaryFields } from './canary-fields.tsx';
import { formOfRollout, readRolloutForm, rolloutCommand, type RolloutChange, type RolloutForm } from './rollout-form.ts';

const time = { required: true, pattern: durationPattern, autoComplete: 'off', className: 'input !w-24' } as const;

/** Sets how releases take over where neither berth.yaml nor the deployment says, and how long they are watched. */
export function RolloutDialog({ place, environment: { rollout, watchSeconds, preview }, onClose }: { place: EnvironmentKey; environment: Environment; onClose: () => void }) {
  const [form, setForm] = useState(() => formOfRollout(rollout?.setting ?? null, watchSeconds));
  const change = (part: Partial<RolloutForm>) => setForm((before) => ({ ...before, ...part }));
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (body: RolloutChange) => unwrap(api.PATCH('/v1/tenants/{tenant}/apps/{app}/environments/{environment}', { params: { path: place }, body: preview ? { watchSeconds: body.watchSeconds } : body })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.environment(place) });
      onClose();
    },
  });
  const wanted = readRolloutForm(form);
  const why = wanted === null ? 'A time is written 90s, 5m or 1h, and a number in digits.' : null;
  const said = (pointer: string) => errorAt(save.error, `/body/${pointer}`);
  const command = wanted && berthCommand(preview ? ['environments', 'set', ...rolloutCommand(wanted).slice(-2)] : rolloutCommand(wanted), place);
  return (
    <Dialog title="How a new release takes over" onClose={onClose}>
      <form className="stack" onSubmit={(event) => { event.preventDefault(); if (wanted) save.mutate(wanted); }}>
        {!preview && (
          <Field label="Strategy" error={said('rollout/strategy')} hint="Where berth.yaml names one, that one counts.">
            {(input) => <select {...input} className="input" autoFocus value={form.strategy} onChange={(event) => change({ strategy: event.target.value as RolloutStrategy | '' })}><option value="">not set: rolling</option>{rolloutStrategies.map((name) => <option key={name} value={name}>{strategyWords[name]}</option>)}</select>}
          </Field>
        )}
        {form.strategy === 'staged' && (
          <Field label="Watch one pod for" error={said('rollout/watchSeconds')} hint="Such as 90s, 5m or 1h; at most 24h.">
            {(input) => <input {...input} {...time} value={form.stagedFor} onChange={(event) => change({ stagedFor: event.target.value })} />}
          </Field>
        )}
        {form.strategy === 'canary' && <CanaryFields form={form} change={change} said={said} />}
        {form.strategy === 'blue-green' && (
          <div className="flex gap-3 flex-wrap">
            <Field label="Requests go over" error={said('rollout/switch')}>
              {(input) => <select {...input} className="input" value={form.switch} onChange={(event) => change({ switch: event.target.value as RolloutForm['switch'] })}><option value="auto">by themselves</option><option value="manual">when somebody says so</option></select>}
            </Field>
            <Field label="Keep the version before for" error={said('rollout/keepSeconds')} hint="Such as 5m; at most 24h.">
              {(input) => <input {...input} {...time} value={form.keep} onChange={(event) => change({ keep: event.target.value })} />}
            </Field>
          </div>
        )}
        <Field label="Watch after it went live for" error={said('watchSeconds')} hint="0s to 1h; empty: as long as the installation says. When something is wrong within this time, Berth goes back by itself.">
          {(input) => <input {...input} {...time} required={false} value={form.watch} onChange={(event) => change({ watch: event.target.value })} />}
        </Field>
        {!said('rollout') && !said('watchSeconds') && <ProblemNote error={save.error} />}
        <div className="row">
          {command !== null && <CopyButton text={command} label={command} className="btn">Copy as command</CopyButton>}
          <DialogClose className="btn" type="button">Cancel</DialogClose>
          <ActButton type="submit" className="btn go" why={why} busy={save.isPending}>Save</ActButton>
        </div>
      </form>
    </Dialog>
  );
}
