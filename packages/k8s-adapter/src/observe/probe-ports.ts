import { PortForward } from '@kubernetes/client-node';
import { PassThrough, Writable } from 'node:stream';
import type { Connection } from '../apply/connection.js';
import type { ListeningSocket } from './listening-sockets.js';

/** Where servers usually listen when nobody tells them. */
const usualPorts = [80, 3000, 3001, 4000, 4200, 5000, 5173, 8000, 8008, 8080, 8081, 8888, 9000, 9090] as const;
/** A closed port says so within milliseconds, on a busy node later. */
const refusalMs = 3_000;

/**
 * Which of the usual ports and `wanted` answer on the loopback inside the pod, by trying each: for images in which no
 * program can be run. Whether anything outside reaches them it cannot tell. Null when the cluster does not let it try.
 */
export async function probePorts(connection: Connection, target: { namespace: string; pod: string }, wanted: number): Promise<ListeningSocket[] | null> {
  const ports = [...new Set([wanted, ...usualPorts])];
  const answers = await Promise.all(ports.map(async (port) => ({ port, answer: await tryPort(connection, target, port) })));
  const closed = answers.filter(({ answer }) => answer === 'closed').length;
  if (closed === 0 || answers.some(({ answer }) => answer === 'unknown')) return null; // nobody listens on all of them: it was too slow to tell
  return answers.filter(({ answer }) => answer === 'open').map(({ port }) => ({ port, address: 'localhost', loopbackOnly: true })).sort((a, b) => a.port - b.port);
}

type PortAnswer = 'open' | 'closed' | 'unknown';

async function tryPort(connection: Connection, { namespace, pod }: { namespace: string; pod: string }, port: number): Promise<PortAnswer> {
  const input = new PassThrough();
  let socket: { close(): void } | undefined;
  try {
    return await new Promise<PortAnswer>((resolve) => {
      let refusal = '';
      const timer = setTimeout(() => resolve('open'), refusalMs);
      const settle = (answer: PortAnswer): void => (clearTimeout(timer), resolve(answer));
      const output = new Writable({
        write(chunk: Buffer, _encoding, done) {
          if (chunk.length > 0) settle('open'); // what comes first is the port's number, which the client leaves empty
          done();
        },
      });
      const refused = new Writable({
        write(chunk: Buffer, _encoding, done) {
          refusal += chunk.toString('utf8');
          if (/connection refused/.test(refusal)) settle('closed');
          done();
        },
      });
      new PortForward(connection.kubeConfig).portForward(namespace, pod, [port], output, refused, input).then(
        (opened) => {
          socket = typeof opened === 'function' ? (opened() ?? undefined) : opened;
          if (typeof opened !== 'function') opened.addEventListener('close', () => settle('unknown'));
          return null;
        },
        () => settle('unknown'),
      );
    });
  } finally {
    input.end();
    socket?.close();
  }
}
