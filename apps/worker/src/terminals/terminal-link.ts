import { frame, frameTypes, longestFrame, NumberedReader, numbered, SendWindow, takenCount, takenFrame, terminalSizeSchema, terminalWindow, type FrameType, type TerminalEnd } from '@berth/domain';
import type { Terminal } from '@berth/k8s-adapter';

/** Without a sign of the API for this long, it is gone: it beats every 5 s. */
const silenceMs = 15_000;
const beatMs = 5_000;
/** What a client may have under way, and a little for what crosses. */
const mostWaiting = terminalWindow + 2 * longestFrame;

/** Why a session is over before its command is. */
export class SessionOver extends Error {
  override readonly name = 'SessionOver';
}

/**
 * The worker's end of one terminal session: data in order, bounded in both directions. `over` is aborted with a
 * {@link SessionOver} when the client has gone or the connection broke.
 */
export class TerminalLink {
  private readonly ending = new AbortController();
  private readonly window = new SendWindow();
  private readonly reader = new NumberedReader();
  private readonly beat: NodeJS.Timeout;
  private number = 0;
  private heardAt = performance.now();
  private input: Promise<void>;
  private plugged!: (terminal: Terminal) => void;
  private readonly terminal = new Promise<Terminal>((resolve) => (this.plugged = resolve));
  private waitingInput = 0;
  private closed = false;
  private size: { columns: number; rows: number } | undefined;
  private open: Terminal | undefined;
  /** When data went either way last, by `performance.now()`. */
  activeAt = performance.now();

  /** `publish` says how many heard it. */
  constructor(private readonly publish: (message: Buffer) => Promise<number>) {
    this.input = this.terminal.then(() => {});
    this.beat = setInterval(() => {
      if (performance.now() - this.heardAt > silenceMs) this.cut('The connection to its terminal was lost.');
      else void this.send(frameTypes.ping);
    }, beatMs);
    this.over.addEventListener('abort', () => this.window.close(), { once: true });
  }

  get over(): AbortSignal {
    return this.ending.signal;
  }

  cut(reason: string): void {
    this.ending.abort(new SessionOver(reason));
  }

  /** Gives the input, from its first byte on, to `terminal`. */
  plug(terminal: Terminal): void {
    this.open = terminal;
    if (this.size) terminal.resize(this.size.columns, this.size.rows);
    this.plugged(terminal);
  }

  /** Sends output; waits while the client has not taken what came before. */
  async output(stream: 'stdout' | 'stderr', bytes: Buffer): Promise<void> {
    this.activeAt = performance.now();
    for (let start = 0; start < bytes.length && !this.over.aborted; start += longestFrame) {
      const piece = bytes.subarray(start, start + longestFrame);
      await this.window.room();
      this.window.sent(piece.length);
      await this.send(frameTypes[stream], piece);
    }
  }

  note(text: string): Promise<void> {
    return this.send(frameTypes.note, text);
  }

  /** The last word, which is said also when the session was cut from here. */
  async end(end: TerminalEnd): Promise<void> {
    await this.send(frameTypes.end, JSON.stringify(end));
    this.close();
  }

  close(): void {
    this.closed = true;
    clearInterval(this.beat);
    this.cut('The session has ended.');
  }

  /** A message of the API. */
  hear(whole: Buffer): void {
    const message = this.reader.read(whole);
    if (message === null) return this.cut('A part of the connection to its terminal was lost.');
    this.heardAt = performance.now();
    const payload = message.subarray(1);
    switch (message[0]) {
      case frameTypes.stdin:
        return this.takeInput(Buffer.from(payload));
      case frameTypes.stdinEnd:
        this.input = this.input.then(async () => (await this.terminal).end()).catch((error: Error) => this.cut(error.message));
        return;
      case frameTypes.taken:
        return this.window.taken(takenCount(payload));
      case frameTypes.resize:
        return this.resize(payload);
      case frameTypes.gone:
        return this.cut(Buffer.from(payload).toString('utf8') || 'Its terminal was closed.');
      default: // a ping: it was heard
    }
  }

  private takeInput(bytes: Buffer): void {
    this.activeAt = performance.now();
    this.waitingInput += bytes.length;
    if (this.waitingInput > mostWaiting) return this.cut('The client sent more than it may have under way.');
    this.input = this.input
      .then(async () => (await this.terminal).write(bytes))
      .catch(() => {}) // the command has ended or closed its input: what else is typed is dropped, as a closed pipe does
      .then(() => {
        this.waitingInput -= bytes.length;
        return this.sendWhole(takenFrame(bytes.length));
      });
  }

  private resize(payload: Uint8Array): void {
    const size = terminalSizeSchema.safeParse(parseJson(Buffer.from(payload).toString('utf8')));
    if (!size.success) return;
    this.size = size.data;
    this.open?.resize(size.data.columns, size.data.rows);
  }

  private send(type: FrameType, payload: Uint8Array | string = ''): Promise<void> {
    return this.sendWhole(frame(type, payload));
  }

  private async sendWhole(message: Uint8Array): Promise<void> {
    if (this.closed) return;
    const whole = Buffer.from(numbered(this.number, message));
    this.number += 1;
    try {
      if ((await this.publish(whole)) === 0) this.cut('The connection to its terminal was lost.');
    } catch {
      this.cut('The queue that carries the terminal does not answer.');
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
