import { stripVTControlCharacters } from 'node:util';

/** Characters that steer a terminal or reorder text: all controls but tab and line feed, and bidirectional overrides. */
// eslint-disable-next-line no-control-regex
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
// eslint-disable-next-line no-control-regex
const colour = /\u001b\[[0-9;:]*m/g;

/** Text from elsewhere (log lines, names, descriptions) that cannot steer the terminal. */
export function plainText(text: string): string {
  return stripVTControlCharacters(text.replaceAll('\r\n', '\n')).replace(steering, '');
}

/** Like {@link plainText}, but colours stay; they end with the line. */
export function colouredText(text: string): string {
  let end = 0;
  let clean = '';
  for (const match of text.matchAll(colour)) {
    clean += plainText(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  clean += plainText(text.slice(end));
  return end > 0 ? `${clean}\u001b[0m` : clean;
}
