import { compareIds, type LogEntryLine } from './log-line.js';

/** Lines that wait for one slow viewer at most; beyond them the oldest are lost, and the loss is marked. */
const maxWaiting = 2_000;

/** What one viewer has still to get: bounded, so that a slow one loses only its own lines and sees where. */
export class ViewerQueue {
  private waiting: LogEntryLine[] = [];
  private lost = false;

  constructor(private readonly wake: () => void) {}

  readonly add = (entries: LogEntryLine[]): void => {
    this.waiting.push(...entries);
    const excess = this.waiting.length - maxWaiting;
    if (excess > 0) {
      this.waiting.splice(0, excess);
      this.lost = true;
    }
    this.wake();
  };

  /** Everything that waits and comes after `lastId`; the first line is marked where some were lost before it. */
  take(lastId: string): LogEntryLine[] {
    const entries = this.waiting.filter(({ id }) => compareIds(id, lastId) > 0);
    const [first, ...rest] = entries;
    this.waiting = [];
    if (!first || !this.lost) return entries;
    this.lost = false;
    return [{ ...first, line: { ...first.line, gap: true } }, ...rest];
  }
}
