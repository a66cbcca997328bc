import { PortForward } from '@kubernetes/client-node';
import { request } from 'node:http';
import { Duplex, PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { refusal } from '../apply/cluster-error.js';
import type { Connection } from '../apply/connection.js';
import { apiPath } from '../manifest.js';

/** A question over HTTP/1.1 to one port of one pod. */
export interface PodQuestion {
  namespace: string;
  pod: string;
  port: number;
  path: string;
  headers: Record<string, string>;
}

const answerMs = 5_000;

/**
 * The status with which the program in a pod answers, past Service, ingress and network policies (by port forwarding).
 * Null when that cannot be told: the cluster does not forward, nothing answers in time, or not in HTTP. Rejects with
 * ClusterError `forbidden` where the right to forward is missing.
 */
export async function askPod(connection: Connection, { namespace, pod, port, path, headers }: PodQuestion): Promise<number | null> {
  const toPod = new PassThrough();
  const fromPod = new PassThrough();
  const stream = Duplex.from({ writable: toPod, readable: fromPod });
  let socket: { close(): void } | undefined;
  try {
    const forwarding = new PortForward(connection.kubeConfig).portForward(namespace, pod, [port], fromPod, null, toPod).then((opened) => (socket = typeof opened === 'function' ? (opened() ?? undefined) : opened));
    const inTime = await Promise.race([forwarding.then(() => true), sleep(answerMs, false)]);
    if (!inTime) {
      forwarding.then((late) => late?.close(), () => {}); // nobody waits for it any more
      return null;
    }
    return await new Promise<number | null>((resolve) => {
      const asked = request({ path, headers, createConnection: () => stream, signal: AbortSignal.timeout(answerMs) }, (response) => {
        response.on('error', () => {}).destroy(); // the status is all that is asked for
        resolve(response.statusCode ?? null);
      });
      asked.on('error', () => resolve(null));
      asked.end();
    });
  } catch (error) {
    if (/response: 403/.test((error as { message?: string }).message ?? '')) throw refusal(403, { message: 'pods/portforward is forbidden' }, `GET ${apiPath('Pod', namespace, pod)}/portforward`);
    return null; // not forwarded: nothing is known
  } finally {
    stream.on('error', () => {}).destroy();
    socket?.close();
  }
}
