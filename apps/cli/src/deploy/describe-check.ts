import { count, formatCpus, formatMebibytes } from '../output/quantities.js';
import { plainText } from '../output/plain-text.js';
import type { Style } from '../output/style.js';
import type { Check } from './deployment.js';

const signs = { create: '+', update: '~', delete: '-', none: ' ' } as const;

/** What a dry run found: the objects that would change, what it needs of the budget, and why it would be refused. */
export function describeCheck(check: Check, style: Style): string {
  const changes = check.objects.filter(({ change }) => change !== 'none');
  const paint = { create: style.good, update: style.careful, delete: style.bad, none: style.quiet };
  const { needs, free } = check;
  return [
    changes.length === 0 ? 'Nothing would change.' : `${count(changes.length, 'object')} would change:`,
    ...changes.flatMap(({ change, kind, name, fields }) => [paint[change](`  ${signs[change]} ${kind} ${name}`), ...(change === 'update' ? fields.map((field) => style.quiet(`      ${plainText(field)}`)) : [])]),
    `Needs ${formatCpus(needs.cpuMillicores)} CPU, ${formatMebibytes(needs.memoryBytes)} memory, ${count(needs.pods, 'pod')}${free === null ? '' : ` of ${formatCpus(free.cpuMillicores)} CPU, ${formatMebibytes(free.memoryBytes)}, ${count(free.pods, 'pod')} free`}.`,
    ...(check.surge === null ? [] : [plainText(check.surge)]),
    ...(check.refusal === null ? [] : [`${style.bad('Would be refused:')} ${plainText(check.refusal)}`]),
  ].join('\n');
}
