import { apiPath } from '../manifest.js';
import type { ContainerRef } from '../cluster.js';
import { ClusterError } from '../apply/cluster-error.js';
import type { Connection } from '../apply/connection.js';

/** One line as the container wrote it. */
export interface LogLine {
  /** RFC 3339 with nanoseconds, from the node's clock. */
  time: string;
  text: string;
  /** True when the rest of a line longer than 16 KiB was left out. */
  truncated: boolean;
}

export interface ReadLogsOptions {
  /** The container's life before its last restart. */
  previous?: boolean;
  /** At most so many lines from the end. */
  tailLines?: number;
  /** Only lines after this {@link LogLine.time}. */
  after?: string;
  signal?: AbortSignal;
}

export interface FollowLogsOptions extends Omit<ReadLogsOptions, 'previous'> {
  onLine: (line: LogLine) => void | Promise<void>;
  signal: AbortSignal;
}

const longestLine = 16 * 1024;

/** The lines that exist now. Throws ClusterError `not-found` for a pod that is gone, `not-started` before its first start. */
export async function readLogs(connection: Connection, target: ContainerRef, options: ReadLogsOptions = {}): Promise<LogLine[]> {
  const lines: LogLine[] = [];
  const signal = options.signal ?? AbortSignal.timeout(30_000);
  await streamLogs(connection, target, { ...options, signal }, false, (line) => void lines.push(line));
  return lines;
}

/** Gives each line to `onLine`, one after the other, until the container ends or `signal` aborts; then resolves. */
export async function followLogs(connection: Connection, target: ContainerRef, options: FollowLogsOptions): Promise<void> {
  try {
    await streamLogs(connection, target, options, true, options.onLine);
  } catch (error) {
    if (!options.signal.aborted) throw error;
  }
}

/** What the container has written until now, byte for byte, at most its last `limitBytes`. Throws like {@link readLogs}. */
export async function readLogBytes(connection: Connection, target: ContainerRef, limitBytes: number): Promise<Buffer> {
  const signal = AbortSignal.timeout(60_000);
  const parts: Buffer[] = [];
  let size = 0;
  try {
    const body = await connection.stream(`${apiPath('Pod', target.namespace, target.pod)}/log`, { signal, query: { container: target.container ?? undefined } });
    for await (const part of body) {
      parts.push(Buffer.from(part));
      size += part.length;
      while (size - parts[0]!.length >= limitBytes) size -= parts.shift()!.length;
    }
  } catch (error) {
    throw notStarted(error) ?? error;
  }
  return Buffer.concat(parts).subarray(-limitBytes);
}

async function streamLogs(
  connection: Connection,
  target: ContainerRef,
  options: ReadLogsOptions & { signal: AbortSignal },
  follow: boolean,
  onLine: FollowLogsOptions['onLine'],
): Promise<void> {
  let body: ReadableStream<Uint8Array>;
  try {
    body = await connection.stream(`${apiPath('Pod', target.namespace, target.pod)}/log`, {
      signal: options.signal,
      query: {
        container: target.container ?? undefined,
        follow: follow || undefined,
        previous: options.previous || undefined,
        tailLines: options.tailLines,
        sinceTime: options.after,
        timestamps: true,
      },
    });
  } catch (error) {
    throw notStarted(error) ?? error;
  }
  try {
    for await (const line of splitLines(body)) {
      const parsed = parseLine(line.text, line.truncated);
      if (parsed === null) continue;
      // The node cuts `sinceTime` to whole seconds.
      if (options.after !== undefined && !isAfter(parsed.time, options.after)) continue;
      await onLine(parsed);
    }
  } catch (error) {
    if (error instanceof ClusterError || options.signal.aborted) throw error;
    throw new ClusterError('unreachable', `the log of pod ${target.pod} broke off`, { remedy: 'Follow it again.', retryable: true, cause: error });
  }
}

function notStarted(error: unknown): ClusterError | null {
  if (!(error instanceof ClusterError) || error.status !== 400) return null;
  if (!/waiting to start|not available|previous terminated container|PodInitializing|ContainerCreating/.test(error.message)) return null;
  return new ClusterError('not-started', error.message, { remedy: 'Wait until the container has started once.', retryable: true, status: 400, cause: error });
}

const stamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) ?/;

/** Takes the node's time stamp off a line. What has none is no line of the container but the node's own words, such as that it has the log no more: null. */
export function parseLine(text: string, truncated: boolean): LogLine | null {
  const match = stamped.exec(text);
  return match && { time: match[1]!, text: text.slice(match[0].length), truncated };
}

/** Compares RFC 3339 times to the nanosecond, which Date cannot. */
function isAfter(time: string, reference: string): boolean {
  const [a, b] = [Date.parse(time), Date.parse(reference)];
  if (Math.floor(a / 1000) !== Math.floor(b / 1000)) return a > b;
  return fraction(time) > fraction(reference);
}
const fraction = (time: string): string => (/\.(\d+)/.exec(time)?.[1] ?? '').padEnd(9, '0');

/** Bytes as lines; a line without end costs at most 16 KiB of memory. */
export async function* splitLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<{ text: string; truncated: boolean }> {
  let kept: Buffer[] = [];
  let size = 0;
  let truncated = false;
  const take = (bytes: Buffer): void => {
    const room = longestLine - size;
    if (bytes.length > room) truncated = true;
    if (room > 0) kept.push(bytes.subarray(0, room));
    size += Math.min(bytes.length, Math.max(room, 0));
  };
  const finish = (): { text: string; truncated: boolean } => {
    const line = { text: Buffer.concat(kept).toString('utf8').replace(/\r$/, ''), truncated };
    kept = [];
    size = 0;
    truncated = false;
    return line;
  };
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      take(bytes.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    if (start < bytes.length) take(Buffer.from(bytes.subarray(start)));
  }
  if (size > 0) yield finish();
}
