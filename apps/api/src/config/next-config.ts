import { isSetByBerth, Problem } from '@berth/domain';
import { invalidInput, type Refusal } from '../http/invalid-input.js';

export interface Config {
  variables: Record<string, string>;
  /** Name → sealed value. */
  secrets: Record<string, string>;
}
export interface ConfigChange {
  set: Record<string, string>;
  secrets: Record<string, string>;
  unset: string[];
}

const maxNames = 1000;
/** A Kubernetes Secret holds 1 MiB; sealed and encoded values are longer than what is counted here. */
const maxBytes = 512 * 1024;

/**
 * The config after a change, or null when it changes nothing. `seal` is asked once per new secret. A name is a variable
 * or a secret, never both. Throws invalid-input for a
 * name that a change gives twice or that Berth sets itself, or for too much of it.
 */
export function nextConfig(present: Config, { set, secrets, unset }: ConfigChange, seal: (name: string, value: string) => string): { config: Config; names: string[] } | null {
  refuseTwice({ set, secrets, unset });
  refuseSetByBerth({ set, secrets });
  const variables = { ...present.variables, ...set };
  const sealed = { ...present.secrets };
  for (const name of [...unset, ...Object.keys(secrets)]) delete variables[name];
  for (const name of [...unset, ...Object.keys(set)]) delete sealed[name];
  for (const [name, value] of Object.entries(secrets)) sealed[name] = seal(name, value);
  const names = [...new Set([...Object.keys(present.variables), ...Object.keys(variables), ...Object.keys(present.secrets), ...Object.keys(sealed)])]
    .filter((name) => variables[name] !== present.variables[name] || sealed[name] !== present.secrets[name])
    .sort();
  if (names.length === 0) return null;
  const bytes = [...Object.entries(variables), ...Object.entries(sealed)].reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);
  if (Object.keys(variables).length + Object.keys(sealed).length > maxNames) throw new Problem('invalid-input', `The config would have more than ${maxNames} names.`);
  if (bytes > maxBytes) throw new Problem('invalid-input', `The config would have ${Math.ceil(bytes / 1024)} KiB; ${maxBytes / 1024} KiB is the most.`, { remedy: 'Keep large values in files or in a store of their own.' });
  return { config: { variables, secrets: sealed }, names };
}

function refuseTwice({ set, secrets, unset }: ConfigChange): void {
  const refusals: Refusal[] = [
    ...Object.keys(secrets).filter((name) => Object.hasOwn(set, name)).map((name) => ({ path: `/body/secrets/${name}`, words: 'is set as a variable too' })),
    ...unset.flatMap((name, index) => (Object.hasOwn(set, name) || Object.hasOwn(secrets, name) ? [{ path: `/body/unset/${index}`, words: 'is set too' }] : [])),
  ];
  if (refusals.length > 0) throw invalidInput(refusals);
}

function refuseSetByBerth(change: Pick<ConfigChange, 'set' | 'secrets'>): void {
  const refusals = (['set', 'secrets'] as const).flatMap((field) =>
    Object.keys(change[field]).filter(isSetByBerth).map((name): Refusal => ({
      path: `/body/${field}/${name}`,
      words: 'is set by Berth itself',
      remedy: name === 'PORT' ? 'Leave PORT out: the port of a process is set in berth.yaml, as `port` under its name in `processes`.' : 'Choose a name that does not start with BERTH_.',
    })),
  );
  if (refusals.length > 0) throw invalidInput(refusals);
}
