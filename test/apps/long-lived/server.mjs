// Answers at once, after a while, as a stream of events or over a WebSocket. At SIGTERM it finishes what it has begun.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const release = process.env.BERTH_RELEASE;
const goodbyeMs = 2_000;
/** For each open stream: what tells its reader that the end is near, and what ends it. */
const streams = new Set();

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://app');
  if (pathname === '/slow') return setTimeout(() => response.end(release), Number(searchParams.get('seconds')) * 1000);
  if (pathname === '/events') return streamEvents(response);
  response.end(release);
});

function streamEvents(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const say = (event) => response.write(`event: ${event}\ndata: ${release}\n\n`);
  const timer = setInterval(say, 500, 'tick');
  const stream = { warn: () => say('stopping'), end: () => response.end(`event: goodbye\ndata: ${release}\n\n`) };
  streams.add(stream);
  response.on('close', () => (clearInterval(timer), streams.delete(stream)));
  say('hello');
}

const frame = (opcode, payload) => Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload]);

server.on('upgrade', (request, socket) => {
  const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${key}\r\n\r\n`);
  const say = (text) => socket.write(frame(1, Buffer.from(text)));
  const stays = new URL(request.url, 'http://app').searchParams.has('stay');
  const stream = { warn: () => say('stopping'), end: () => stays || socket.end(frame(8, Buffer.concat([Buffer.from([1001 >> 8, 1001 & 255]), Buffer.from('goodbye')]))) };
  streams.add(stream);
  socket.on('error', () => {});
  socket.on('end', () => socket.end());
  socket.on('close', () => streams.delete(stream));
  socket.resume();
  say(release);
});

process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  for (const stream of streams) stream.warn();
  setTimeout(() => streams.forEach((stream) => stream.end()), goodbyeMs);
});

server.listen(process.env.PORT, '0.0.0.0');
