import { styleText } from 'node:util';
import { colouredText, plainText } from './plain-text.js';

type Format = Parameters<typeof styleText>[0];

/** Colours for one stream: none when it is no terminal or NO_COLOR is set. `foreign` makes text from elsewhere safe to show. */
export function styleFor(stream: NodeJS.WriteStream) {
  const apply = (format: Format) => (text: string) => styleText(format, text, { stream, validateStream: true });
  const coloured = apply('red')('x') !== 'x';
  return { good: apply('green'), bad: apply('red'), careful: apply('yellow'), strong: apply('bold'), quiet: apply('dim'), foreign: coloured ? colouredText : plainText };
}
export type Style = ReturnType<typeof styleFor>;

const same = (text: string) => text;

/** No colour at all. */
export const plainStyle: Style = { good: same, bad: same, careful: same, strong: same, quiet: same, foreign: plainText };
