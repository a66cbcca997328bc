import { z } from 'zod';

/** A tenant's name: a letter, then 2 to 19 letters or digits; no hyphen, so that tenant and app cannot run together in a host name. */
export const tenantSlug = z
  .string()
  .regex(/^[a-z][a-z0-9]{2,19}$/, 'must start with a letter and have 3 to 20 lower-case letters or digits, without hyphens');

/** An app's name: an RFC 1123 label of at most 30 characters that starts with a letter. */
export const appSlug = z
  .string()
  .max(30, 'must have at most 30 characters')
  .regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, 'must start with a letter, then lower-case letters, digits and inner hyphens, at most 30 characters');

/** An environment's name, such as `production`. */
export const environmentSlug = z
  .string()
  .max(30, 'must have at most 30 characters')
  .regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, 'must start with a letter, then lower-case letters, digits and inner hyphens, at most 30 characters');

/** A process's name, such as `web`. */
export const processName = z.string().max(20, 'must have at most 20 characters').regex(/^[a-z][a-z0-9]*$/, 'must have lower-case letters and digits, at most 20 of them, and start with a letter');

/** The name of a variable or secret as POSIX shells accept it. */
export const configName = z
  .string()
  .max(128, 'must have at most 128 characters')
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must have letters, digits and underscores, and not start with a digit');

/** Variables that the `berth` command reads, which an app may want for itself. */
const ofCommand = new Set(['BERTH_URL', 'BERTH_TOKEN', 'BERTH_CA', 'BERTH_TENANT']);

/** Whether Berth sets a variable of this name, or may one day, so that nobody can configure it: PORT, and what starts with BERTH_. */
export const isSetByBerth = (name: string): boolean => name === 'PORT' || (name.startsWith('BERTH_') && !ofCommand.has(name));

/** Turns any folder name into an app name that `appSlug` accepts; empty when nothing usable is left. */
export function slugFrom(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 30)
    .replace(/-+$/, '');
}
