/** Shorter values appear in ordinary text by chance. */
const shortestSecret = 6;

/** Values worth blotting out and each of their lines, since logs come line by line, also as JSON writes them; longest first, so that one that contains another goes whole. */
export function secretValues(secrets: Record<string, string>): string[] {
  const plain = Object.values(secrets).flatMap((value) => [value, ...value.split('\n').map((line) => line.trim())]);
  const shown = plain.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
  return [...new Set(shown)].filter((value) => value.length >= shortestSecret).sort((a, b) => b.length - a.length);
}

/** The text with every one of these values replaced by dots. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (clean.includes(secret)) clean = clean.replaceAll(secret, '••••••');
  return clean;
}
