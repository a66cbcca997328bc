import { count, formatCpus, formatMebibytes } from '../output/quantities.js';
import { plainText } from '../output/plain-text.js';
import type { Style } from '../output/style.js';
import type { Check } from './deployment.js';

const signs = { create: '+', update: '~', delete: '-', none: ' ' } as const;

/** What a dry run found: the objects that would change, what it needs of the budget, and why it would be refused. */
export function describeCheck(check: Check, style: Style): string {
  const changes = check.objects.filter(({ change }) => change !== 'none');
  const paint = { create: style.good, update: style.careful, delete: style.bad, none: style.quiet };
  const { needs, free, budget } = check;
  return [
    changes.length === 0 ? 'Nothing would change.' : `${count(changes.length, 'object')} would change:`,
    ...changes.flatMap(({ change, kind, name, fields, changes: values }) => [paint[change](`  ${signs[change]} ${kind} ${name}`), ...(change === 'update' ? fieldLines(fields, values).map((line) => style.quiet(`      ${plainText(line)}`)) : [])]),
    `Needs ${formatCpus(needs.cpuMillicores)} CPU, ${formatMebibytes(needs.memoryBytes)} memory, ${count(needs.pods, 'pod')}${free === null ? '' : ` of ${formatCpus(free.cpuMillicores)} CPU, ${formatMebibytes(free.memoryBytes)}, ${count(free.pods, 'pod')} free`}.`,
    ...(budget === null ? [] : [`Budget in use: ${parts(budget.before, budget.after, budget.limit).join(', ')}.`]),
    ...(check.storage ? [`Its volumes take ${formatMebibytes(check.storage.more)} more storage${check.storage.free === null ? '' : ` of ${formatMebibytes(check.storage.free)} free`}.`] : []),
    ...(check.surge === null ? [] : [plainText(check.surge)]),
    ...(check.rollout ? [`Rollout: ${plainText(check.rollout)}.`] : []),
    ...(check.refusal === null ? [] : [`${style.bad('Would be refused:')} ${plainText(check.refusal)}`]),
    ...(check.note === null ? [] : [plainText(check.note)]),
  ].join('\n');
}

/** Fields with their values, where the answer has them. */
function fieldLines(fields: string[], values: Check['objects'][number]['changes']): string[] {
  if (values.length === 0) return fields;
  return values.map(({ path, before, after }) => `${path}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`);
}

type Use = NonNullable<Check['budget']>['before'];

/** `CPU 0.4 → 0.6 of 2`. */
function parts(before: Use, after: Use, limit: Partial<Use>): string[] {
  const one = (name: string, key: keyof Use, format: (value: number) => string): string => `${name} ${format(before[key])} → ${format(after[key])}${limit[key] === undefined ? '' : ` of ${format(limit[key])}`}`;
  return [one('CPU', 'cpuMillicores', formatCpus), one('memory', 'memoryBytes', formatMebibytes), one('pods', 'pods', String)];
}
