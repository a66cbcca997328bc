/** Shorter values appear in ordinary text by chance. */
const shortestSecret = 6;

/** Values worth blotting out and each of their lines, since logs come line by line; longest first, so that one that contains another goes whole. */
export function secretValues(secrets: Record<string, string>): string[] {
  const shown = Object.values(secrets).flatMap((value) => [value, ...value.split('\n').map((line) => line.trim())]);
  return [...new Set(shown)].filter((value) => value.length >= shortestSecret).sort((a, b) => b.length - a.length);
}

/** The text with every one of these values replaced by dots. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (clean.includes(secret)) clean = clean.replaceAll(secret, '••••••');
  return clean;
}
