/** Shorter values appear in ordinary text by chance. */
const shortestSecret = 6;
/** The same of a part of a value: a line such as `enabled: true` is in many texts. */
const shortestPart = 12;
const frame = /^-----(BEGIN|END) [A-Z0-9 ]+-----$/; // of PEM (RFC 7468), the same in every one
/** So many that begin alike are not told apart: what begins so is hidden to the end of the text, or thousands of them would take a worker's time. */
const mostAlike = 32;
const dots = '••••••';

/** What is to be blotted out, found by its first characters: a secret may have thousands of lines. */
export type Secrets = ReadonlyMap<string, readonly string[]>;

export const noSecrets: Secrets = new Map();

/** Values worth blotting out and their lines, since logs come line by line, also as JSON writes them. */
export function secretValues(secrets: Record<string, string>): Secrets {
  const plain = Object.values(secrets).flatMap((value) => {
    const whole = [value, value.trim()].filter((text) => text.length >= shortestSecret);
    const lines = value.trim().split('\n').map((line) => line.trim());
    return lines.length === 1 ? whole : [...whole, ...lines.filter((line) => line.length >= shortestPart && !frame.test(line))];
  });
  const shown = new Set(plain.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]));
  const byStart = new Map<string, string[]>();
  for (const text of [...shown].sort((a, b) => b.length - a.length)) {
    const start = text.slice(0, shortestSecret);
    const others = byStart.get(start);
    if (others) others.push(text);
    else byStart.set(start, [text]);
  }
  return byStart;
}

/** The text with every one of these values replaced by dots; of those that begin at one place the longest. */
export function redact(text: string, secrets: Secrets): string {
  if (secrets.size === 0) return text;
  let clean = '';
  let from = 0;
  for (let at = 0; at + shortestSecret <= text.length; ) {
    const alike = secrets.get(text.slice(at, at + shortestSecret));
    if (alike && alike.length > mostAlike) return clean + text.slice(from, at) + dots;
    const found = alike?.find((secret) => text.startsWith(secret, at));
    if (found === undefined) {
      at += 1;
      continue;
    }
    clean += text.slice(from, at) + dots;
    at += found.length;
    from = at;
  }
  return clean + text.slice(from);
}
