import { configName } from '@berth/domain';
import { parse } from 'dotenv';
import { usageFailure } from '../cli-failure.js';

/** What a value may be: quoted over several lines, or anything up to a comment. The parser's own grammar, with a place for errors. */
const assignment = /^\s*(?:export\s+)?([^\s=:#][^=:]*?)\s*(?:=|:\s)\s*(.*)$/s;
const quotes = ['"', "'", '`'] as const;

/**
 * The variables of a `.env` file, all or nothing: throws with the number of every line that is not understood, which
 * the parser would pass over in silence.
 */
export function readEnvFile(text: string, file: string): Record<string, string> {
  const problems: string[] = [];
  const names = new Map<string, number>();
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const number = index + 1;
    if (/^\s*(#|$)/.test(line)) continue;
    const match = assignment.exec(line);
    if (!match) {
      problems.push(`line ${number}: not NAME=VALUE: ${shorten(line)}`);
      continue;
    }
    const name = match[1]!;
    const value = match[2]!;
    if (!configName.safeParse(name).success) problems.push(`line ${number}: “${shorten(name)}” is no name: letters, digits and underscores, not starting with a digit`);
    else if (names.has(name)) problems.push(`line ${number}: ${name} was set in line ${names.get(name)} already`);
    names.set(name, number);
    const quote = quotes.find((each) => value.startsWith(each));
    if (quote === undefined) continue;
    const end = endOfQuoted(lines, index, value, quote);
    if (end === null) problems.push(`line ${number}: ${name}: the quote ${quote} is not closed`);
    else index = end;
  }
  const values = parse(text);
  const missed = [...names.keys()].filter((name) => !Object.hasOwn(values, name));
  if (problems.length === 0 && missed.length > 0) problems.push(...missed.map((name) => `line ${names.get(name)}: ${name} is not understood`));
  if (problems.length > 0) throw usageFailure(`${file} has ${problems.length === 1 ? 'an error' : `${problems.length} errors`}; nothing was imported.`, 'Correct the lines, and import again.', problems);
  return values;
}

/** Index of the line in which the quoted value that starts in line `index` ends, or null when it does not. */
function endOfQuoted(lines: readonly string[], index: number, value: string, quote: string): number | null {
  let rest = value.slice(1);
  for (let line = index; line < lines.length; rest = lines[++line] ?? '') {
    if (rest.replaceAll(`\\${quote}`, '').includes(quote)) return line;
  }
  return null;
}

/** Enough of a line to find it, without giving a secret away. */
const shorten = (text: string): string => (text.trim().length > 12 ? `${text.trim().slice(0, 12)}…` : text.trim());
