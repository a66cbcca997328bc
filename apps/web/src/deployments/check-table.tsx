import type { Check } from '../api/types.ts';
import { formatCpu, formatMemory, plural } from '../format/quantities.ts';
import { Foreign } from '../ui/foreign.tsx';

const changes: Record<Check['objects'][number]['change'], { sign: string; className: string; words: string }> = {
  create: { sign: '+', className: 'plus', words: 'new' },
  update: { sign: '~', className: 'tilde', words: 'changes' },
  delete: { sign: '−', className: 'minus', words: 'goes' },
  none: { sign: ' ', className: 'dim', words: 'unchanged' },
};

/** A JSON pointer (RFC 6901) as people read a path: `metadata › labels › berth.dev/release`. */
const readPointer = (pointer: string) => pointer.replace(/^\//, '').split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).join(' › ');

/** What changes on the cluster, what it needs of the budget, and whether the cluster would refuse it. */
export function CheckTable({ check }: { check: Check }) {
  const changed = check.objects.filter(({ change }) => change !== 'none');
  const same = check.objects.length - changed.length;
  return (
    <div className="stack">
      {check.refusal !== null && <p className="note fail"><b>The cluster would refuse it:</b> <Foreign>{check.refusal}</Foreign></p>}
      <ul>
        {changed.map(({ kind, name, change, fields, changes: values }) => (
          <li key={kind + name} className="flex gap-2 items-baseline py-0.5">
            <code className={changes[change].className} aria-hidden="true">{changes[change].sign}</code>
            <span className="min-w-0">{kind} <Foreign code>{name}</Foreign> <span className="sub">{changes[change].words}</span>{fields.length > 0 && <details className="small sub"><summary>{plural(fields.length, 'field')}<span className="sr-only"> of {name}</span></summary>{fields.map((field) => <FieldChange key={field} field={field} value={values.find(({ path }) => path === field)} />)}</details>}</span>
          </li>
        ))}
        <li className="sub">{changed.length === 0 ? 'Nothing changes on the cluster.' : `${plural(same, 'object')} unchanged.`}</li>
      </ul>
      <p className="sub">
        Needs {formatCpu(check.needs.cpuMillicores)} CPU, {formatMemory(check.needs.memoryBytes)}, {plural(check.needs.pods, 'pod')} at the peak.
        {check.free && ` Free: ${formatCpu(check.free.cpuMillicores)} CPU, ${formatMemory(check.free.memoryBytes)}, ${plural(check.free.pods, 'pod')}.`}
        {check.surge !== null && <> <Foreign>{check.surge}</Foreign></>}
      </p>
      {check.budget && <BudgetChange budget={check.budget} />}
      {check.rollout && <p className="sub">Rollout: <Foreign>{check.rollout}</Foreign>.</p>}
      {check.note !== null && <p className="note"><Foreign>{check.note}</Foreign></p>}
    </div>
  );
}

function FieldChange({ field, value }: { field: string; value: Check['objects'][number]['changes'][number] | undefined }) {
  return (
    <span className="block break-words">
      <Foreign>{readPointer(field)}</Foreign>
      {value && <>: {value.before === null ? 'nothing' : <Foreign code>{value.before}</Foreign>} → {value.after === null ? 'nothing' : <Foreign code>{value.after}</Foreign>}</>}
    </span>
  );
}

/** What the tenant uses before and after, of its budget. */
function BudgetChange({ budget: { limit, before, after } }: { budget: NonNullable<Check['budget']> }) {
  const row = (name: string, key: keyof typeof before, format: (value: number) => string) => (
    <tr><th scope="row">{name}</th><td className="num">{format(before[key])}</td><td className="num">{format(after[key])}</td><td className="num">{limit[key] === undefined ? 'no limit' : format(limit[key])}</td></tr>
  );
  return (
    <table>
      <thead><tr><th scope="col">Budget</th><th scope="col" className="num">Before</th><th scope="col" className="num">After</th><th scope="col" className="num">Limit</th></tr></thead>
      <tbody>{row('CPU', 'cpuMillicores', formatCpu)}{row('Memory', 'memoryBytes', formatMemory)}{row('Pods', 'pods', String)}</tbody>
    </table>
  );
}
