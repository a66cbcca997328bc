import { styleFor } from '../output/style.js';
import { truncate } from '../output/table.js';
import { formatLine, type Mark, type TranscriptLine } from './transcript.js';

/** Where the lines go: a terminal, or a stream that keeps them. */
export interface LineStream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 100;
/** On a stream that is no terminal, how often a long step says that it still runs. */
const reminderMs = 15_000;

/** Prints steps: each once when it ends, and on a terminal a line that lives while one runs. */
export class StepPrinter {
  private readonly style;
  private readonly timer: NodeJS.Timeout;
  private running: (() => Omit<TranscriptLine, 'mark'> | null) | null = null;
  private live = false;
  private frame = 0;
  private lastReminder = Date.now();

  constructor(private readonly stream: LineStream) {
    this.style = styleFor(stream as NodeJS.WriteStream);
    this.timer = setInterval(() => this.tick(), frameMs);
    this.timer.unref();
  }

  /** Prints a step that has ended. */
  step(line: TranscriptLine): void {
    this.line(formatLine(this.mark(line.mark), line));
    this.lastReminder = Date.now();
  }

  /** Prints any text above the living line. */
  line(text: string): void {
    this.clear();
    this.stream.write(`${text}\n`);
    this.draw();
  }

  /** What runs now, asked again for each picture; null when nothing does. */
  follow(running: (() => Omit<TranscriptLine, 'mark'> | null) | null): void {
    this.running = running;
    this.clear();
    this.draw();
  }

  /** Takes the living line away for good. */
  end(): void {
    clearInterval(this.timer);
    this.running = null;
    this.clear();
  }

  private mark(mark: Mark): string {
    if (mark === 'done') return this.style.good('✓');
    if (mark === 'skipped') return this.style.good('✓');
    if (mark === 'failed') return this.style.bad('✗');
    return frames[this.frame % frames.length]!;
  }

  private tick(): void {
    this.frame++;
    if (this.stream.isTTY) {
      this.draw();
      return;
    }
    const line = this.running?.();
    if (!line || Date.now() - this.lastReminder < reminderMs) return;
    this.lastReminder = Date.now();
    this.stream.write(`${formatLine('…', line)}\n`);
  }

  private draw(): void {
    if (!this.stream.isTTY) return;
    const line = this.running?.();
    if (!line) {
      this.clear();
      return;
    }
    this.stream.write(`\r${truncate(formatLine(this.mark('running'), line), (this.stream.columns ?? 80) - 1)}\u001b[K`);
    this.live = true;
  }

  private clear(): void {
    if (!this.live) return;
    this.stream.write('\r\u001b[2K');
    this.live = false;
  }
}
