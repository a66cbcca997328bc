import { request } from 'node:http';
import { connect } from 'node:http2';
import type { Duplex } from 'node:stream';
import { ClusterError, firstWebProcess, tenantNamespace, type PodConnection } from '@berth/k8s-adapter';
import type { Protocol } from '@berth/domain';
import { checkHealth } from './ask-grpc.js';
import { answerMs, verifier } from './ask-url.js';
import type { DeploymentRun } from './deployment-run.js';

/** Clusters of which it was said that they let nobody ask a pod. */
const toldOf = new WeakSet<object>();

/** What a pod does when it is asked what its URL is asked. */
export interface PodAnswer {
  /** HTTP's; `silence` when it took the connection and sent nothing, whether it closed it or not, or no answer in time; `noise` when what it sent is none. */
  status: number | 'silence' | 'noise';
  /** Follows on the name of the release or pod. */
  said: string;
}

/** Asks a pod of the first web process itself, in its protocol. Null when its answer cannot be told. */
export async function askOnePod(run: DeploymentRun, pod: string, patienceMs = answerMs): Promise<PodAnswer | null> {
  const { spec } = run.applied!;
  const { port, protocol = 'http1' } = firstWebProcess(spec)!;
  if (port === null) return null;
  const connection = await dial(run, pod, port);
  if (!connection) return null;
  const inTime = AbortSignal.timeout(patienceMs);
  try {
    return await askers[protocol](connection.stream, spec.hosts[0]!, AbortSignal.any([inTime, run.signal]));
  } catch (error) {
    if (connection.broken || run.signal.aborted) return null;
    if (inTime.aborted || !connection.heard) return { status: 'silence', said: `takes connections and has not answered ${asked[protocol]}` };
    return { status: 'noise', said: `takes connections and gives no answer in ${spoken[protocol]} to ${asked[protocol]} (${(error as Error).message})` };
  } finally {
    connection.close();
  }
}

async function dial({ deps, opened, applied }: DeploymentRun, pod: string, port: number): Promise<PodConnection | null> {
  const { spec } = applied!;
  try {
    return await opened.cluster.dialPod({ namespace: tenantNamespace(spec.namespacePrefix, spec.tenant.slug), pod, port });
  } catch (error) {
    if (!(error instanceof ClusterError) || error.code !== 'forbidden') throw error;
    if (!toldOf.has(opened.cluster)) deps.log.warn({ cluster: opened.row.name }, `pods cannot be asked, so an app that answers like the ingress counts as live once its route is taken up, and one that answers with errors or not at all gets requests until verify sees it: ${error.message}. ${error.remedy}`);
    toldOf.add(opened.cluster);
    return null;
  }
}

const asked: Record<Protocol, string> = { http1: 'GET /', h2c: 'GET /', grpc: 'a gRPC health check' };
const spoken: Record<Protocol, string> = { http1: 'HTTP/1.1', h2c: 'HTTP/2', grpc: 'gRPC' };
const answered = (status: number, to: string): PodAnswer => ({ status, said: `answers ${status} to ${to}` });
const forwarded = (host: string) => ({ 'x-forwarded-host': host, 'x-forwarded-proto': 'https', 'user-agent': verifier });

/** Each resolves with the first headers: a stream that never ends is an answer too. */
const askers: Record<Protocol, (stream: Duplex, host: string, signal: AbortSignal) => Promise<PodAnswer>> = {
  http1: (stream, host, signal) =>
    new Promise((resolve, reject) => {
      const sent = request({ path: '/', headers: { host, ...forwarded(host) }, createConnection: () => stream, signal }, (response) => {
        response.on('error', () => {}).destroy();
        resolve(answered(response.statusCode ?? 0, asked.http1));
      });
      sent.on('error', reject).end();
    }),
  h2c: (stream, host, signal) => {
    const session = connect(`http://${host}`, { createConnection: () => stream });
    return new Promise<PodAnswer>((resolve, reject) => {
      session.on('error', reject);
      const sent = session.request({ ':path': '/', ...forwarded(host) }, { signal });
      sent.on('response', (headers) => resolve(answered(headers[':status'] ?? 0, asked.h2c)));
      sent.on('error', reject).on('close', () => reject(new Error('the connection was closed without an answer')));
    }).finally(() => session.destroy());
  },
  grpc: async (stream, host, signal) => {
    const { status, text } = await checkHealth(connect(`http://${host}`, { createConnection: () => stream }), signal);
    return { status, said: text.startsWith('gRPC') ? `answers ${asked.grpc} with ${text}` : `answers ${status} to ${asked.grpc}` };
  },
};
