export interface ConfigEdit {
  /** Variables to set. */
  set: Record<string, string>;
  /** Secrets to set. */
  secrets: Record<string, string>;
  unset: string[];
}

export const emptyEdit: ConfigEdit = { set: {}, secrets: {}, unset: [] };

export type ConfigChange =
  | { name: string; kind: 'variable'; change: 'add'; to: string }
  | { name: string; kind: 'variable'; change: 'change'; from: string; to: string }
  | { name: string; kind: 'variable'; change: 'remove'; from: string }
  | { name: string; kind: 'secret'; change: 'add' | 'change' | 'remove' }
  | { name: string; kind: 'secret'; change: 'becomes-secret' }
  | { name: string; kind: 'variable'; change: 'becomes-variable'; to: string };

/** What an edit would change, by name; what equals the present value is left out. A secret's value is in no change. */
export function diffConfig(current: { variables: Record<string, string>; secrets: readonly string[] }, edit: ConfigEdit): ConfigChange[] {
  const secret = new Set(current.secrets);
  const before = (name: string) => (Object.hasOwn(current.variables, name) ? current.variables[name] : undefined);
  const changes: ConfigChange[] = [];
  for (const [name, to] of Object.entries(edit.set)) {
    const from = before(name);
    if (secret.has(name)) changes.push({ name, kind: 'variable', change: 'becomes-variable', to });
    else if (from === undefined) changes.push({ name, kind: 'variable', change: 'add', to });
    else if (from !== to) changes.push({ name, kind: 'variable', change: 'change', from, to });
  }
  for (const name of Object.keys(edit.secrets)) {
    if (before(name) !== undefined) changes.push({ name, kind: 'secret', change: 'becomes-secret' });
    else changes.push({ name, kind: 'secret', change: secret.has(name) ? 'change' : 'add' });
  }
  for (const name of edit.unset) {
    const from = before(name);
    if (secret.has(name)) changes.push({ name, kind: 'secret', change: 'remove' });
    else if (from !== undefined) changes.push({ name, kind: 'variable', change: 'remove', from });
  }
  return changes.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
