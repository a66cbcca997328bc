import { PortForward } from '@kubernetes/client-node';
import { Duplex, PassThrough, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { refusal } from '../apply/cluster-error.js';
import type { Connection } from '../apply/connection.js';
import { apiPath } from '../manifest.js';

/** A connection to the program that listens on a port of a pod. */
export interface PodConnection {
  stream: Duplex;
  /** Whether the cluster said that it cannot be had, or cut it: then no silence is the program's. */
  readonly broken: boolean;
  /** Whether a byte has come. */
  readonly heard: boolean;
  close(): void;
}

const openMs = 5_000;
/** How a WebSocket is closed whose two ends agree. */
const closedInOrder = 1000;

/**
 * Connects to one port of one pod, past Service, ingress and network policies (by port forwarding). Null when the cluster
 * does not forward. Rejects with ClusterError `forbidden` where the right to forward is missing.
 */
export async function dialPod(connection: Connection, { namespace, pod, port }: { namespace: string; pod: string; port: number }): Promise<PodConnection | null> {
  const toPod = new PassThrough();
  const fromPod = new PassThrough();
  const stream = Duplex.from({ writable: toPod, readable: fromPod });
  stream.on('error', () => {}); // who reads or writes is told by its own events
  let broken = false;
  let heard = false;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      heard ||= chunk.length > 0;
      fromPod.write(chunk);
      done();
    },
  });
  const refused = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (chunk.length > 0) { // what comes first is the port's number, which the client leaves empty
        broken = true;
        stream.destroy(new Error(chunk.toString('utf8')));
      }
      done();
    },
  });
  const forwarding = new PortForward(connection.kubeConfig).portForward(namespace, pod, [port], output, refused, toPod);
  try {
    const socket = await Promise.race([forwarding, sleep(openMs, null)]);
    if (socket === null || typeof socket === 'function') {
      forwarding.then((late) => typeof late !== 'function' && late.close(), () => {}); // nobody waits for it any more
      stream.destroy();
      return null;
    }
    socket.addEventListener('close', ({ code }) => {
      broken ||= code !== closedInOrder;
      fromPod.end();
    });
    const close = (): void => {
      stream.destroy();
      socket.close();
    };
    return { stream, get broken() { return broken; }, get heard() { return heard; }, close };
  } catch (error) {
    stream.destroy();
    if (/response: 403/.test((error as { message?: string }).message ?? '')) throw refusal(403, { message: 'pods/portforward is forbidden' }, `GET ${apiPath('Pod', namespace, pod)}/portforward`);
    return null;
  }
}
