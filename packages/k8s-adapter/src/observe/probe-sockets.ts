import { Exec } from '@kubernetes/client-node';
import { Writable } from 'node:stream';
import { ClusterError } from '../apply/cluster-error.js';
import type { Connection } from '../apply/connection.js';
import type { ContainerRef } from '../cluster.js';
import { listeningSockets, openConnectionsTo, type ListeningSocket } from './listening-sockets.js';
import { probePorts } from './probe-ports.js';

/** What the container listens on, or why that cannot be told. */
export type PodSockets = { known: true; listening: ListeningSocket[] } | { known: false; reason: string };

const tables = ['/proc/net/tcp', '/proc/net/tcp6'];
/** Ways to print a file, for images with a shell's tools and for those with a language only. */
const readers: readonly (readonly string[])[] = [
  ['cat', ...tables],
  ['node', '-e', `for(const f of ${JSON.stringify(tables)})process.stdout.write(require('fs').readFileSync(f))`],
  ['python3', '-c', `import sys\nfor f in ${JSON.stringify(tables)}: sys.stdout.write(open(f).read())`],
];
const answerMs = 5_000;
const longestAnswer = 256 * 1024;

/**
 * Reads the kernel's socket tables inside the container: they tell a wrong port from a listener on the loopback alone.
 * In an image without any program that could read them, `wanted` and the usual ports are tried one by one.
 */
export async function probeSockets(connection: Connection, target: ContainerRef & { container: string }, wanted: number | null): Promise<PodSockets> {
  const tables = await readTables(connection, target);
  if (tables.text !== null) return { known: true, listening: listeningSockets(tables.text) };
  const answering = wanted === null || tables.final ? null : await probePorts(connection, target, wanted);
  // None of some ports answers: it may still listen on another.
  if (answering && answering.length > 0) return { known: true, listening: answering };
  return { known: false, reason: tables.reason };
}

/** How many connections to `port` are open in the container; null when nothing in its image can tell. Rejects with a ClusterError when the container gave no answer. */
export async function openConnections(connection: Connection, target: ContainerRef & { container: string }, port: number): Promise<number | null> {
  const tables = await readTables(connection, target);
  if (tables.text !== null) return openConnectionsTo(tables.text, port);
  if (tables.silence !== null) throw new ClusterError('unreachable', `The connections of pod ${target.pod} cannot be counted: ${tables.silence}.`, { remedy: 'Try again.', retryable: true });
  return null;
}

interface NoTables {
  text: null;
  reason: string;
  /** True when nothing else can be asked of the container either. */
  final: boolean;
  /** Why one of the programs that could read them was not heard; null when all were, or are not there. */
  silence: string | null;
}

/** The socket tables, or why there are none. */
async function readTables(connection: Connection, target: ContainerRef & { container: string }): Promise<{ text: string } | NoTables> {
  let reason = '';
  let silence: string | null = null;
  for (const command of readers) {
    const answer = await run(connection, target, command);
    if (answer.ok && /local_address/.test(answer.output)) return { text: answer.output };
    const hasNoReader = answer.ok || /executable file not found|no such file or directory/.test(answer.reason);
    reason = hasNoReader ? 'the image has no program that can read the socket tables' : answer.reason;
    if (!answer.ok && !answer.heard && !hasNoReader) silence = answer.reason;
    if (!answer.ok && answer.final) return { text: null, reason, final: true, silence };
  }
  return { text: null, reason, final: false, silence };
}

type Answer = { ok: true; output: string } | { ok: false; reason: string; heard: boolean; final: boolean };

async function run(connection: Connection, target: ContainerRef & { container: string }, command: readonly string[]): Promise<Answer> {
  let output = '';
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (output.length < longestAnswer) output += chunk.toString('utf8');
      done();
    },
  });
  const exec = new Exec(connection.kubeConfig);
  let socket: { close(): void } | undefined;
  try {
    return await new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => resolve({ ok: false, reason: 'the container did not answer in time', heard: false, final: true }), answerMs);
      const settle = (answer: Answer): void => (clearTimeout(timer), resolve(answer));
      exec
        .exec(target.namespace, target.pod, target.container, [...command], stdout, null, null, false, (status) => {
          if (status.status === 'Success') settle({ ok: true, output });
          else settle({ ok: false, reason: status.message ?? 'the command failed', heard: true, final: false });
        })
        .then(
          (opened) => {
            socket = opened;
            opened.addEventListener('close', () => settle(output === '' ? { ok: false, reason: 'the container closed the connection', heard: false, final: false } : { ok: true, output }));
            return null;
          },
          (error: unknown) => settle({ ok: false, reason: `no command can be run in the container: ${messageOf(error)}`, heard: false, final: true }),
        );
    });
  } finally {
    socket?.close();
  }
}

function messageOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}
