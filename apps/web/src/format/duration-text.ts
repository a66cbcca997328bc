const units = { '': 1, s: 1, m: 60, h: 3600 };

/** How a time is written in berth.yaml and in forms, as the pattern of an input. */
export const durationPattern = String.raw`\d{1,5}(s|m|h)?`;

/** Seconds of `90`, `90s`, `5m` or `1h`; null of anything else. */
export function readDuration(text: string): number | null {
  const [, number, unit] = /^(\d{1,5})(s|m|h|)$/.exec(text.trim()) ?? [];
  return number === undefined ? null : Number(number) * units[unit as keyof typeof units];
}

/** The shortest text that `readDuration` reads as these seconds. */
export function durationText(seconds: number): string {
  if (seconds > 0 && seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds > 0 && seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
