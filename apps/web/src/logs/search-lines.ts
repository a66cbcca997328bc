import { safeText } from '../format/safe-text.ts';

export interface Search {
  text: string;
  regex: boolean;
  matchCase: boolean;
}

/** A test of one line for `search`. Throws SyntaxError when the expression is not valid. */
export function matcher(search: Search): (line: string) => boolean {
  if (search.regex) {
    const expression = new RegExp(search.text, search.matchCase ? 'u' : 'iu');
    return (line) => expression.test(safeText(line));
  }
  if (search.matchCase) return (line) => safeText(line).includes(search.text);
  const lower = search.text.toLowerCase();
  return (line) => safeText(line).toLowerCase().includes(lower);
}

export type SearchRequest =
  | { kind: 'append'; lines: { id: number; line: string }[]; keep: number }
  | { kind: 'clear' }
  | { kind: 'search'; ticket: number; search: Search | null };
export type SearchAnswer = { ticket: number; hits: number[]; error: string | null; more: boolean };
