import type { RequestOptions } from 'node:https';
import { WebSocket } from 'ws';
import { ClusterError, noAnswer, refusal, type StatusAnswer } from '../apply/cluster-error.js';
import type { Connection } from '../apply/connection.js';
import type { ContainerRef } from '../cluster.js';
import { apiPath } from '../manifest.js';

export interface OpenTerminalOptions {
  /** A new process in the container (argv); null attaches to the container's own. */
  command: readonly string[] | null;
  tty: boolean;
  /** Each piece as it comes. What it returns is waited for before the next one is read, so that a slow reader slows the command. */
  onOutput(stream: 'stdout' | 'stderr', bytes: Buffer): void | Promise<void>;
}

/** How the process ended, as the cluster says it. Attached, `exitCode` is null: the pod's status has it. */
export interface TerminalStatus {
  exitCode: number | null;
  /** Why there is no exit code; null where it ended by itself. */
  failure: string | null;
}

/** The streams of a process in a container. */
export interface Terminal {
  /** Resolves when the connection has taken the bytes. Rejects when it is over. */
  write(bytes: Uint8Array): Promise<void>;
  /** The input's end. Rejects where the cluster cannot convey it. */
  end(): Promise<void>;
  resize(columns: number, rows: number): void;
  /** Rejects with ClusterError `unreachable` when the connection broke before the end. */
  readonly ended: Promise<TerminalStatus>;
  close(): void;
}

/** Channels of Kubernetes' remote command protocol. */
const channel = { stdin: 0, stdout: 1, stderr: 2, status: 3, resize: 4, close: 255 } as const;
/** The first one knows an end of the input; API servers before 1.30 know the second alone. */
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const openMs = 15_000;
const pingMs = 20_000;

/** Opens the streams of a process. Throws ClusterError when the cluster refuses or does not answer. */
export async function openTerminal(connection: Connection, target: ContainerRef & { container: string }, options: OpenTerminalOptions): Promise<Terminal> {
  const socket = await connect(connection, target, options);
  const status = Promise.withResolvers<TerminalStatus>();
  status.promise.catch(() => {}); // a caller that only closes does not wait for it
  let order = Promise.resolve();
  let waiting = 0;
  const take = (data: Buffer): void => {
    const [kind, bytes] = [data[0], data.subarray(1)];
    if (kind === channel.status) order = order.then(() => status.resolve(statusOf(bytes.toString('utf8'))));
    if ((kind !== channel.stdout && kind !== channel.stderr) || bytes.length === 0) return;
    waiting += 1;
    socket.pause();
    order = order
      .then(() => options.onOutput(kind === channel.stdout ? 'stdout' : 'stderr', bytes))
      .catch((error: unknown) => status.reject(error))
      .then(() => {
        waiting -= 1;
        if (waiting === 0) socket.resume();
      });
  };
  socket.removeAllListeners('message');
  socket.on('message', (data) => take(data as Buffer));
  socket.on('error', () => {}); // its close follows
  const ping = setInterval(() => socket.ping(), pingMs);
  socket.once('close', () => {
    clearInterval(ping);
    const broken = new ClusterError('unreachable', `the connection to pod ${target.pod} broke off`, { remedy: 'Open it again.', retryable: true });
    // An attached process gives no status where its stream just ends: the pod's status tells the rest.
    order = order.then(() => (options.command === null ? status.resolve({ exitCode: null, failure: null }) : status.reject(broken)));
  });
  const send = (kind: number, bytes: Uint8Array): Promise<void> =>
    new Promise((resolve, reject) => socket.send(Buffer.concat([Buffer.of(kind), bytes]), (error) => (error ? reject(error) : resolve())));
  socket.resume();
  return {
    write: (bytes) => send(channel.stdin, bytes),
    async end() {
      if (socket.readyState !== socket.OPEN) return; // the process has ended first
      if (socket.protocol !== protocols[0]) throw new ClusterError('invalid', 'this cluster cannot convey the end of an input: its API server is older than Kubernetes 1.30', { remedy: 'Run the command without piped input, or ask the operator to upgrade the cluster.', retryable: false });
      await send(channel.close, Buffer.of(channel.stdin));
    },
    resize: (columns, rows) => void send(channel.resize, Buffer.from(JSON.stringify({ Width: columns, Height: rows }))).catch(() => {}), // over already: nothing to resize
    ended: status.promise,
    close: () => socket.close(),
  };
}

async function connect(connection: Connection, { namespace, pod, container }: ContainerRef & { container: string }, { command, tty }: OpenTerminalOptions): Promise<WebSocket> {
  const what = command === null ? 'attach' : 'exec';
  const path = `${apiPath('Pod', namespace, pod)}/${what}`;
  const url = new URL(connection.server + path);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const wanted = { container, stdin: true, stdout: true, stderr: !tty, tty };
  for (const [key, value] of Object.entries(wanted)) url.searchParams.set(key, String(value));
  for (const word of command ?? []) url.searchParams.append('command', word);
  const login: RequestOptions = {};
  await connection.kubeConfig.applyToHTTPSOptions(login);
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols, { ...(login as object), handshakeTimeout: openMs, perMessageDeflate: false });
    socket.once('open', () => {
      socket.pause();
      resolve(socket);
    });
    socket.once('error', (cause) => reject(noAnswer(`GET ${path}`, cause)));
    socket.once('unexpected-response', (request, response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text = (text + part).slice(0, 4_096)));
      response.on('error', () => {}); // what came of it is enough
      response.on('close', () => {
        reject(refusal(response.statusCode ?? 500, answerOf(text), `GET ${path}`));
        request.destroy();
      });
    });
  });
}

function answerOf(text: string): StatusAnswer {
  try {
    return JSON.parse(text) as StatusAnswer;
  } catch {
    return { message: text.trim().slice(0, 1_000) };
  }
}

/** A `Status` object: Success, or Failure with the exit code among its causes. */
export function statusOf(text: string): TerminalStatus {
  let status: { status?: string; reason?: string; message?: string; details?: { causes?: { reason?: string; message?: string }[] } };
  try {
    status = JSON.parse(text) as typeof status;
  } catch {
    return { exitCode: null, failure: text.trim() || 'the cluster gave no status' };
  }
  if (status.status === 'Success') return { exitCode: 0, failure: null };
  const code = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
  if (status.reason === 'NonZeroExitCode' && code !== undefined) return { exitCode: Number(code), failure: null };
  return { exitCode: null, failure: status.message ?? 'the command failed' };
}
