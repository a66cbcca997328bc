/** Something that a program may or may not reach: a TCP port, or a TLS handshake without a client certificate. */
export interface Target {
  name: string;
  host: string;
  port: number;
  tls?: boolean;
}

/** A Node program that prints `REACH {"<name>":"open"|"closed: …"}`; runs in a pod or in a RUN step. */
export function reachProgram(targets: Target[]): string {
  return `
const net = require('node:net'), tls = require('node:tls');
const one = (t) => new Promise((done) => {
  const end = (state) => { socket.destroy(); done([t.name, state]); };
  const socket = t.tls
    ? tls.connect({ host: t.host, port: t.port, rejectUnauthorized: false, ALPNProtocols: ['h2'] })
    : net.connect({ host: t.host, port: t.port });
  socket.setTimeout(4000, () => end('closed: no answer'));
  socket.once('error', (error) => end('closed: ' + error.code));
  if (!t.tls) socket.once('connect', () => end('open'));
  else { socket.once('secureConnect', () => socket.write('PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n' + '\\0\\0\\0\\4\\0\\0\\0\\0\\0')); socket.once('data', () => end('open')); socket.once('close', () => end('closed: hung up')); }
});
Promise.all(${JSON.stringify(targets)}.map(one)).then((all) => console.log('REACH ' + JSON.stringify(Object.fromEntries(all))));
`;
}

/** Reads what `reachProgram` printed out of a longer text. */
export function readReach(text: string): Record<string, string> {
  const line = /REACH (\{[^\n]*?\})/.exec(text)?.[1];
  if (!line) throw new Error(`no result in:\n${text}`);
  return JSON.parse(line) as Record<string, string>;
}
