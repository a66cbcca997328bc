import { Flags } from '@oclif/core';
import type { components } from '@berth/contract/client';
import { configName, environmentSlug, namedSizes } from '@berth/domain';
import { named } from '../berth-command.js';
import { usageFailure } from '../cli-failure.js';
import { count } from '../output/quantities.js';
import { parsePeriod, shownPeriod } from './period.js';

type Settings = components['schemas']['PreviewSettings'];

/** What can be set of an app's previews. */
export const settingsFlags = {
  base: Flags.string({ helpValue: 'NAME', summary: 'Environment whose settings and config a new preview starts from.', parse: named('an environment', environmentSlug) }),
  ttl: Flags.string({ helpValue: 'TIME', summary: 'How long a preview stays after its last deployment: 90m, 12h, 7d.' }),
  most: Flags.integer({ helpValue: 'N', min: 1, max: 50, summary: 'Previews at most.' }),
  branches: Flags.string({ helpValue: 'PATTERNS', summary: 'Branches that may have one, with commas between: * is anything but /, ** anything.' }),
  variables: Flags.string({ options: ['all', 'none'], summary: 'Variables of the base that a new preview gets.' }),
  secrets: Flags.string({ helpValue: 'NAMES', summary: 'Secrets of the base that a new preview gets: none, all, or names with commas between.' }),
  size: Flags.string({ options: Object.keys(namedSizes), summary: 'The largest size of a pod.' }),
  pods: Flags.integer({ helpValue: 'N', min: 1, max: 20, summary: 'Pods of a process at most.' }),
};

type SettingsFlags = { [K in 'base' | 'ttl' | 'branches' | 'variables' | 'secrets' | 'size']?: string | undefined } & { most?: number | undefined; pods?: number | undefined };

/** The settings that the flags name. Throws on what is no time, pattern or name. */
export function settingsOf({ base, ttl, most, branches, variables, secrets, size, pods }: SettingsFlags): Partial<Settings> {
  return {
    ...(base !== undefined && { base }),
    ...(ttl !== undefined && { ttlSeconds: parsePeriod(ttl) }),
    ...(most !== undefined && { most }),
    ...(branches !== undefined && { branches: listOf(branches) }),
    ...(variables !== undefined && { variables: variables as Settings['variables'] }),
    ...(secrets !== undefined && secretsOf(secrets)),
    ...(size !== undefined && { size: size as Settings['size'] }),
    ...(pods !== undefined && { pods }),
  };
}

const listOf = (text: string): string[] => text.split(',').map((part) => part.trim()).filter(Boolean);

function secretsOf(text: string): Pick<Settings, 'secrets' | 'secretNames'> {
  if (text === 'none' || text === 'all') return { secrets: text, secretNames: [] };
  const names = listOf(text);
  const wrong = names.find((name) => !configName.safeParse(name).success);
  if (names.length === 0 || wrong !== undefined) throw usageFailure(`“${wrong ?? text}” is no name of a secret.`, 'Write none, all, or names such as API_KEY,MAIL_TOKEN.');
  return { secrets: 'named', secretNames: names };
}

/** The settings as fields for people. */
export function settingsFields({ enabled, base, ttlSeconds, most, branches, variables, secrets, secretNames, size, pods }: Settings): [string, string][] {
  return [
    ['Previews', enabled ? 'enabled' : 'not enabled'],
    ['Branches', branches.join(', ')],
    ['Based on', base],
    ['Variables', variables === 'all' ? `all of ${base}` : 'none'],
    ['Secrets', secrets === 'named' ? secretNames.join(', ') : secrets === 'all' ? `all of ${base}` : 'none'],
    ['Stays', `${shownPeriod(ttlSeconds)} after its last deployment`],
    ['At most', `${count(most, 'preview')}, ${count(pods, 'pod')} of a process, size ${size}`],
  ];
}
