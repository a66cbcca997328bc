import { durationPattern } from '../format/duration-text.ts';
import { ActButton } from '../ui/act-button.tsx';
import { Field } from '../ui/field.tsx';
import { Foreign } from '../ui/foreign.tsx';
import type { RolloutForm } from './rollout-form.ts';

/** The steps of a canary and what its requests must keep to. */
export function CanaryFields({ form: { steps, gates, errorPercent, latencyMs }, change, said }: { form: RolloutForm; change: (part: Partial<RolloutForm>) => void; said: (pointer: string) => string | null }) {
  const set = (key: number, part: Partial<RolloutForm['steps'][number]>) => change({ steps: steps.map((step) => (step.key === key ? { ...step, ...part } : step)) });
  const error = said('rollout/steps');
  const input = { className: 'input sm !w-20', required: true, autoComplete: 'off' } as const;
  return (
    <>
      <fieldset className="stack" aria-describedby={error === null ? undefined : 'canary-steps-error'}>
        <legend className="sr-only">Steps</legend>
        <table>
          <thead><tr><th scope="col">Step</th><th scope="col">% of requests</th><th scope="col">for</th><th scope="col"><span className="sr-only">Remove</span></th></tr></thead>
          <tbody>
            {steps.map(({ key, weight, time }, index) => (
              <tr key={key}>
                <th scope="row">{index + 1}</th>
                <td><input {...input} type="number" min={1} max={100} aria-label={`Percent of the requests in step ${index + 1}`} aria-invalid={said(`rollout/steps/${index}/weight`) !== null || undefined} value={weight} onChange={(event) => set(key, { weight: event.target.value })} /></td>
                <td><input {...input} pattern={durationPattern} aria-label={`Time of step ${index + 1}`} aria-invalid={said(`rollout/steps/${index}/seconds`) !== null || undefined} value={time} onChange={(event) => set(key, { time: event.target.value })} /></td>
                <td className="num"><ActButton className="btn sm" why={steps.length === 1 ? 'One step is needed.' : null} label={`Remove step ${index + 1}`} onClick={() => change({ steps: steps.filter((step) => step.key !== key) })}>Remove</ActButton></td>
              </tr>
            ))}
          </tbody>
        </table>
        {error !== null && <p className="small text-fail" id="canary-steps-error" role="alert"><Foreign>{error}</Foreign></p>}
        <div><ActButton className="btn sm" why={steps.length === 20 ? 'Twenty steps at most.' : null} onClick={() => change({ steps: [...steps, { key: Math.max(...steps.map(({ key }) => key)) + 1, weight: '', time: '2m' }] })}>Add a step</ActButton></div>
      </fieldset>
      <Field label="What its requests must keep to">
        {(field) => <select {...field} className="input" value={gates} onChange={(event) => change({ gates: event.target.value as RolloutForm['gates'] })}><option value="usual">errors at most 1 %, where the cluster measures them</option><option value="own">gates of its own</option></select>}
      </Field>
      {gates === 'own' && (
        <div className="flex gap-3 flex-wrap">
          <Field label="Answers of 500 and above, at most %" error={said('rollout/gates/errorPercent')} hint="Empty: not judged.">
            {(field) => <input {...field} className="input !w-24" type="number" step="any" min={0} max={100} value={errorPercent} onChange={(event) => change({ errorPercent: event.target.value })} />}
          </Field>
          <Field label="95 of 100 answer within, ms" error={said('rollout/gates/latencyP95Ms')} hint="Empty: not judged.">
            {(field) => <input {...field} className="input !w-24" type="number" min={1} max={600_000} value={latencyMs} onChange={(event) => change({ latencyMs: event.target.value })} />}
          </Field>
        </div>
      )}
    </>
  );
}
