import type { releaseDiffSchema } from '@berth/contract';
import type { ProcessSettings, ReleaseSettings } from '@berth/domain';
import type { z } from 'zod';
import type { Config } from '../config/next-config.js';

type Diff = z.input<typeof releaseDiffSchema>;
type ConfigChanges = Diff['config']['changes'];
type ProcessChanges = Diff['processes'];

/** Names that differ, in order. Values of variables only with `valuesShown`; of secrets never. */
export function configChanges(before: Config, after: Config, valuesShown: boolean): ConfigChanges {
  const names = new Set([before, after].flatMap(({ variables, secrets }) => [...Object.keys(variables), ...Object.keys(secrets)]));
  const value = (config: Config, name: string): string | null => (valuesShown ? (config.variables[name] ?? null) : null);
  return [...names]
    .filter((name) => before.variables[name] !== after.variables[name] || before.secrets[name] !== after.secrets[name])
    .sort()
    .map((name) => {
      const [was, is] = [has(before, name), has(after, name)];
      const kind = Object.hasOwn((is ? after : before).secrets, name) ? 'secret' : 'variable';
      return { name, change: was ? (is ? 'changed' : 'removed') : 'added', kind, before: value(before, name), after: value(after, name) };
    });
}

const has = ({ variables, secrets }: Config, name: string): boolean => Object.hasOwn(variables, name) || Object.hasOwn(secrets, name);

/** Processes that come, go or have other settings, field by field. */
export function processChanges(before: readonly ProcessSettings[], after: readonly ProcessSettings[]): ProcessChanges {
  const changes: ProcessChanges = [];
  for (const name of new Set([...before, ...after].map((process) => process.name))) {
    const [was, is] = [before, after].map((all) => all.find((process) => process.name === name));
    const fields = fieldChanges(was, is);
    if (fields.length > 0) changes.push({ name, change: was ? (is ? 'changed' : 'removed') : 'added', fields });
  }
  return changes;
}

/** The release command, the cron processes and the required names, field by field. */
export function settingsChanges(before: ReleaseSettings, after: ReleaseSettings): Diff['settings'] {
  const said = ({ releaseCommand, rollout, cron, requires }: ReleaseSettings) => ({ ...(releaseCommand && { releaseCommand }), ...(rollout.strategy !== 'rolling' && { rollout }), ...(cron.length > 0 && { cron: Object.fromEntries(cron.map(({ name, ...entry }) => [name, entry])) }), ...(requires.length > 0 && { requires }) });
  return fieldChanges(said(before), said(after));
}

function fieldChanges(before: object | undefined, after: object | undefined): Diff['settings'] {
  const [old, now] = [flat(before), flat(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((field) => old[field] !== now[field]).map((field) => ({ field, before: old[field] ?? null, after: now[field] ?? null }));
}

/** Settings as `size.memoryLimitBytes` → `268435456`; a list as JSON. */
function flat(settings: object | undefined, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings ?? {}).flatMap(([key, value]: [string, unknown]) => {
      if (key === 'name' && prefix === '') return [];
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(flat(value, `${prefix}${key}.`));
      return [[`${prefix}${key}`, typeof value === 'string' ? value : JSON.stringify(value)]];
    }),
  );
}
