import { createServer, request } from 'node:http';

/**
 * Portal and API on one origin, http://localhost:PORT, for an installation whose cluster is the user's own: `/api` goes
 * to the API as it is, everything else to the portal. Nothing is buffered, so that server-sent events arrive at once.
 */
const { PORT, API_PORT, WEB_PORT } = process.env;

const server = createServer((incoming, outgoing) => {
  const port = /^\/api(\/|\?|$)/.test(incoming.url ?? '') ? API_PORT : WEB_PORT;
  const onward = request({ host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    outgoing.flushHeaders();
    answer.pipe(outgoing);
  });
  onward.on('error', () => {
    if (!outgoing.headersSent) outgoing.writeHead(502, { 'content-type': 'text/plain' });
    outgoing.end('Berth does not answer. See npm run status.\n');
  });
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
});
server.requestTimeout = 0; // uploads take as long as they take
server.listen(Number(PORT), 'localhost');
process.on('SIGTERM', () => { server.close(); server.closeAllConnections(); });
