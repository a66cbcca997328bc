import { Exec, KubeConfig, type V1Status } from '@kubernetes/client-node';
import type { Writable } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import type { Connection } from '../apply/connection.js';
import { openConnections } from './probe-sockets.js';

afterEach(() => void vi.restoreAllMocks());

const connection = { kubeConfig: new KubeConfig() } as Connection;
const header = '  sl  local_address rem_address   st\n';
const oneConnection = '   0: 0100007F:1F90 0100007F:A2C4 01 00000000:00000000\n';

type Socket = Awaited<ReturnType<Exec['exec']>>;

/** What each program in the container says: what it prints, how it fails, or that no word of it comes. */
function container(says: (program: string) => { prints: string } | { fails: string } | 'closed' | Error) {
  vi.spyOn(Exec.prototype, 'exec').mockImplementation(async (_namespace, _pod, _container, command, stdout, _stderr, _stdin, _tty, onStatus) => {
    const said = says(command[0]!);
    if (said instanceof Error) throw said;
    if (said === 'closed') return { close() {}, addEventListener: (_: string, listener: () => void) => listener() } as unknown as Socket;
    if ('prints' in said) (stdout as Writable).write(said.prints);
    onStatus?.(('prints' in said ? { status: 'Success' } : { status: 'Failure', message: said.fails }) as V1Status);
    return { close() {}, addEventListener() {} } as unknown as Socket;
  });
  return openConnections(connection, { namespace: 'n', pod: 'p', container: 'web' }, 8080);
}

const missing = { fails: 'exec: "cat": executable file not found in $PATH' };

test('connections are counted by the first program that can', async () => {
  expect(await container((program) => (program === 'cat' ? missing : { prints: header + oneConnection }))).toBe(1);
  expect(await container(() => ({ prints: header }))).toBe(0);
});

test('an image without any such program cannot tell; a container that was not heard is not taken for one', async () => {
  expect(await container(() => missing)).toBeNull();
  await expect(container(() => new Error('500 Internal Server Error'))).rejects.toMatchObject({ code: 'unreachable' });
  await expect(container((program) => (program === 'cat' ? 'closed' : missing))).rejects.toMatchObject({ code: 'unreachable' });
});
