import type { components } from '@berth/contract/client';
import { plainText } from '../output/plain-text.js';
import type { Style } from '../output/style.js';

type Diff = components['schemas']['ReleaseDiff'];
const signs = { added: '+', removed: '-', changed: '~' } as const;

/** What differs between two releases, a line each: image, config, processes, release command and required names. */
export function describeDiff({ from, to, image, config, processes, settings }: Diff, style: Style): string {
  const paint = { added: style.good, removed: style.bad, changed: style.careful };
  const lines = [
    ...(image.changed ? [style.careful('~ Image'), style.quiet(`    ${plainText(image.before)}`), style.quiet(`  → ${plainText(image.after)}`)] : []),
    ...config.changes.map(({ name, change, kind, before, after }) => paint[change](`${signs[change]} ${kind === 'secret' ? 'Secret' : 'Variable'} ${plainText(name)}${values(change, before, after)}`)),
    ...processes.flatMap(({ name, change, fields }) => [
      paint[change](`${signs[change]} Process ${plainText(name)}`),
      ...(change === 'changed' ? fields.map(({ field, before, after }) => style.quiet(`    ${field}: ${plainText(before ?? 'nothing')} → ${plainText(after ?? 'nothing')}`)) : []),
    ]),
    ...settings.map(({ field, before, after }) => style.careful(`~ ${plainText(field)}: ${plainText(before ?? 'nothing')} → ${plainText(after ?? 'nothing')}`)),
  ];
  if (lines.length === 0) return `v${from} and v${to} do not differ${config.before === config.after ? '' : `, though config version ${config.after} follows ${config.before}`}.`;
  const hidden = !config.valuesShown && config.changes.some(({ kind }) => kind === 'variable') ? [style.quiet('Values are shown to developers and above.')] : [];
  return [`v${from} → v${to}`, ...lines, ...hidden].join('\n');
}

/** `: old → new` where both are known, the one that is known where only one is; nothing of a secret. */
function values(change: keyof typeof signs, before: string | null, after: string | null): string {
  if (before === null && after === null) return '';
  if (change !== 'changed') return `: ${plainText(after ?? before ?? '')}`;
  return `: ${before === null ? '(not shown)' : plainText(before)} → ${after === null ? '(not shown)' : plainText(after)}`;
}
