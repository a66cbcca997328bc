import { frame, frameTypes, longestFrame, NumberedReader, takenCount, terminalWindow, type TerminalEnd } from '@berth/domain';
import { WebSocket, type RawData } from 'ws';

/** The worker beats every 5 s. */
const silenceMs = 15_000;
const beatMs = 5_000;
/** A client that answers no ping for this long is gone. */
const pongMs = 30_000;
/** What may wait for a client: the worker waits beyond its window, unless the client lies about what it took. */
const mostWaiting = 2 * terminalWindow;
/** What a client may send before the worker has taken some, and a little for what crosses. */
const mostUnderWay = terminalWindow + 2 * longestFrame;
/** Messages without input that a client may send before the next beat, and one more for each output that it took. */
const mostControls = 500;
const longestControl = 64;
const fromClient = new Set<number>([frameTypes.stdin, frameTypes.stdinEnd, frameTypes.resize, frameTypes.taken, frameTypes.gone]);
const normal = 1000;
const refusedCode = 1008;

/** One terminal in the API: hands messages on as they are, in order, and keeps both sides to what they may have under way. */
export class TerminalSession {
  private readonly closing = new AbortController();
  private readonly reader = new NumberedReader();
  private readonly beat: NodeJS.Timeout;
  private heardAt = performance.now();
  private pongAt = performance.now();
  private underWay = 0;
  private controls = mostControls;

  constructor(
    private readonly socket: WebSocket,
    private readonly send: (message: Uint8Array) => Promise<number>,
  ) {
    socket.on('message', (data, isBinary) => this.take(data, isBinary));
    socket.on('pong', () => (this.pongAt = performance.now()));
    socket.on('error', () => undefined); // its close follows
    socket.once('close', () => this.gone('Its terminal was closed.'));
    this.beat = setInterval(() => this.look(), beatMs);
    this.closed.addEventListener('abort', () => clearInterval(this.beat), { once: true });
  }

  /** Aborted when the session is over. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  /** A message of the worker. */
  hear(whole: Buffer): void {
    const message = this.reader.read(whole);
    if (message === null) return this.cut('A part of the terminal’s bytes was lost on the way.');
    this.heardAt = performance.now();
    if (message[0] === frameTypes.ping) return;
    if (message[0] === frameTypes.stdout || message[0] === frameTypes.stderr) this.controls += 1;
    if (message[0] === frameTypes.taken) this.underWay = Math.max(0, this.underWay - takenCount(message.subarray(1)));
    if (this.socket.bufferedAmount > mostWaiting) return this.cut('The client does not take what it asked for.');
    this.socket.send(message);
    if (message[0] === frameTypes.end) {
      this.socket.close(normal);
      this.closing.abort();
    }
  }

  /** Ends the session for a reason that both sides are told. */
  cut(reason: string): void {
    if (this.closed.aborted) return;
    const end: TerminalEnd = { exitCode: null, reason };
    this.socket.send(frame(frameTypes.end, JSON.stringify(end)));
    this.socket.close(refusedCode);
    this.gone(reason);
  }

  private take(data: RawData, isBinary: boolean): void {
    if (this.closed.aborted) return;
    const message = data as Buffer;
    const type = message[0];
    if (!isBinary || type === undefined || !fromClient.has(type)) return this.cut('The client does not speak as a terminal does.');
    if (type === frameTypes.gone) return this.gone('Its terminal was closed.');
    if (type === frameTypes.stdin) {
      if (message.length === 1) return;
      this.underWay += message.length - 1;
      if (this.underWay > mostUnderWay) return this.cut('The client sent more than it may have under way.');
    } else if (message.length > longestControl || (this.controls -= 1) < 0) {
      return this.cut('The client sends more than a terminal does.');
    }
    this.handOn(message);
  }

  private look(): void {
    const now = performance.now();
    if (now - this.heardAt > silenceMs) return this.cut('The worker that carried the terminal is gone. The command is ended within a minute.');
    if (now - this.pongAt > pongMs) {
      this.socket.terminate();
      return this.gone('Its terminal was lost.');
    }
    this.controls = Math.max(this.controls, mostControls);
    this.socket.ping();
    this.handOn(frame(frameTypes.ping));
  }

  private gone(reason: string): void {
    if (this.closed.aborted) return;
    this.handOn(frame(frameTypes.gone, reason));
    this.closing.abort();
  }

  private handOn(message: Uint8Array): void {
    this.send(message).then(
      (hearers) => hearers > 0 || this.cut('The worker that carried the terminal is gone. The command is ended within a minute.'),
      () => this.cut('The queue that carries the terminal does not answer.'),
    );
  }
}
