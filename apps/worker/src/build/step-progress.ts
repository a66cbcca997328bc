const stepLine = /^#\d+ \[(?:[^\]]*\s)?(\d+\/\d+)\] (.+)$/;
const others: readonly [RegExp, string][] = [
  [/^Waiting for the builder/, 'waiting for the builder to start'],
  [/^#\d+ exporting to image/, 'pushing the image'],
];
const longest = 80;

/** What a line of the build's log says about its progress, for one line on a screen; null for most lines. */
export function progressOf(line: string): string | null {
  const step = stepLine.exec(line);
  if (step && !step[2]!.startsWith('FROM ')) {
    const text = `${step[1]} ${step[2]}`.replace(/--mount=\S+\s+/g, '');
    return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  }
  return others.find(([pattern]) => pattern.test(line))?.[1] ?? null;
}
