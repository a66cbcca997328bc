import type { logLineSchema } from '@berth/contract';
import { logEntryFields } from '@berth/domain';
import type { z } from 'zod';

export type LogLine = z.input<typeof logLineSchema>;

/** An entry of a Redis stream as a line; `id` is the entry's, a time that only grows. */
export interface LogEntryLine {
  id: string;
  line: LogLine;
}

/** Reads what XREAD and XRANGE give; an entry that nobody of ours wrote is null. */
export function logEntryLine([id, fields]: [string, string[]]): LogEntryLine | null {
  const pairs = Object.fromEntries(Array.from({ length: fields.length / 2 }, (_, index) => [fields[2 * index]!, fields[2 * index + 1]!]));
  const entry = logEntryFields.safeParse(pairs);
  if (!entry.success) return null;
  const { ts, pod, process, release, line, stream } = entry.data;
  const at = new Date(ts);
  return {
    id,
    line: { at: Number.isNaN(at.getTime()) ? new Date(Number(id.split('-')[0])).toISOString() : at.toISOString(), pod, process, release: /^\d+$/.test(release) ? Number(release) : null, line, ...(stream === 'gap' && { gap: true }) },
  };
}

/** Order of stream ids: by time, then by number. */
export function compareIds(a: string, b: string): number {
  const [aTime = 0, aNumber = 0] = a.split('-').map(Number);
  const [bTime = 0, bNumber = 0] = b.split('-').map(Number);
  return aTime - bTime || aNumber - bNumber;
}

export const isStreamId = (text: string | undefined): text is string => text !== undefined && /^\d{1,15}-\d{1,15}$/.test(text);
