/** The node's time before a line that is kept, RFC 3339, as `kubectl logs --timestamps` writes it. */
const stamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) /;

/** A line as it is kept of a pod that has gone. */
export const keptLine = (time: string, text: string): string => `${time} ${text}`;

/** The other way round; the time is null where a line was kept without one. */
export function readKeptLine(line: string): { time: string | null; text: string } {
  const match = stamped.exec(line);
  return match ? { time: match[1]!, text: line.slice(match[0].length) } : { time: null, text: line };
}
