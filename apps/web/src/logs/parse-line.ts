import Anser from 'anser';
import { keepColours } from '../format/safe-text.ts';

/** A stretch of a log line; `classes` come from a fixed list, `text` is shown as text and never as HTML. */
export interface LogSpan {
  text: string;
  classes: string;
}

/** Longest part of a line that is shown, in characters. */
export const lineLimit = 16 * 1024;

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
const colourClass = new Map<string, string>(colours.flatMap((name) => [[`ansi-${name}`, `a-${name}`], [`ansi-bright-${name}`, `a-bright-${name}`]]));
const decorationClass = new Map([['bold', 'a-bold'], ['dim', 'a-dim'], ['italic', 'a-italic'], ['underline', 'a-underline']]);

/** Cuts the line, removes every terminal sequence but colours, and splits it where the colour changes. */
export function parseLine(line: string): LogSpan[] {
  const cut = line.length > lineLimit ? `${line.slice(0, lineLimit)}… (${line.length - lineLimit} more characters)` : line;
  const kept = keepColours(cut);
  if (!kept.includes('\x1b')) return [{ text: kept, classes: '' }];
  return Anser.ansiToJson(kept, { use_classes: true, remove_empty: true, json: true }).map((chunk) => ({
    text: chunk.content,
    classes: [colourClass.get(chunk.fg ?? ''), ...(chunk.decorations ?? []).map((name) => decorationClass.get(name))].filter(Boolean).join(' '),
  }));
}

export const logLevels = ['error', 'warn', 'other'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What a line seems to be, from the level that its writer put near the start or in a JSON field. */
export function levelOf(line: string): LogLevel {
  const start = line.slice(0, 400);
  if (/(^|[^a-z])(error|fatal|panic|err|critical|traceback|exception)([^a-z]|$)/i.test(start.slice(0, 80)) || /"level":\s*("(error|fatal)"|[56]0\b)/i.test(start)) return 'error';
  if (/(^|[^a-z])(warn|warning)([^a-z]|$)/i.test(start.slice(0, 80)) || /"level":\s*("warn(ing)?"|40\b)/i.test(start)) return 'warn';
  return 'other';
}
