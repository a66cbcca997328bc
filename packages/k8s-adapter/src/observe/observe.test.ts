import { describe, expect, test } from 'vitest';
import { listeningSockets, openConnectionsTo } from './listening-sockets.js';
import { parseLine, splitLines } from './logs.js';
import { quotaUseOf } from './quota-use.js';
import { splitLines as splitJsonLines } from './split-json-lines.js';

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}
const collect = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
};

describe('log lines', () => {
  test('are whole whatever the pieces they come in', async () => {
    const lines = await collect(splitLines(chunks('one\ntw', 'o\r\n', 'three')));
    expect(lines.map((line) => line.text)).toEqual(['one', 'two', 'three']);
  });

  test('without end cost a bounded amount of memory', async () => {
    const lines = await collect(splitLines(chunks(...Array.from({ length: 640 }, () => 'x'.repeat(16_384)), '\nnext\n')));
    expect(lines.map((line) => [line.text.length, line.truncated])).toEqual([[16_384, true], [4, false]]);
  });

  test('carry the node\'s time', () => {
    expect(parseLine('2026-11-21T09:34:41.123456789Z boom', false)).toEqual({ time: '2026-11-21T09:34:41.123456789Z', text: 'boom', truncated: false });
    expect(parseLine('2026-11-21T09:34:41Z ', false)?.text).toBe('');
  });

  test('without a time are the node’s own words, not the app’s', () => {
    expect(parseLine('unable to retrieve container logs for containerd://4f', false)).toBeNull();
  });
});

test('a watch\'s documents are whole, and a cut one is left out', async () => {
  expect(await collect(splitJsonLines(chunks('{"a":', '1}\n{"b":2}\n', '{"c"')))).toEqual(['{"a":1}', '{"b":2}']);
});

test('the kernel\'s socket tables are read: ports, and whether they are reached from outside', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1
   1: 00000000:2382 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 2 1
   2: 0100007F:A2C4 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 3 1
  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:0BB8 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4 1
   1: 00000000000000000000000001000000:0BB9 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 5 1
   2: 0000000000000000FFFF00000100007F:0BBA 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 6 1`;
  expect(listeningSockets(table)).toEqual([
    { port: 3000, address: '::', loopbackOnly: false },
    { port: 3001, address: '::1', loopbackOnly: true },
    { port: 3002, address: '::ffff:127.0.0.1', loopbackOnly: true },
    { port: 8080, address: '127.0.0.1', loopbackOnly: true },
    { port: 9090, address: '0.0.0.0', loopbackOnly: false },
  ]);
  expect([41668, 8080].map((port) => openConnectionsTo(table, port))).toEqual([1, 0]);
});

test('a budget\'s use comes in our units', () => {
  const status = { hard: { 'requests.cpu': '2', 'limits.memory': '1Gi', pods: '10' }, used: { 'requests.cpu': '350m', 'limits.memory': '256Mi', pods: '3' } };
  expect(quotaUseOf({ status })).toEqual({
    cpuMillicores: { used: 350, hard: 2000 },
    memoryBytes: { used: 256 * 2 ** 20, hard: 2 ** 30 },
    pods: { used: 3, hard: 10 },
    storageBytes: null,
  });
});
