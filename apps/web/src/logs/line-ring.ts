import { safeText } from '../format/safe-text.ts';
import { levelOf, type LogLevel } from './parse-line.ts';

/** One line as the viewer keeps it. `id` grows within a viewer; `key` names the line in links. */
export interface KeptLine {
  id: number;
  key: string;
  at: number;
  pod: string;
  process: string;
  release: number | null;
  line: string;
  level: LogLevel;
  gap: boolean;
}

export type IncomingLine = Omit<KeptLine, 'id' | 'level'>;

/** The last `capacity` lines, outside React. Writers append; the viewer asks for `version` once per frame. */
export class LineRing {
  private lines: KeptLine[] = [];
  private next = 0;
  version = 0;
  /** Lines that were pushed out at the front. */
  dropped = 0;
  /** Where the lines came from, for the filters' choices. */
  readonly sources = { processes: new Set<string>(), pods: new Set<string>(), releases: new Set<string>() };
  private filtered: { filter: LogFilter; lines: KeptLine[] } | null = null;

  constructor(readonly capacity = 100_000) {}

  append(incoming: readonly IncomingLine[]): readonly KeptLine[] {
    const added = incoming.map((line) => ({ ...line, id: this.next++, level: levelOf(line.line) }));
    // push(...added) would overflow the stack with a large batch
    for (const line of added) {
      this.lines.push(line);
      if (this.filtered && passes(line, this.filtered.filter)) this.filtered.lines.push(line);
      if (line.process !== '') this.sources.processes.add(line.process);
      if (line.pod !== '') this.sources.pods.add(line.pod);
      if (line.release !== null) this.sources.releases.add(String(line.release));
    }
    // A slack of a tenth, so that a full ring is not copied for each line.
    if (this.lines.length > this.capacity * 1.1) {
      this.dropped += this.lines.length - this.capacity;
      this.lines = this.lines.slice(-this.capacity);
      this.filtered = null;
    }
    this.version += 1;
    return added;
  }

  clear(): void {
    this.lines = [];
    this.filtered = null;
    this.dropped = 0;
    for (const names of Object.values(this.sources)) names.clear();
    this.version += 1;
  }

  all(): readonly KeptLine[] {
    return this.lines;
  }

  /** The lines that pass `filter`. Kept for the last filter and extended by each append, so that a frame costs only its new lines. */
  view(filter: LogFilter): readonly KeptLine[] {
    if (Object.values(filter).every((value) => value === '')) return this.lines;
    if (this.filtered?.filter !== filter) this.filtered = { filter, lines: this.lines.filter((line) => passes(line, filter)) };
    return this.filtered.lines;
  }
}

export interface LogFilter {
  process: string;
  pod: string;
  level: string;
  release: string;
}

export const noFilter: LogFilter = { process: '', pod: '', level: '', release: '' };

/** True when `line` passes every filter that is set. Gaps always pass: they tell that something is missing. */
export function passes(line: KeptLine, filter: LogFilter): boolean {
  if (line.gap && line.line === '') return true;
  if (filter.process !== '' && line.process !== filter.process) return false;
  if (filter.pod !== '' && line.pod !== filter.pod) return false;
  if (filter.release !== '' && String(line.release) !== filter.release) return false;
  if (filter.level === 'error') return line.level === 'error';
  if (filter.level === 'warn') return line.level !== 'other';
  return true;
}

/** The lines as a text file, one `time pod text` a line, without terminal sequences. */
export function asTextFile(lines: readonly KeptLine[]): string {
  return lines.map((line) => `${new Date(line.at).toISOString()} ${line.pod} ${safeText(line.line)}\n`).join('');
}
