import { configName } from '@berth/domain';
import { usageFailure } from '../cli-failure.js';

/** Names and values from `NAME=VALUE` words. Throws for the first that is none; the value may hold anything. */
export function parseAssignments(words: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals <= 0) throw usageFailure(`“${word}” is not NAME=VALUE.`, 'Write each variable as NAME=VALUE, in quotes when the value has spaces.');
    const name = checkConfigName(word.slice(0, equals));
    if (Object.hasOwn(values, name)) throw usageFailure(`${name} is given twice.`, 'Give each name once.');
    values[name] = word.slice(equals + 1);
  }
  return values;
}

/** A variable's or secret's name. Throws when it is none. */
export function checkConfigName(name: string): string {
  const parsed = configName.safeParse(name);
  if (parsed.success) return parsed.data;
  throw usageFailure(`“${name}” is no name for a variable.`, `A name ${parsed.error.issues[0]!.message}.`);
}
