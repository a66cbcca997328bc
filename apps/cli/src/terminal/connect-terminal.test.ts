import { frame, frameTypes, takenCount, takenFrame, terminalWindow } from '@berth/domain';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable, Writable } from 'node:stream';
import { Agent } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { Api } from '../http/api.js';
import { connectTerminal, type TerminalStreams } from './connect-terminal.js';

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

/** The other end of a terminal, which `serve` speaks; and the API as the command has it. */
async function server(serve: (socket: WebSocket, hear: (listener: (type: number, payload: Buffer) => void) => void) => void): Promise<Api> {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(sockets, 'listening');
  const dispatcher = new Agent();
  close = async () => {
    for (const client of sockets.clients) client.terminate();
    sockets.close();
    await dispatcher.destroy();
  };
  sockets.on('connection', (socket, request) => {
    expect(request.headers.authorization).toBe('Bearer secret');
    serve(socket, (listener) => socket.on('message', (data: Buffer) => listener(data[0]!, data.subarray(1))));
  });
  return new Api({ url: `http://127.0.0.1:${(sockets.address() as AddressInfo).port}`, token: 'secret', tokenOrigin: 'login', dispatcher, userAgent: 'test' });
}

function streams(changes: Partial<TerminalStreams> = {}): TerminalStreams & { text(): string; failures(): string } {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const read = (stream: PassThrough) => (): string => (stream.read() as Buffer | null)?.toString() ?? '';
  return { input: null, output, errors, size: null, onNote: () => {}, signal: new AbortController().signal, ...changes, text: read(output), failures: read(errors) };
}

test('output and errors come apart, and the exit code is that of the end', async () => {
  const api = await server((socket) => {
    socket.send(frame(frameTypes.stdout, 'out'));
    socket.send(frame(frameTypes.stderr, 'err'));
    socket.send(frame(frameTypes.stdout, ' more'));
    socket.send(frame(frameTypes.end, JSON.stringify({ exitCode: 3, reason: null })));
    socket.close(1000);
  });
  const here = streams();
  expect(await connectTerminal(api, '/terminal', here)).toEqual({ exitCode: 3, reason: null });
  expect([here.text(), here.failures()]).toEqual(['out more', 'err']);
});

test('input waits until what was sent before is taken, and its end is told', async () => {
  let received = 0;
  let most = 0;
  let underWay = 0;
  const api = await server((socket, hear) => {
    hear((type, payload) => {
      if (type === frameTypes.stdin) {
        received += payload.length;
        underWay += payload.length;
        most = Math.max(most, underWay);
        setTimeout(() => {
          underWay -= payload.length;
          socket.send(takenFrame(payload.length));
        }, 1);
      }
      if (type === frameTypes.stdinEnd) socket.send(frame(frameTypes.end, JSON.stringify({ exitCode: 0, reason: null })));
    });
  });
  const input = Readable.from([Buffer.alloc(1_500_000), Buffer.alloc(10)]);
  expect(await connectTerminal(api, '/terminal', streams({ input }))).toEqual({ exitCode: 0, reason: null });
  expect(received).toBe(1_500_010);
  expect(most).toBeLessThanOrEqual(terminalWindow + 32 * 1024);
});

test('output counts as taken only when it was written', async () => {
  const written: (() => void)[] = [];
  const output = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => void written.push(done) });
  const taken: number[] = [];
  const api = await server((socket, hear) => {
    hear((type, payload) => type === frameTypes.taken && taken.push(takenCount(payload)));
    socket.send(frame(frameTypes.stdout, 'abc'));
    socket.send(frame(frameTypes.stdout, 'de'));
    socket.send(frame(frameTypes.end, JSON.stringify({ exitCode: 0, reason: null })));
  });
  const ended = connectTerminal(api, '/terminal', streams({ output }));
  await expect.poll(() => written.length).toBe(1);
  expect(taken).toEqual([]);
  written.shift()!();
  await expect.poll(() => written.length).toBe(1);
  await expect.poll(() => taken).toEqual([3]);
  written.shift()!();
  await ended;
});

test('the size of the terminal is told at the beginning and when it changes', async () => {
  const sizes: unknown[] = [];
  const api = await server((socket, hear) => {
    hear((type, payload) => {
      if (type !== frameTypes.resize) return;
      sizes.push(JSON.parse(payload.toString()));
      if (sizes.length === 1) resize();
      else socket.send(frame(frameTypes.end, JSON.stringify({ exitCode: 0, reason: null })));
    });
  });
  let size = { columns: 80, rows: 24 };
  let changed = (): void => {};
  const resize = (): void => {
    size = { columns: 100, rows: 30 };
    changed();
  };
  const onResize = (listener: () => void) => {
    changed = listener;
    return () => {};
  };
  await connectTerminal(api, '/terminal', streams({ size: () => size, onResize }));
  expect(sizes).toEqual([{ columns: 80, rows: 24 }, { columns: 100, rows: 30 }]);
});

test('a connection that breaks off is told as lost', async () => {
  const api = await server((socket) => socket.terminate());
  await expect(connectTerminal(api, '/terminal', streams())).rejects.toMatchObject({ code: 'connection-lost' });
});
