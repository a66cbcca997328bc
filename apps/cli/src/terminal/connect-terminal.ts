import { frame, frameTypes, longestFrame, SendWindow, takenCount, takenFrame, terminalEndSchema, terminalProtocol, type FrameType, type TerminalEnd, type TerminalSize } from '@berth/domain';
import type { Readable, Writable } from 'node:stream';
import { CliFailure } from '../cli-failure.js';
import type { Api } from '../http/api.js';

export interface TerminalStreams {
  /** null: the command has no input. */
  input: Readable | null;
  output: Writable;
  errors: Writable;
  /** The terminal's size; null where there is none. */
  size: (() => TerminalSize) | null;
  /** Calls back when the terminal's size changes, until the returned function is called. */
  onResize?: (changed: () => void) => () => void;
  onNote(text: string): void;
  /** Ends the session from here. */
  signal: AbortSignal;
}

/** Carries bytes between these streams and a run until it ends. Throws when the connection is refused or breaks, and the signal's reason. */
export async function connectTerminal(api: Api, path: string, streams: TerminalStreams): Promise<TerminalEnd> {
  const socket = await api.webSocket(path, terminalProtocol);
  const window = new SendWindow();
  const { promise: ended, resolve, reject } = Promise.withResolvers<TerminalEnd>();
  const send = (type: FrameType, payload?: Uint8Array | string): void => {
    if (socket.readyState === socket.OPEN) socket.send(frame(type, payload) as Uint8Array<ArrayBuffer>);
  };
  let order = Promise.resolve();
  const show = (to: Writable, bytes: Uint8Array): void => {
    order = order.then(async () => {
      await written(to, bytes);
      if (socket.readyState === socket.OPEN) socket.send(takenFrame(bytes.length) as Uint8Array<ArrayBuffer>);
    });
  };
  socket.addEventListener('message', ({ data }) => {
    const message = new Uint8Array(data as ArrayBuffer);
    const payload = message.subarray(1);
    switch (message[0]) {
      case frameTypes.stdout:
        return show(streams.output, payload);
      case frameTypes.stderr:
        return show(streams.errors, payload);
      case frameTypes.taken:
        return window.taken(takenCount(payload));
      case frameTypes.note:
        return streams.onNote(new TextDecoder().decode(payload));
      case frameTypes.end: {
        const end = terminalEndSchema.parse(JSON.parse(new TextDecoder().decode(payload)));
        order = order.then(() => resolve(end));
      }
    }
  });
  socket.addEventListener('close', () => {
    order = order.then(() => reject(new CliFailure('The connection to the command was lost.', { code: 'connection-lost', remedy: 'See with `berth runs` how it ended; it is ended without its terminal.' })));
  });
  const leave = (): void => {
    send(frameTypes.gone, 'Its terminal was closed.');
    socket.close();
    reject(streams.signal.reason); // at once: output that nobody reads would hold it up
  };
  streams.signal.addEventListener('abort', leave, { once: true });
  const resized = (): void => send(frameTypes.resize, JSON.stringify(streams.size!()));
  const stopResizing = streams.size ? streams.onResize?.(resized) : undefined;
  if (streams.size) resized();
  const typing = new AbortController();
  if (streams.input) void give(streams.input, { send, window, signal: typing.signal });
  else send(frameTypes.stdinEnd);
  try {
    return await ended;
  } finally {
    typing.abort();
    stopResizing?.();
    window.close();
    streams.signal.removeEventListener('abort', leave);
    socket.close();
  }
}

/** Input as far as the other side takes it, then its end. */
async function give(input: Readable, { send, window, signal }: { send: (type: FrameType, payload?: Uint8Array) => void; window: SendWindow; signal: AbortSignal }): Promise<void> {
  try {
    for await (const chunk of input) {
      const bytes = chunk as Buffer;
      for (let start = 0; start < bytes.length; start += longestFrame) {
        await window.room();
        if (signal.aborted) return;
        const piece = bytes.subarray(start, start + longestFrame);
        window.sent(piece.length);
        send(frameTypes.stdin, piece);
      }
    }
  } catch {
    // An input that breaks off ends there, as in a pipe.
  }
  if (!signal.aborted) send(frameTypes.stdinEnd);
}

/** Resolves when `to` has room again. A reader that has gone, such as `head`, ends the program elsewhere. */
function written(to: Writable, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => to.write(bytes, () => resolve()));
}
