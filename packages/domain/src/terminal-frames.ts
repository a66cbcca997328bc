import { z } from 'zod';

/**
 * The messages of a terminal session, the same ones between CLI and API (a WebSocket, binary) and between API and worker
 * (Redis): one byte that says what it is, then its bytes. Each side may have {@link terminalWindow} bytes of data on
 * their way that the other has not said to have taken; so nobody's memory grows when somebody is slow.
 */
export const frameTypes = {
  /** From the client. */
  stdin: 0,
  stdout: 1,
  stderr: 2,
  /** The last one of a session: JSON of {@link TerminalEnd}. */
  end: 3,
  /** From the client: JSON `{ columns, rows }`. */
  resize: 4,
  /** From the client: its input is at its end. */
  stdinEnd: 5,
  /** So many bytes of data were taken: a number of 32 bits, big-endian. */
  taken: 6,
  /** What is happening before the first byte, in words. */
  note: 7,
  /** Nothing: the other side is still there. */
  ping: 8,
  /** The client has gone, or may not go on: its words say why. */
  gone: 9,
} as const;
export type FrameType = (typeof frameTypes)[keyof typeof frameTypes];

export const terminalProtocol = 'berth.terminal.v1';
/** Bytes of data on their way in one direction. */
export const terminalWindow = 256 * 1024;
/** Bytes of data in one message. */
export const longestFrame = 32 * 1024;

/** How a session ended. */
export const terminalEndSchema = z.object({
  /** Of the command; null when it is not known, or did not end. */
  exitCode: z.number().int().nullable(),
  /** Why it ended, where that is not by itself. */
  reason: z.string().nullable(),
});
export type TerminalEnd = z.infer<typeof terminalEndSchema>;
export const terminalSizeSchema = z.object({ columns: z.number().int().min(1).max(10_000), rows: z.number().int().min(1).max(10_000) });
export type TerminalSize = z.infer<typeof terminalSizeSchema>;

const utf8 = new TextEncoder();

/** One message. */
export function frame(type: FrameType, payload: Uint8Array | string = ''): Uint8Array {
  const bytes = typeof payload === 'string' ? utf8.encode(payload) : payload;
  const whole = new Uint8Array(bytes.length + 1);
  whole[0] = type;
  whole.set(bytes, 1);
  return whole;
}

export function takenFrame(count: number): Uint8Array {
  const whole = new Uint8Array(5);
  whole[0] = frameTypes.taken;
  new DataView(whole.buffer).setUint32(1, count);
  return whole;
}

/** The number that a `taken` message carries; 0 for one that is none. */
export const takenCount = (payload: Uint8Array): number => (payload.length === 4 ? new DataView(payload.buffer, payload.byteOffset, 4).getUint32(0) : 0);

/** A message with its number before it: on a channel that may lose some, a gap shows. */
export function numbered(number: number, message: Uint8Array): Uint8Array {
  const whole = new Uint8Array(message.length + 4);
  new DataView(whole.buffer).setUint32(0, number);
  whole.set(message, 4);
  return whole;
}

/** Takes numbered messages apart; null for one that is not the next. */
export class NumberedReader {
  private next = 0;

  read(whole: Uint8Array): Uint8Array | null {
    if (whole.length < 5 || new DataView(whole.buffer, whole.byteOffset, 4).getUint32(0) !== this.next) return null;
    this.next += 1;
    return whole.subarray(4);
  }
}

/** Counts the data on its way, and lets the sender wait until there is room. */
export class SendWindow {
  private underWay = 0;
  private waiting: (() => void)[] = [];
  private closed = false;

  /** Resolves when there is room for more, or the session is over. */
  async room(): Promise<void> {
    while (this.underWay >= terminalWindow && !this.closed) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  get isFull(): boolean {
    return this.underWay >= terminalWindow;
  }

  sent(bytes: number): void {
    this.underWay += bytes;
  }

  /** The other side has taken so many: no more than were sent count. */
  taken(bytes: number): void {
    this.underWay = Math.max(0, this.underWay - bytes);
    if (this.underWay < terminalWindow) this.wake();
  }

  close(): void {
    this.closed = true;
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
